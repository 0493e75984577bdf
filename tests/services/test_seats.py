"""Role × action: the whole matrix, refused by the use case itself, whatever a window greys out.

Every use case that asks for an action is tried by every role, on a desk on which it would work.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import col, select

from supplydesk.domain.lifecycle import Action, Role, may
from supplydesk.domain.places import Level
from supplydesk.domain.problem import Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import (
    backups,
    bin_cards,
    brief,
    catalogue,
    choosable,
    documents,
    drafts,
    facts,
    gaps,
    import_places,
    imports,
    incidents,
    issued,
    lookup,
    overdue,
    people,
    periods,
    place_facts,
    places,
    print_run,
    printing,
    register,
    restoring,
    reversal,
    rosters,
    scanned,
    scans,
    settings,
    shown,
    stock,
    stock_card,
    stock_summary,
    verify,
)
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.forms import AnyForm, DispatchForm
from supplydesk.store.database import DeskSession, transaction, write
from supplydesk.store.tables.catalogue import Item
from tests.databases import ITEMS, Bench, dispatch_fields, open_bench
from tests.postgres_cluster import PostgresCluster
from tests.services.importing import book

BED = {"item": "101006"}
SLIP = "DB-20221024-001"
CODE = f"1:TSYJ:1:{SLIP}:{'A' * 16}"
UNDONE_KEY, COPY_KEY = "undone", "copied"


class Undone(Exception):
    """It worked; nothing of it stays."""


@dataclass
class Stage:
    """A desk in November, with October's slip, papers in every state, and one person a role."""

    bench: Bench
    forms: dict[str, AnyForm]
    backup: Path
    list: Path

    def seat(self, role: Role) -> Seat:
        return self.bench.sitting(role.value).seat


def by_administrator(session: DeskSession, work: Callable[[DeskSession], object]) -> None:
    """What somebody else has done before."""
    seat, session.seat = session.seat, replace(session.seat, role="administrator")
    work(session)
    session.seat = seat


