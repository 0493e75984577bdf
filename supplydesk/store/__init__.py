"""Where the books lie: engines for SQLite and PostgreSQL, the only schema, and its upgrades.

Who may call: services and queries, and nobody else but for `store.database`, through which the
command line and the window open a desk. What may be called from here: domain, text and paths.
Nothing here decides anything about the trade: it keeps what it is given, durably, and refuses
what the schema forbids.
To add one: a table under `tables`, a step under `migrations`, and a test on both databases.
"""
