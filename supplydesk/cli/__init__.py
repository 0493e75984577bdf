"""The command line: the same services as the window's, for scripts and for the IT person.

Who may call: `supplydesk.__main__`. What may be called from here: services, queries, papers and
sheets; of the store nothing but `store.database`, to open a desk. It is a contract: arguments,
JSON and exit codes (0 done, 1 refused, 2 usage, 3 environment, 70 our bug) do not change lightly.
To add one: a module per group of commands, thin, with `--json` where it reads, and a test that
runs the real program.
"""
