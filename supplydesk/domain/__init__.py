"""The rules of the trade, on frozen values: what a paper may do to the stock, and why not.

Here live quantities, packs, posting, picking, periods and every problem a clerk can run into.
Who may call: every floor above. What may be called from here: the standard library and
`supplydesk.text`, nothing else, so that a rule can be tested without a database.
To add one: a module named by its word in the trade, pure functions on frozen dataclasses,
refusals as `Problem`, and a mirror under tests/domain that covers every branch.
"""
