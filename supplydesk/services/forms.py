"""What a document looks like when it is typed: the models that check it and describe themselves.

``post FILE.json``, ``schema`` and the window's pages all use these. Quantities are texts, because
people write ``3箱5瓶`` and a JSON number would pass through a float.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from supplydesk.domain.capture import one_line, plain_text
from supplydesk.domain.seal import canonical


def _figure(value: object) -> object:
    # A whole JSON number is what it says; a fraction has been through a float and is not.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


MOST_WORDS = 5000
"""How many characters of free text anything takes."""
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MOST_WORDS),
    AfterValidator(plain_text),
]
Line = Annotated[Words, AfterValidator(one_line)]
"""Words that stand on one line, such as a person's name: a pasted break becomes a space."""


def _given(value: str, info: ValidationInfo) -> str:
    # A draft is kept as it was left in the middle of typing; what is missing stops its posting.
    if not value and not (info.context or {}).get(_UNFINISHED):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return value


_UNFINISHED = "unfinished"
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    AfterValidator(plain_text),
    AfterValidator(one_line),
    AfterValidator(_given),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 200}),
]
Figure = Annotated[
    str,
    BeforeValidator(_figure),
    StringConstraints(strip_whitespace=True, max_length=60),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 60}, {"type": "integer"}]}),
]
Key = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(plain_text),
]


def _written_out(value: object) -> object:
    """A day or a moment as people write it; a bare number is neither.

    Left alone, the model would take 20221024 for seconds since 1970, and so a day in that August.
    """
    if isinstance(value, str):
        value = value.strip()
        if not _WRITTEN.match(value):
            raise PydanticCustomError("date_parsing", "not written as a date")
        if len(value) > _DAY_LENGTH:
            return value
        try:
            # A day alone must not become its midnight, which a union would make of it.
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_parsing", "no such day") from None
    if value is None or isinstance(value, date):
        return value
    raise PydanticCustomError("date_type", "not a date")


_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_DAY_LENGTH = len("2022-10-24")
_CHECKED = BeforeValidator(_written_out)
Day = Annotated[date, _CHECKED]
Instant = Annotated[datetime, _CHECKED]
Moment = Annotated[datetime | date, _CHECKED]


class Part(BaseModel):
    """What every part of a form has in common: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class OpeningLine(Part):
    """One lot that is there when the books begin."""

    item: Name = Field(description="item code")
    quantity: Figure = Field(description="such as 77 or 3箱5瓶; with 余 after it, approximate")
    stand: str = Field(default="", description="bin or area code; else the good area")
    lot_number: Line = ""
    owner: Literal["own", "held", "borrowed"] = "own"
    origin: str = Field(default="", description="party code of who it came from")
    maker: Line = ""
    made: Day | None = None
    expires: Day | None = None
    pack_size: Figure = Field(default="", description="base units in this lot's packs")
    unit_cost: Figure = Field(default="", description="yuan per base unit, up to 4 decimals")
    approximate: bool = False
    note: Words = ""


class ChosenLot(Part):
    """A lot picked by hand."""

    lot: int = Field(description="the lot's id, as stock --json shows it")
    quantity: Figure


class DispatchLine(Part):
    """One item of a dispatch: ordered, and what is really issued."""

    item: Name = Field(description="item code")
    ordered: Figure
    issued: Figure = Field(default="", description="as ordered, if empty")
    lots: tuple[ChosenLot, ...] = Field(default=(), description="empty: first expired first out")
    note: Words = ""


class ConfirmationLine(Part):
    """What became of one line of the slip."""

    line: int = Field(ge=1, description="the line's number on the slip")
    received: Figure = ""
    short: Figure = ""
    broken: Figure = ""
    refused: Figure = Field(default="", description="sent back to the warehouse")
    found: Figure = Field(default="", description="reported short or broken before, now found")
    condition: Words = ""
    note: Words = ""


class PhoneOrder(Part):
    """An order given by telephone, its paper to follow."""

    given_by: Name
    noted_by: Name
    at: Instant = Field(description="when it was given; without an offset, the desk's time")
    paper_due: Instant | None = Field(default=None, description="the desk's usual term if empty")


class InstructionPart(Part):
    """The instruction that a dispatch carries out."""

    number: Name = Field(description="as its issuer wrote it, such as 天应急调〔2022〕15号")
    issuer: Line = ""
    issued_on: Day | None = None


class Transport(Part):
    """How the goods travel; what is not yet known stays a blank line on the paper."""

    carrier: Line = ""
    plate: Line = ""
    driver: Line = ""
    phone: Line = ""
    departs: Instant | None = None


class Form(Part):
    """The head that all documents share."""

    key: Key = Field(description="given by whoever makes the document, once; a retry repeats it")
    voucher_date: Day | None = Field(default=None, description="today if empty")
    effective_at: Moment | None = Field(
        default=None, description="when the goods moved; a day alone means its last instant"
    )
    hand_number: Line = Field(default="", description="the number of a slip written by hand")
    note: Words = ""

    def typed(self) -> Mapping[str, object]:
        """What was typed, as JSON can hold it; what was left as it is by itself is not in it."""
        return self.model_dump(mode="json", exclude_defaults=True) | {"kind": self.kind_word}

    def payload(self) -> str:
        """The form as JSON that is always written the same way."""
        return canonical(self.typed())

    def request(self) -> str:
        """What the form asks for, as a sha256: the same key with another one is refused."""
        return request_of(self.typed())

    @property
    def kind_word(self) -> str:
        """The kind's name, as in `supplydesk.domain.posting.KINDS`."""
        return str(getattr(self, "kind"))  # noqa: B009 - each kind of form declares it

    def with_key(self, key: str) -> Self:
        """The same form under another key."""
        return self.model_copy(update={"key": key})


