"""An item as it is typed into a form: a text for each field, read together, with its problems."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.quantity import Measure, Pack, parse, write_plain
from supplydesk.services import catalogue, packs
from supplydesk.services.catalogue import MOST_DECIMALS, PARTS_ALLOWED, ItemFacts, PackFacts
from supplydesk.services.import_rows import LONGEST_NAME

TEXTS = ("code", "name", "spec", "unit", "category", "group", "mnemonic", "barcode", "brief_name")
FLAGS = ("category_verified", "reusable", "is_other")
LAST_ORDER = 999
_LONGEST_WHOLE = 9_999


def write(item: ItemFacts) -> dict[str, str]:
    """*item* as `read` takes it."""
    return {
        **{name: str(getattr(item, name)) for name in TEXTS},
        **{name: "yes" if getattr(item, name) else "" for name in FLAGS},
        "decimals": str(item.decimals) if item.decimals else "",
        "packs": packs.write(item.packs, item.unit),
        "minimum": write_plain(item.minimum) if item.minimum else "",
        "shelf_life_months": "" if item.shelf_life_months is None else str(item.shelf_life_months),
        "report_order": "" if item.report_order == LAST_ORDER else str(item.report_order),
    }


def read(typed: Mapping[str, str], before: ItemFacts | None = None) -> ItemFacts:
    """The item that *typed* means; what it has no field for stays as *before*.

    Raises:
        Refused: every problem by itself, each with its field.
    """
    found: list[Problem] = []
    item = before or ItemFacts("", "", "")
    texts = {name: " ".join(typed[name].split()) for name in TEXTS if name in typed}
    found += [
        Problem.of(
            "text_too_long",
            "services.item_text",
            "The text is too long; at most {most} characters.",
            field=name,
            most=LONGEST_NAME,
        )
        for name, text in texts.items()
        if len(text) > LONGEST_NAME
    ]
    flags = {name: bool(typed[name]) for name in FLAGS if name in typed}
    item = replace(item, **texts, **flags)  # type: ignore[arg-type]  # of the fields' own kinds
    if "shelf_life_months" in typed:
        life = _whole(typed, "shelf_life_months", None, found)
        item = replace(item, shelf_life_months=life)
    if "report_order" in typed:
        order = _whole(typed, "report_order", LAST_ORDER, found)
        item = replace(item, report_order=order or LAST_ORDER)
    if "decimals" in typed:
        item = replace(item, decimals=_decimals(typed, item.unit, found))
    if "packs" in typed:
        item = replace(item, packs=_packs(typed["packs"], item, before, found))
    if "minimum" in typed:
        item = replace(item, minimum=_minimum(typed["minimum"], item, found))
    wrong = {problem.field for problem in found}
    found += [one for one in catalogue.problems(item) if one.field not in wrong]
    if any(problem.field == "unit" for problem in found):
        # Neither can be read without the unit: what they were told for is the unit's.
        found = [one for one in found if one.field not in {"packs", "minimum"}]
    if found:
        raise Refused(found)
    return item


def _whole(
    typed: Mapping[str, str], name: str, otherwise: int | None, found: list[Problem]
) -> int | None:
    text = fold(typed[name])
    if not text:
        return otherwise
    if text.isascii() and text.isdigit() and 0 < int(text) <= _LONGEST_WHOLE:
        return int(text)
    found.append(
        Problem.of(
            "whole_out_of_range",
            "services.item_text",
            "{value} cannot be meant: a whole number from {least} to {most}, or nothing.",
            field=name,
            value=text[:40],
            least=1,
            most=_LONGEST_WHOLE,
        )
    )
    return otherwise


def _decimals(typed: Mapping[str, str], unit: str, found: list[Problem]) -> int:
    text = fold(typed["decimals"])
    if not text:
        return MOST_DECIMALS if unit in PARTS_ALLOWED else 0
    if text in {"0", "1", "2", "3"}:
        return int(text)
    found.append(
        Problem.of(
            "decimals_out_of_range",
            "services.item_text",
            "Decimals are 0 to 3, and only for 公斤, 升 and the like.",
            field="decimals",
        )
    )
    return 0


def _packs(
    text: str, item: ItemFacts, before: ItemFacts | None, found: list[Problem]
) -> tuple[PackFacts, ...]:
    try:
        return packs.read(text, item.unit, before.packs if before else ())
    except Refused as refused:
        found.extend(refused.problems)
        return ()


def _minimum(text: str, item: ItemFacts, found: list[Problem]) -> Decimal:
    if not text.strip():
        return Decimal(0)
    sizes = tuple(Pack(pack.unit, pack.size, rank) for rank, pack in enumerate(item.packs, 1))
    try:
        return parse(text, Measure(item.unit, item.decimals, sizes), field="minimum").quantity
    except Refused as refused:
        found.extend(refused.problems)
        return Decimal(0)
