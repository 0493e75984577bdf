"""Use cases: plain functions ``f(session, …)`` that give back a frozen result.

Who may call: the command line and the window. What may be called from here: queries, papers,
sheets, the store and domain. A service never commits: the caller does, so that many calls make
one transaction. It checks who may, refuses with `Refused`, and writes the ledger only through
`services.ledger`, the one door.
To add one: a module named as on the other floors, and tests on both databases.
"""
