"""The command line: the same services as the window's, for scripts and for the IT person.

Who may call: `supplydesk.__main__`. What may be called from here: services, queries, papers and
sheets; of the store nothing but `store.database` and `store.migrate`, to open a desk. It is a
contract: arguments, JSON and exit codes (0 done, 1 refused, 2 usage, 3 environment, 70 our bug)
do not change lightly.
To add a command: a room per group of commands, thin, with `--json`; its line in `commands`, its
room in `rooms`, and a test that runs it.
"""
