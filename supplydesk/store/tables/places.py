"""Where goods can be, and who is concerned: the tree of places, and the parties."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from supplydesk.store.columns import CodeColumn, DayColumn, FlagColumn, NameColumn, WholeColumn

STRICT = {"sqlite_strict": True}


class Party(SQLModel, table=True):
    """A unit we deal with: custodian, ordering body, supplier, donor, lender, carrier."""

    __tablename__ = "party"
    __table_args__ = STRICT

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    code: str = Field(sa_type=CodeColumn, unique=True)
    name: str = Field(sa_type=NameColumn)
    kind: str = Field(sa_type=CodeColumn)
    address: str = Field(default="", sa_type=NameColumn)
    contact: str = Field(default="", sa_type=NameColumn)
    phone: str = Field(default="", sa_type=CodeColumn)


class Place(SQLModel, table=True):
    """One node of the tree of places.

    ``warehouse`` is the warehouse a node belongs to (itself, for a warehouse), ``area`` the kind
    of area it lies in (a bin's condition), ``inside`` whether its goods are ours to count: inside
    leaves never go below zero. Goods stand on leaves only.
    """

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("id", "inside", name="place_id_inside"),
        CheckConstraint("inside IN (0, 1)", name="place_inside"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    code: str = Field(sa_type=CodeColumn, unique=True)
    name: str = Field(sa_type=NameColumn)
    kind: str = Field(sa_type=CodeColumn)
    level: str = Field(default="", sa_type=CodeColumn)
    parent: int | None = Field(
        default=None, foreign_key="place.id", sa_type=WholeColumn, index=True
    )
    warehouse: int | None = Field(
        default=None, foreign_key="place.id", sa_type=WholeColumn, index=True
    )
    area: str = Field(default="", sa_type=CodeColumn)
    inside: bool = Field(default=True, sa_type=FlagColumn)
    custodian: int | None = Field(default=None, foreign_key="party.id", sa_type=WholeColumn)
    county: str = Field(default="", sa_type=NameColumn)
    address: str = Field(default="", sa_type=NameColumn)
    contact: str = Field(default="", sa_type=NameColumn)
    phone: str = Field(default="", sa_type=CodeColumn)
    search: str = Field(default="", sa_type=CodeColumn)
    closed_on: date | None = Field(default=None, sa_type=DayColumn)