def request_of(typed: Mapping[str, object]) -> str:
    """What a form asks for, told from what was *typed* into it."""
    return hashlib.sha256(canonical(typed).encode()).hexdigest()


class OpeningForm(Form):
    """Opening stock (期初) of a warehouse or a site."""

    kind: Literal["opening"] = "opening"
    voucher_date: Day | None = Field(
        default=None, description="the day before the books begin if empty"
    )
    place: Name = Field(description="warehouse or site code")
    lines: tuple[OpeningLine, ...]


class DispatchForm(Form):
    """A dispatch (应急物资调拨单) from a warehouse to a site."""

    kind: Literal["dispatch"] = "dispatch"
    warehouse: Name = Field(description="warehouse code")
    site: Name = Field(description="site code")
    incident: Name = Field(description="incident code")
    instruction: InstructionPart | None = None
    phone: PhoneOrder | None = None
    urgency: Literal["", "加急", "特急"] = ""
    purpose: Words = ""
    needed_by: Instant | None = None
    source: Words = ""
    transport: Transport = Transport()
    lines: tuple[DispatchLine, ...]


class ConfirmationForm(Form):
    """A return receipt (接收回执): what the site says it got of a slip."""

    kind: Literal["confirmation"] = "confirmation"
    dispatch: Name = Field(description="the slip's number")
    all_received: bool = Field(default=False, description="everything still open arrived")
    arrived_at: Instant | None = None
    receiver: Line = ""
    head: Line = ""
    phone: Line = ""
    explanation: Words = ""
    lines: tuple[ConfirmationLine, ...] = ()


AnyForm = OpeningForm | DispatchForm | ConfirmationForm
FORMS: dict[str, type[OpeningForm] | type[DispatchForm] | type[ConfirmationForm]] = {
    "opening": OpeningForm,
    "dispatch": DispatchForm,
    "confirmation": ConfirmationForm,
}
DOCUMENT: TypeAdapter[AnyForm] = TypeAdapter(Annotated[AnyForm, Field(discriminator="kind")])


def unfinished(typed: Mapping[str, object] | str) -> AnyForm:
    """A form as it was left in the middle of typing, from its fields or its JSON.

    Names that are missing may be empty here; checking and posting it tell what is.

    Raises:
        ValidationError: there is something in it that no form can hold.
    """
    context = {_UNFINISHED: True}
    if isinstance(typed, str):
        return DOCUMENT.validate_json(typed, context=context)
    return DOCUMENT.validate_python(typed, context=context)
