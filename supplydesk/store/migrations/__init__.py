"""How the schema came to be: one revision per change, run by alembic inside one transaction.

``versions/0001_first.*.sql`` is the first schema, written out per database so that it never
moves again. A later revision changes tables with plain ``op`` calls or SQL, never alembic's batch
mode (it drops triggers without a word). Only ``store.migrate`` runs these.
"""