def set_up(bench: Bench, folder: Path) -> Stage:
    bench.opening({**BED, "quantity": "100"})
    bench.dispatch({**BED, "ordered": "3"})
    bench.clock.forward(days=10)
    names = ("draft", "reviewed", "approved", "fresh")
    forms = {
        name: bench.form("dispatch", **{**dispatch_fields({**BED, "ordered": "1"}), "key": name})
        for name in names
    }

    def fill(session: DeskSession) -> None:
        for role in Role:
            people.add(session, role.value, role.value)
        settings.save(session, review=True, approve=True)
        for name in names[:-1]:
            drafts.save(session, forms[name])
        # The maker is somebody else than whoever signs below.
        session.seat = replace(session.seat, person=people.find(session, "reviewer").id)
        for name in names[1:3]:
            drafts.review(session, name)
        drafts.approve(session, "approved")

    write(bench.database, bench.seat, fill)
    backup = backups.back_up(bench.database, bench.seat, "", folder / "copies").path
    items = book(folder / "物资.xlsx", ["编码", "名称", "单位"], ["X", "新物资", "个"])
    return Stage(bench, forms, backup, items)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One desk for all: nothing that is tried on it stays."""
    folder = tmp_path_factory.mktemp("stage")
    with ExitStack() as stack:
        address: str | Path = folder / "desk.supplydesk"
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("furnished_file"), address)
        else:
            server: PostgresCluster = request.getfixturevalue("postgres")
            template = request.getfixturevalue("furnished_database")
            address = stack.enter_context(server.database(template))
        bench = open_bench(address)
        stack.callback(bench.database.close)
        yield set_up(bench, folder)


Deed = Callable[[DeskSession, Stage], object]


def post_at_once(session: DeskSession, stage: Stage) -> object:
    by_administrator(session, lambda s: settings.save(s, review=False, approve=False))
    return documents.post(session, stage.forms["fresh"])


def reverse_at_once(session: DeskSession, _stage: Stage) -> object:
    by_administrator(session, lambda s: settings.save(s, review=False, approve=False))
    return reversal.reverse(session, SLIP, "填错", UNDONE_KEY)


def reopen(session: DeskSession, _stage: Stage) -> object:
    by_administrator(session, lambda s: periods.close(s, "2022-10"))
    return periods.reopen(session, "2022-10", "补单")


def import_starter(session: DeskSession, _stage: Stage) -> object:
    plans: list[imports.Plan] = []
    by_administrator(session, lambda s: plans.append(imports.plan_starter(s)))
    return imports.apply(session, plans[0])


def reopen_place(session: DeskSession, _stage: Stage) -> None:
    by_administrator(session, lambda s: places.close(s, "S2", date(2022, 11, 3)))
    places.reopen(session, "S2")


def put_place(session: DeskSession, _stage: Stage) -> None:
    standing = place_facts.standing(session, "S1")
    assert standing is not None
    changed = replace(standing, name="改名的点")
    import_places.put(session, changed, standing)


def typed_dispatch(bench: Bench) -> DispatchForm:
    """A dispatch that somebody is typing."""
    form = bench.form("dispatch", **dispatch_fields({"item": "101006", "ordered": "1"}))
    assert isinstance(form, DispatchForm)
    return form


def scan_of(session: DeskSession) -> None:
    """Ask for a scan that is not there: whoever may is told so."""
    try:
        scans.scan(session, "0" * 64)
    except Refused as refused:
        if [one.code for one in refused.problems] != ["scan_gone"]:
            raise


def as_kept(session: DeskSession) -> ItemFacts:
    """The bed as the catalogue keeps it."""
    row = session.exec(select(Item).where(col(Item.code) == ITEMS[0].code)).one()
    return catalogue.facts_of(session, row)


DEEDS: dict[Action, tuple[Deed, ...]] = {
    Action.DRAFT: (lambda s, stage: drafts.save(s, stage.forms["fresh"]),),
    Action.DELETE_DRAFT: (lambda s, _: drafts.delete(s, "draft"),),
    Action.REVIEW: (lambda s, _: drafts.review(s, "draft"),),
    Action.APPROVE: (lambda s, _: drafts.approve(s, "reviewed"),),
    Action.POST: (lambda s, _: drafts.post_draft(s, "approved"), post_at_once),
    Action.SEND_BACK: (lambda s, _: drafts.send_back(s, "reviewed", "再看看"),),
    Action.VOID: (lambda s, _: drafts.void(s, "approved", "不发了"),),
    Action.REVERSE: (reverse_at_once,),
    Action.ADD_FACT: (
        lambda s, _: facts.add_fact(s, SLIP, "plate", "甘E×××××"),
        lambda s, _: scans.add(s, SLIP, "a.pdf", b"%PDF-1.4"),
    ),
    Action.PRINT: (
        lambda s, _: facts.count_print(s, SLIP),
        lambda s, _: printing.pdf(s, [SLIP]),
        lambda s, _: printing.blank_receipts(s, [SLIP]),
        lambda s, stage: printing.typed(s, typed_dispatch(stage.bench)),
        lambda s, _: print_run.look(s, [SLIP]),
        lambda s, _: print_run.printable(s, [1]),
        lambda s, _: bin_cards.labels_of(s, ["W1"]),
    ),
    Action.CLOSE_PERIOD: (lambda s, _: periods.close(s, "2022-10"),),
    Action.REOPEN_PERIOD: (reopen,),
    Action.EDIT_CATALOGUE: (
        lambda s, _: catalogue.put(s, [replace(ITEMS[0], minimum=Decimal(9))]),
        lambda s, _: catalogue.add(s, replace(ITEMS[0], code="X")),
        lambda s, _: catalogue.change(s, as_kept(s), replace(as_kept(s), minimum=Decimal(9))),
    ),
    Action.EDIT_PLACES: (
        lambda s, _: places.add_party(s, "X", "新单位", "supplier"),
        lambda s, _: places.add_warehouse(s, "X", "新库", Level.CITY),
        lambda s, _: places.add_bin(s, "W1-good", "X", "新货位"),
        lambda s, _: places.add_site(s, "X", "新站点", Level.COUNTY),
        lambda s, _: places.change(s, "S1", {"name": "改名的点"}),
        lambda s, _: places.close(s, "S2", date(2022, 11, 3)),
        reopen_place,
        lambda s, _: incidents.add(s, "X", "防汛"),
        lambda s, _: incidents.close(s, "YQ", date(2022, 11, 3)),
        lambda s, _: incidents.change(s, "YQ", {"name": "改名的事件"}),
        put_place,
    ),
    Action.EDIT_PEOPLE: (
        lambda s, _: people.add(s, "新人", "clerk"),
        lambda s, _: people.change(s, "viewer", active=False),
        lambda s, _: rosters.people(s),
    ),
    Action.EDIT_SETTINGS: (lambda s, _: settings.save(s, bureau="别的局"),),
    Action.IMPORT: (
        lambda s, _: imports.plan_starter(s),
        lambda s, stage: imports.plan(s, stage.list, "catalogue"),
        import_starter,
    ),
    Action.BACKUP: (
        lambda s, stage: backups.back_up(
            stage.bench.database, s.seat, "", stage.backup.parent
        ).path.unlink(),
    ),
    Action.READ_STOCK: (
        lambda s, _: register.ids(s),
        lambda s, _: register.rows(s, [1]),
        lambda s, _: register.totals(lambda work: work(s)),
        lambda s, _: shown.document(s, SLIP),
        lambda s, _: stock.stock(s),
        lambda s, _: stock_card.card(s, "101006"),
        lambda s, _: stock_summary.summary(s, "2022-10"),
        lambda s, _: brief.brief(s, "YQ"),
        lambda s, _: overdue.papers_owed(s),
        lambda s, _: overdue.slips_open(s),
        lambda s, _: overdue.lots_expiring(s),
        lambda s, _: overdue.items_low(s),
        lambda s, _: lookup.items(s),
        lambda s, _: issued.issued_daily(s, 14),
        lambda s, _: choosable.choosable(s, "W1", "101006"),
        lambda s, _: scan_of(s),
        lambda s, _: scanned.read(s, CODE),
    ),
    Action.VERIFY: (
        lambda s, _: gaps.report(s),
        lambda s, stage: verify.verify(stage.bench.database, s.seat),
    ),
}
CELLS = [
    (role, action, turn) for action, deeds in DEEDS.items()
    for turn in range(len(deeds)) for role in Role
]  # fmt: skip


@pytest.mark.parametrize(("role", "action", "turn"), CELLS)
def test_the_use_case_itself_refuses(stage: Stage, role: Role, action: Action, turn: int) -> None:
    deed, database = DEEDS[action][turn], stage.bench.database
    # What works on the desk as a whole opens it by itself, and not inside a writer of ours.
    alone = action is Action.BACKUP or (action is Action.VERIFY and turn == 1)
    if may(role, action):
        with pytest.raises(Undone), transaction(database, stage.seat(role)) as session:
            if alone:
                session.rollback()
            deed(session, stage)
            raise Undone
        return
    with pytest.raises(Refused) as refused, transaction(database, stage.seat(role)) as session:
        deed(session, stage)
    assert [problem.code for problem in refused.value.problems] == ["not_allowed"]
    assert role.value in str(refused.value)
    assert "管理员" in str(refused.value), "who may is named"


@pytest.mark.parametrize("role", [role for role in Role if not may(role, Action.RESTORE)])
def test_who_may_not_restore_changes_nothing(stage: Stage, role: Role) -> None:
    """That an administrator may is seen in test_backups, on a desk of its own."""
    bench = stage.bench
    before = bench.rows("SELECT sequence, hash FROM chain_head")
    with pytest.raises(Refused) as refused:
        restoring.restore(
            bench.database.location,
            stage.backup,
            stage.seat(role),
            folder=stage.backup.parent / "saved",
        )
    assert [problem.code for problem in refused.value.problems] == ["not_allowed"]
    assert bench.rows("SELECT sequence, hash FROM chain_head") == before


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("step", ["review", "approve"])
def test_where_steps_are_on_a_reversal_asks_for_them(stage: Stage, step: str, role: Role) -> None:
    """The clerk alone cannot undo what others signed; who can is named."""
    steps = {"review": step == "review", "approve": step == "approve"}
    try:
        with transaction(stage.bench.database, stage.seat(role)) as session:
            by_administrator(session, lambda s: settings.save(s, **steps))
            reversal.reverse(session, SLIP, "填错", UNDONE_KEY)
            raise Undone
    except Undone:
        assert may(role, step)
    except Refused as refused:
        assert not may(role, step)
        (problem,) = refused.problems
        assert problem.code == "not_allowed"
        able = {one.value for one in Role if may(one, step)}
        told = problem.text.rsplit("：", 1)[1].strip("。").split("、")
        assert set(told) == able | {"李××"}


def test_a_reversal_that_is_copied_asks_for_both(stage: Stage) -> None:
    """An approver reverses, but writes no papers herself."""
    for role in Role:
        both = may(role, Action.REVERSE) and may(role, Action.DRAFT)
        expected = Undone if both else Refused
        with pytest.raises(expected), transaction(stage.bench.database, stage.seat(role)) as one:
            by_administrator(one, lambda s: settings.save(s, review=False, approve=False))
            reversal.reverse_and_copy(one, SLIP, "填错", UNDONE_KEY, COPY_KEY)
            raise Undone


def test_every_action_has_its_use_cases() -> None:
    # Counting has none yet: it comes with the stocktake.
    assert set(Action) - DEEDS.keys() == {Action.RESTORE, Action.COUNT}


def test_no_use_case_that_asks_is_left_out() -> None:
    folder = Path(printing.__file__).parent
    asked = Counter(
        action
        for file in folder.rglob("*.py")
        for action in re.findall(
            r'require(?:_of)?\((?:session|seat), "(\w+)"\)', file.read_text(encoding="utf-8")
        )
    )
    tried = Counter({action.value: len(deeds) for action, deeds in DEEDS.items()})
    # And the two of the tests above.
    tried.update([Action.RESTORE.value, Action.DRAFT.value])
    assert asked == tried
