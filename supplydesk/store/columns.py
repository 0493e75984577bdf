"""How the desk's kinds of value lie in a column, alike on SQLite (STRICT tables) and PostgreSQL.

Whole numbers only: quantities in thousandths of the base unit, money in fen, instants in
microseconds since 1970 UTC, yes and no as 1 and 0. SQLite's own decimals are floats and lose
digits, so nothing of ours is ever one. Codes and numbers compare byte by byte (``COLLATE "C"``),
so that both databases sort them alike.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from supplydesk.domain.quantity import from_thousandths, to_thousandths

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Microseconds since 1970 UTC of an aware *instant*."""
    return (instant - EPOCH) // MICROSECOND


def instant(microseconds: int) -> datetime:
    """The aware UTC instant of *microseconds* since 1970."""
    return EPOCH + microseconds * MICROSECOND


class WholeColumn(TypeDecorator[int]):
    """A 64-bit whole number: ``INTEGER`` on SQLite, ``BIGINT`` on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class CodeColumn(TypeDecorator[str]):
    """A code or number that sorts byte by byte on both databases."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Text(collation="C"))


class NameColumn(TypeDecorator[str]):
    """Words that people write."""

    impl = Text
    cache_ok = True


class BytesColumn(TypeDecorator[bytes]):
    """A file's bytes."""

    impl = LargeBinary
    cache_ok = True


class QuantityColumn(TypeDecorator[Decimal]):
    """A quantity as `Decimal` in Python, whole thousandths of the base unit in SQL."""

    impl = BigInteger
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_thousandths(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_thousandths(value)


class MoneyColumn(WholeColumn):
    """An amount in fen (a unit cost is in 1/10000 yuan: `UnitCostColumn`)."""

    cache_ok = True


class UnitCostColumn(WholeColumn):
    """A cost per base unit in 1/10000 yuan."""

    cache_ok = True


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant, kept as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else micros(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else instant(value)


class DayColumn(TypeDecorator[date]):
    """A business date, kept as ``2022-10-24``; such texts sort as their days do."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Text(collation="C"))

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class FlagColumn(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = BigInteger
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else value != 0
