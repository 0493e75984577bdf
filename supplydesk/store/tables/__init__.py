"""The only schema: one file per subject.

``catalogue`` items and packs, ``places`` places and parties, ``desk`` people, settings, incidents,
drafts: SQLModel classes, edited as rows. ``ledger`` is what is written once or kept by append
alone: plain Core tables, because ``services.ledger`` writes them by driver SQL and nothing else
may write them at all. To add a table: a class here, a migration, and the migration's test tells
you if the two differ. Only services and queries may call this floor.
"""

from sqlmodel import SQLModel

from supplydesk.store.tables import catalogue, desk, ledger, places

metadata = SQLModel.metadata

__all__ = ["catalogue", "desk", "ledger", "metadata", "places"]
