"""What a clerk calls the fields that problems name; programs get the keys, by ``--json``."""

from supplydesk.text import translate


def field_name(field: str) -> str:
    """What a person reads for *field*: its word, and for what is typed in JSON the key beside it.

    What has no word (an option, a cell's address) stands as it is.
    """
    last = field.rpartition(".")[2]
    typed = typed_words().get(last)
    if typed is not None:
        return translate("cli.wording", "{word} ({key})").format(word=typed, key=field)
    # Only a problem with a setting asks what that is called.
    from supplydesk.services.setting_problems import words  # noqa: PLC0415

    return (words() | _other_words()).get(field, field)


def typed_words() -> dict[str, str]:
    """The word for every field of the forms: whoever writes JSON looks for the key itself."""
    return {
        "key": translate("cli.wording", "key"),
        "kind": translate("cli.wording", "kind of document"),
        "voucher_date": translate("cli.wording", "date of the paper"),
        "effective_at": translate("cli.wording", "when the goods moved"),
        "hand_number": translate("cli.wording", "hand-written number"),
        "note": translate("cli.wording", "note"),
        "lines": translate("cli.wording", "lines"),
        "place": translate("cli.wording", "warehouse or site"),
        "item": translate("cli.wording", "item code"),
        "quantity": translate("cli.wording", "quantity"),
        "stand": translate("cli.wording", "bin"),
        "lot_number": translate("cli.wording", "lot number"),
        "owner": translate("cli.wording", "owner"),
        "origin": translate("cli.wording", "origin"),
        "maker": translate("cli.wording", "maker"),
        "made": translate("cli.wording", "made on"),
        "expires": translate("cli.wording", "expires on"),
        "pack_size": translate("cli.wording", "pieces in a pack"),
        "unit_cost": translate("cli.wording", "unit price"),
        "approximate": translate("cli.wording", "approximate"),
        "warehouse": translate("cli.wording", "warehouse"),
        "site": translate("cli.wording", "receiving site"),
        "incident": translate("cli.wording", "event"),
        "instruction": translate("cli.wording", "instruction"),
        "phone": translate("cli.wording", "telephone"),
        "urgency": translate("cli.wording", "urgency"),
        "purpose": translate("cli.wording", "purpose"),
        "needed_by": translate("cli.wording", "needed by"),
        "source": translate("cli.wording", "source of goods"),
        "transport": translate("cli.wording", "transport"),
        "ordered": translate("cli.wording", "ordered"),
        "issued": translate("cli.wording", "issued"),
        "lots": translate("cli.wording", "lots"),
        "lot": translate("cli.wording", "lot"),
        "number": translate("cli.wording", "number"),
        "issuer": translate("cli.wording", "issuing body"),
        "issued_on": translate("cli.wording", "issued on"),
        "given_by": translate("cli.wording", "given by"),
        "noted_by": translate("cli.wording", "noted by"),
        "at": translate("cli.wording", "at"),
        "paper_due": translate("cli.wording", "paper due"),
        "carrier": translate("cli.wording", "carrier"),
        "plate": translate("cli.wording", "plate"),
        "driver": translate("cli.wording", "driver"),
        "departs": translate("cli.wording", "departure"),
        "dispatch": translate("cli.wording", "slip's number"),
        "all_received": translate("cli.wording", "everything received"),
        "arrived_at": translate("cli.wording", "arrival"),
        "receiver": translate("cli.wording", "receiver"),
        "head": translate("cli.wording", "head of the unit"),
        "explanation": translate("cli.wording", "explanation"),
        "line": translate("cli.wording", "line of the slip"),
        "received": translate("cli.wording", "received"),
        "short": translate("cli.wording", "short"),
        "broken": translate("cli.wording", "broken"),
        "refused": translate("cli.wording", "refused"),
        "found": translate("cli.wording", "found again"),
        "condition": translate("cli.wording", "condition"),
    }


def _other_words() -> dict[str, str]:
    return {
        "as_of": translate("cli.wording", "moment asked for"),
        "until": translate("cli.wording", "last day"),
        "recorded_at": translate("cli.wording", "time of recording"),
        "reviewed_by": translate("cli.wording", "reviewer"),
        "prepared_by": translate("cli.wording", "maker of the paper"),
        "approved_by": translate("cli.wording", "approver"),
        "state": translate("cli.wording", "state"),
        "last": translate("cli.wording", "last day"),
        "first": translate("cli.wording", "first day"),
        "period": translate("cli.wording", "month"),
        "code": translate("cli.wording", "code"),
        "name": translate("cli.wording", "name"),
        "spec": translate("cli.wording", "spec"),
        "unit": translate("cli.wording", "unit"),
        "packs": translate("cli.wording", "packs"),
        "decimals": translate("cli.wording", "decimals"),
        "minimum": translate("cli.wording", "minimum stock"),
        "category": translate("cli.wording", "category"),
        "parent": translate("cli.wording", "area or warehouse"),
        "level": translate("cli.wording", "level"),
        "custodian": translate("cli.wording", "custodian"),
        "county": translate("cli.wording", "county"),
        "address": translate("cli.wording", "address"),
        "contact": translate("cli.wording", "contact"),
        "user": translate("cli.wording", "user"),
        "role": translate("cli.wording", "role"),
        "pin": translate("cli.wording", "PIN"),
        "reason": translate("cli.wording", "reason"),
        "backup": translate("cli.wording", "copy"),
        "out": translate("cli.wording", "target"),
        "db": translate("cli.wording", "desk"),
        "sheet": translate("cli.wording", "sheet"),
        "paper_number": translate("cli.wording", "instruction's number"),
        "driver_phone": translate("cli.wording", "driver's telephone"),
        "departed_at": translate("cli.wording", "departure"),
        "finance": translate("cli.wording", "finance"),
        "remark": translate("cli.wording", "remark"),
        "begins": translate("cli.wording", "first day of the books"),
        "on": translate("cli.wording", "day of closing"),
    }
