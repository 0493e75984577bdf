"""The desk itself: people, settings, events and instructions, drafts, attachments, keys."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from supplydesk.store.columns import (
    BytesColumn,
    CodeColumn,
    DayColumn,
    FlagColumn,
    NameColumn,
    UtcDateTime,
    WholeColumn,
)

STRICT = {"sqlite_strict": True}


class Person(SQLModel, table=True):
    """Somebody who uses the desk; ``pin_hash`` is argon2id's text, empty where no PIN is set."""

    __tablename__ = "person"
    __table_args__ = STRICT

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    name: str = Field(sa_type=NameColumn, unique=True)
    role: str = Field(sa_type=CodeColumn)
    pin_hash: str = Field(default="", sa_type=CodeColumn)
    active: bool = Field(default=True, sa_type=FlagColumn)


class Setting(SQLModel, table=True):
    """One setting of the desk; ``value`` is JSON."""

    __tablename__ = "setting"
    __table_args__ = STRICT

    name: str = Field(primary_key=True, sa_type=CodeColumn)
    value: str = Field(sa_type=NameColumn)


class Secret(SQLModel, table=True):
    """A key of this desk for the check value on its papers; older ones stay readable."""

    __tablename__ = "secret"
    __table_args__ = STRICT

    key_id: str = Field(primary_key=True, sa_type=CodeColumn)
    key: bytes = Field(sa_type=BytesColumn)
    made_at: datetime = Field(sa_type=UtcDateTime)


class Incident(SQLModel, table=True):
    """An event (事件) that goods are sent out for; each has its own totals and brief."""

    __tablename__ = "incident"
    __table_args__ = STRICT

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    code: str = Field(sa_type=CodeColumn, unique=True)
    name: str = Field(sa_type=NameColumn)
    begins_on: date | None = Field(default=None, sa_type=DayColumn)
    closed_on: date | None = Field(default=None, sa_type=DayColumn)


class Instruction(SQLModel, table=True):
    """An order to send goods (调拨指令), under the number its issuer gave it."""

    __tablename__ = "instruction"
    __table_args__ = STRICT

    id: int | None = Field(default=None, primary_key=True, sa_type=WholeColumn)
    number: str = Field(sa_type=CodeColumn, unique=True)
    issuer: str = Field(default="", sa_type=NameColumn)
    issued_on: date | None = Field(default=None, sa_type=DayColumn)
    body: str = Field(default="", sa_type=NameColumn)
    incident: int | None = Field(default=None, foreign_key="incident.id", sa_type=WholeColumn)


class Attachment(SQLModel, table=True):
    """A file kept with the desk, once, under the sha256 of its bytes."""

    __tablename__ = "attachment"
    __table_args__ = STRICT

    sha256: str = Field(primary_key=True, sa_type=CodeColumn)
    name: str = Field(sa_type=NameColumn)
    media_type: str = Field(sa_type=CodeColumn)
    content: bytes = Field(sa_type=BytesColumn)


class Draft(SQLModel, table=True):
    """A document that is not posted: what was typed (``payload``, JSON), and how far it is.

    ``request`` is the sha256 of the payload, ``version`` counts the savings; a numbered draft
    that is voided stays here with its number.
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'reviewed', 'approved', 'void')", name="draft_state"),
        STRICT,
    )

    key: str = Field(primary_key=True, sa_type=CodeColumn)
    kind: str = Field(sa_type=CodeColumn)
    state: str = Field(default="draft", sa_type=CodeColumn, index=True)
    number: str | None = Field(default=None, sa_type=CodeColumn, unique=True)
    voucher_date: date = Field(sa_type=DayColumn)
    payload: str = Field(sa_type=NameColumn)
    request: str = Field(sa_type=CodeColumn)
    version: int = Field(default=1, sa_type=WholeColumn)
    prepared_by: int | None = Field(default=None, foreign_key="person.id", sa_type=WholeColumn)
    reviewed_by: int | None = Field(default=None, foreign_key="person.id", sa_type=WholeColumn)
    approved_by: int | None = Field(default=None, foreign_key="person.id", sa_type=WholeColumn)
    reason: str = Field(default="", sa_type=NameColumn)
    changed_at: datetime = Field(sa_type=UtcDateTime)
