"""Reading: SQL that only reads, in; frozen rows, out.

Who may call: services, the command line and the window. What may be called from here: the store
and domain. A query fetches everything it needs in one short read and ends; it never writes,
never commits and never hands out an object that is tied to a session.
To add one: a module named by what is asked (stock, card, register), a frozen dataclass for its
row, and a test on both databases beside a figure worked out by hand.
"""
