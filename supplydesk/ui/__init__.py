"""The window: the only floor that knows Qt, and no rule of the trade.

Who may call: `supplydesk.__main__`. What may be called from here: services, queries, papers and
sheets; of the store nothing but `store.database` and `store.migrate`, to open a desk. Writing goes
through the desk's one writer thread, rows cross threads only as frozen values, and a page that is
gone gets no answer.
To add one: a page under `pages`, a line in the table of actions, and a test by keys alone.
"""

from supplydesk.ui.bindings import quicken

quicken()
