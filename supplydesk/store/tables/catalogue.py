"""The catalogue: what can be kept, how it is counted, what it is called where."""

from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from supplydesk.store.columns import (
    CodeColumn,
    FlagColumn,
    NameColumn,
    QuantityColumn,
    WholeColumn,
)

STRICT = {"sqlite_strict": True}


class Item(SQLModel, table=True):
    """One article of the catalogue. Quantities of it are in its base ``unit``.

    ``category`` is a GB/T 38565-2020 code (seven digits) or empty, ``category_verified`` whether
    someone checked it; ``decimals`` how many the unit allows (0 to 3); ``search`` holds every
    pinyin reading for look-up, ``mnemonic`` (助记码) is the clerk's own and may be edited;
    ``report_order``, ``brief_name`` and ``is_other`` serve the brief.
    """

    __tablename__ = "item"
    __table_args__ = (CheckConstraint("decimals BETWEEN 0 AND 3", name="item_decimals"), STRICT)

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    code: str = Field(sa_type=CodeColumn, unique=True)
    name: str = Field(sa_type=NameColumn)
    spec: str = Field(default="", sa_type=NameColumn)
    unit: str = Field(sa_type=NameColumn)
    decimals: int = Field(default=0, sa_type=WholeColumn)
    category: str = Field(default="", sa_type=CodeColumn)
    category_verified: bool = Field(default=False, sa_type=FlagColumn)
    group_name: str = Field(default="", sa_type=NameColumn)
    mnemonic: str = Field(default="", sa_type=CodeColumn)
    search: str = Field(default="", sa_type=CodeColumn)
    reusable: bool = Field(default=False, sa_type=FlagColumn)
    shelf_life_months: int | None = Field(default=None, sa_type=WholeColumn)
    minimum: Decimal = Field(default=Decimal(0), sa_type=QuantityColumn)
    barcode: str = Field(default="", sa_type=CodeColumn)
    report_order: int = Field(default=999, sa_type=WholeColumn)
    brief_name: str = Field(default="", sa_type=NameColumn)
    is_other: bool = Field(default=False, sa_type=FlagColumn)
    active: bool = Field(default=True, sa_type=FlagColumn)


class ItemPack(SQLModel, table=True):
    """A pack of an item, from small (rank 1) to large.

    ``size`` is in base units; ``per_lot`` says that a lot may bring its own size, and no size at
    all means floating: cartons are counted beside the pieces.
    """

    __tablename__ = "item_pack"
    __table_args__ = (CheckConstraint("size > 0", name="item_pack_size"), STRICT)

    item: int = Field(primary_key=True, foreign_key="item.id", sa_type=WholeColumn)
    rank: int = Field(primary_key=True, sa_type=WholeColumn)
    unit: str = Field(sa_type=NameColumn)
    size: Decimal | None = Field(default=None, sa_type=QuantityColumn)
    per_lot: bool = Field(default=False, sa_type=FlagColumn)
