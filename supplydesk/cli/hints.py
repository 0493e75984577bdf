"""What a refusal means at the command line: the command or option that does what it advises.

The services speak to whoever reads them, at the window as well; what only this door knows stands
here, by the problem's code, and is said after their words.
"""

from dataclasses import replace

from supplydesk.domain.problem import Problem
from supplydesk.text import translate


def hinted(problem: Problem) -> Problem:
    """*problem* with the command or option that mends it, where there is one."""
    hint = _hints().get(problem.code, "")
    if problem.code == "period_closed" and problem.field != "voucher_date":
        hint = ""  # it is the month itself that was to be closed
    if not hint:
        return problem
    text = translate("cli.hints", "{text} ({hint})").format(text=problem.text, hint=hint)
    return replace(problem, text=text)


def _hints() -> dict[str, str]:
    overrule = translate("cli.hints", "with {option}")
    another = translate("cli.hints", "name it with --db")
    who = translate("cli.hints", "with --user NAME")
    return {
        "place_closed": "supplydesk place reopen CODE",
        "period_closed": "supplydesk reopen MONTH --reason TEXT",
        "no_slip": "supplydesk show NUMBER",
        "no_place": translate("cli.hints", "or --place CODE for the whole list"),
        "opening_repeated": translate("cli.hints", "or this list once more with --on-top"),
        "another_desk": overrule.format(option="--another-bureau"),
        "backup_altered": overrule.format(option="--accept-findings"),
        "unknown_person": who,
        "who_is_it": who,
        "already_there": another,
        "may_not_make_databases": translate("cli.hints", "name its account in the address of --db"),
        "turned_away": translate("cli.hints", "the address of --db"),
        "no_desk": translate("cli.hints", "name it with --db, or make one: supplydesk init"),
        "no_desk_inside": translate("cli.hints", "supplydesk init makes one"),
    }
