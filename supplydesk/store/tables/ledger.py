"""The ledger's tables: what is written once, and what append alone keeps beside it.

``WRITTEN_ONCE`` names the insert-only tables; triggers refuse UPDATE, DELETE, TRUNCATE and the
INSERT of an existing key, since ``INSERT OR REPLACE`` would slip past a delete trigger alone.
Only ``services.ledger`` writes here, and besides it only ``queries`` reads.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    text,
)
from sqlmodel import SQLModel

from supplydesk.store.columns import (
    CodeColumn,
    DayColumn,
    MoneyColumn,
    NameColumn,
    QuantityColumn,
    UnitCostColumn,
    UtcDateTime,
    WholeColumn,
)

metadata = SQLModel.metadata


def _key(name: str, references: str | None = None) -> "Column[int]":
    foreign = () if references is None else (ForeignKey(references),)
    return Column(name, WholeColumn, *foreign, primary_key=True, autoincrement=False)


def _whole(name: str, references: str | None = None, *, null: bool = False) -> "Column[int]":
    foreign = () if references is None else (ForeignKey(references),)
    return Column(name, WholeColumn, *foreign, nullable=null)


def _figures() -> tuple["Column[object]", ...]:
    return (
        Column("quantity", QuantityColumn, nullable=False),
        Column("packs", QuantityColumn, nullable=False),
        Column("amount", MoneyColumn, nullable=False),
    )


period = Table(
    "period",
    metadata,
    _key("id"),
    Column("name", CodeColumn, nullable=False, unique=True),
    Column("starts_on", DayColumn, nullable=False),
    Column("ends_on", DayColumn, nullable=False, unique=True),
    Column("state", CodeColumn, nullable=False),
    _whole("revision"),
    CheckConstraint("state IN ('open', 'closed')", name="period_state"),
    CheckConstraint("starts_on <= ends_on", name="period_days"),
    sqlite_strict=True,
)

lot = Table(
    "lot",
    metadata,
    _key("id"),
    _whole("item", "item.id"),
    Column("lot_number", CodeColumn, nullable=False),
    Column("owner", CodeColumn, nullable=False),
    _whole("origin", "party.id", null=True),
    Column("maker", NameColumn, nullable=False),
    Column("made", DayColumn),
    Column("expires", DayColumn),
    Column("pack_size", QuantityColumn),
    Column("unit_cost", UnitCostColumn, nullable=False),
    _whole("approximate"),
    _whole("document", "document.id"),
    _whole("line"),
    CheckConstraint("unit_cost >= 0", name="lot_unit_cost"),
    CheckConstraint("owner IN ('own', 'held', 'borrowed')", name="lot_owner"),
    Index("lot_item", "item"),
    Index("lot_document", "document", "line"),
    sqlite_strict=True,
)

number_counter = Table(
    "number_counter",
    metadata,
    Column("series", CodeColumn, primary_key=True),
    Column("day", DayColumn, primary_key=True),
    _whole("last"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

number_issued = Table(
    "number_issued",
    metadata,
    Column("series", CodeColumn, primary_key=True),
    Column("day", DayColumn, primary_key=True),
    _key("n"),
    Column("key", CodeColumn, nullable=False, unique=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

document = Table(
    "document",
    metadata,
    _key("id"),
    Column("key", CodeColumn, nullable=False, unique=True),
    Column("kind", CodeColumn, nullable=False),
    Column("number", CodeColumn, nullable=False, unique=True),
    Column("voucher_date", DayColumn, nullable=False),
    _whole("period", "period.id"),
    Column("effective_at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    _whole("incident", "incident.id", null=True),
    _whole("instruction", "instruction.id", null=True),
    _whole("warehouse", "place.id", null=True),
    _whole("site", "place.id", null=True),
    _whole("settles", "document.id", null=True),
    Column("reverses", WholeColumn, ForeignKey("document.id"), unique=True),
    Column("prepared_by", NameColumn, nullable=False),
    Column("reviewed_by", NameColumn, nullable=False),
    Column("approved_by", NameColumn, nullable=False),
    Column("request", CodeColumn, nullable=False),
    Column("content", NameColumn, nullable=False),
    _whole("content_version"),
    Column("head", CodeColumn, nullable=False),
    Index("document_voucher_date", "voucher_date", "id"),
    Index("document_kind", "kind", "voucher_date"),
    Index("document_settles", "settles"),
    Index("document_incident", "incident", "kind"),
    Index("document_site", "site"),
    # One more, document_hand_number, cuts the number out of the content: see migration 0002.
    sqlite_strict=True,
)

document_line = Table(
    "document_line",
    metadata,
    _key("document", "document.id"),
    _key("line"),
    _whole("item", "item.id"),
    Column("code", CodeColumn, nullable=False),
    Column("name", NameColumn, nullable=False),
    Column("spec", NameColumn, nullable=False),
    Column("unit", NameColumn, nullable=False),
    Column("ordered", QuantityColumn, nullable=False),
    Column("quantity", QuantityColumn, nullable=False),
    Column("note", NameColumn, nullable=False),
    Column("content", NameColumn, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

document_fact = Table(
    "document_fact",
    metadata,
    _key("sequence"),
    _whole("document", "document.id"),
    Column("name", CodeColumn, nullable=False),
    Column("value", NameColumn, nullable=False),
    Index("document_fact_document", "document", "name"),
    sqlite_strict=True,
)

movement = Table(
    "movement",
    metadata,
    _key("sequence"),
    _whole("document", "document.id"),
    _whole("line"),
    _whole("lot", "lot.id"),
    _whole("from_place", "place.id"),
    _whole("to_place", "place.id"),
    Column("reason", CodeColumn, nullable=False),
    *_figures(),
    Column("effective_at", UtcDateTime, nullable=False),
    _whole("period", "period.id"),
    _whole("undoes", "movement.sequence", null=True),
    CheckConstraint("quantity > 0", name="movement_quantity"),
    CheckConstraint("packs >= 0", name="movement_packs"),
    CheckConstraint("from_place <> to_place", name="movement_places"),
    Index("movement_from", "from_place", "lot", "effective_at"),
    Index("movement_to", "to_place", "lot", "effective_at"),
    Index("movement_document", "document"),
    Index("movement_period", "period", "effective_at"),
    sqlite_strict=True,
)

balance = Table(
    "balance",
    metadata,
    _key("place"),
    _key("lot", "lot.id"),
    _whole("item", "item.id"),
    _whole("inside"),
    *_figures(),
    Column("reserved", QuantityColumn, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(("place", "inside"), ("place.id", "place.inside"), name="balance_place"),
    CheckConstraint("inside = 0 OR quantity >= 0", name="balance_not_below_zero"),
    CheckConstraint("inside = 0 OR packs >= 0", name="balance_packs"),
    CheckConstraint("inside = 0 OR quantity > 0 OR packs = 0", name="balance_no_empty_packs"),
    CheckConstraint("inside = 0 OR quantity > 0 OR amount = 0", name="balance_no_empty_amount"),
    CheckConstraint("reserved >= 0", name="balance_reserved"),
    Index("balance_lot", "lot"),
    # Picking and stock now look at what is there, never at the years of emptied lots.
    Index(
        "balance_stock",
        "place",
        "item",
        sqlite_where=text("quantity > 0"),
        postgresql_where=text("quantity > 0"),
    ),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

flow = Table(
    "flow",
    metadata,
    _key("period", "period.id"),
    _key("from_place", "place.id"),
    _key("to_place", "place.id"),
    _key("lot", "lot.id"),
    Column("reason", CodeColumn, primary_key=True),
    *_figures(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

consignment = Table(
    "consignment",
    metadata,
    _key("document", "document.id"),
    _key("line"),
    _key("lot", "lot.id"),
    Column("open", QuantityColumn, nullable=False),
    Column("lost", QuantityColumn, nullable=False),
    CheckConstraint("open >= 0", name="consignment_open"),
    CheckConstraint("lost >= 0", name="consignment_lost"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

reservation = Table(
    "reservation",
    metadata,
    Column("draft", CodeColumn, ForeignKey("draft.key"), primary_key=True),
    _key("line"),
    _key("place", "place.id"),
    _key("lot", "lot.id"),
    Column("quantity", QuantityColumn, nullable=False),
    CheckConstraint("quantity > 0", name="reservation_quantity"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

closing = Table(
    "closing",
    metadata,
    _key("period", "period.id"),
    _key("revision"),
    _key("place", "place.id"),
    _key("lot", "lot.id"),
    *_figures(),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

count_anchor = Table(
    "count_anchor",
    metadata,
    _key("document", "document.id"),
    _key("place", "place.id"),
    _key("lot", "lot.id"),
    Column("counted_at", UtcDateTime, nullable=False),
    Column("counted", QuantityColumn, nullable=False),
    Index("count_anchor_place", "place", "lot", "counted_at"),
    Index("count_anchor_counted_at", "counted_at"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

journal = Table(
    "journal",
    metadata,
    _key("sequence"),
    Column("kind", CodeColumn, nullable=False),
    Column("subject", CodeColumn, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", NameColumn, nullable=False),
    Column("content", NameColumn, nullable=False),
    Column("hash", CodeColumn, nullable=False),
    Index("journal_kind", "kind", "sequence"),
    sqlite_strict=True,
)

chain_head = Table(
    "chain_head",
    metadata,
    _key("id"),
    _whole("sequence"),
    _whole("movement"),
    _whole("lot"),
    Column("hash", CodeColumn, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("id = 1", name="chain_head_one"),
    sqlite_strict=True,
)

WRITTEN_ONCE = (
    lot,
    number_issued,
    document,
    document_line,
    document_fact,
    movement,
    closing,
    count_anchor,
    journal,
)
