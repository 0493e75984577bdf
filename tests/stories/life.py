"""A life at one desk: random deeds through the services, and what must hold after each.

`Life.live` does one deed by chance and compares the desk with `tests.stories.model`. What is
refused must be refused for a reason that the model can see, and must have written nothing.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

import psycopg

from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.domain.problem import Refused
from supplydesk.queries.verify import verify
from supplydesk.services import drafts, facts, ledger, reversal
from supplydesk.services import settings as desk_settings
from supplydesk.services.documents import post
from supplydesk.services.forms import AnyForm
from supplydesk.services.posted import Posted
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession, reading, write
from tests.databases import Bench, dispatch_fields
from tests.stories.model import Model, Movements, Paper, Slip

Result = TypeVar("Result")
WAREHOUSES, SITES = ("W1", "W2"), ("S1", "S2")
ITEMS = ("101006", "101009", "201004")
INSIDE = ("W1-", "W2-", "S1", "S2")
MOST_PAST = 30  # papers that a deed chooses among: the latest
SHORT = {"not_enough", "not_enough_then"}
BOOKED = "not_enough_booked"
DEEDS = tuple(
    deed
    for deed, weight in (
        ("open_stock", 3),
        ("dispatch", 7),
        ("dispatch_booked_late", 2),
        ("regret", 1),
        ("confirm", 6),
        ("reverse", 4),
        ("draft", 5),
        ("move_on", 9),
        ("post_draft", 4),
        ("drop_draft", 2),
        ("switch_steps", 3),
        ("close_period", 2),
        ("reopen_period", 1),
        ("wait", 3),
        ("post_again", 1),
        ("add_fact", 1),
    )
    for _ in range(weight)
)


class _Rows:
    """What the desk holds, read past the desk's own sessions, which would cost half the time."""

    def __init__(self, connection: Any, mark: str) -> None:  # noqa: ANN401 - either driver's
        self._connection, self._mark = connection, mark

    def __call__(self, sql: str, *values: int | str) -> list[Any]:
        rows: list[Any] = self._connection.execute(sql.replace("?", self._mark), values).fetchall()
        return rows

    def close(self) -> None:
        self._connection.close()


def _reader(bench: Bench) -> _Rows:
    location = bench.database.location
    if location.path is not None:
        return _Rows(sqlite3.connect(location.path, isolation_level=None), "?")
    url = location.url.set(drivername="postgresql")
    connection = psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
    return _Rows(connection, "%s")


@dataclass
class Life:
    """One desk and its model: deeds, each done by chance, and what must hold after every one.

    ``done`` counts what came about, over many lives if they share it.
    """

    bench: Bench
    done: Counter[str]

    def __post_init__(self) -> None:
        self.checker = self.bench.sitting("王××")
        self.model, self.moved = Model(), Movements()
        self.open_drafts: dict[str, tuple[AnyForm, str]] = {}
        self.posted_forms: list[tuple[AnyForm, str]] = []
        self.review = self.approve = False
        self._seen: object = None
        self._last_refused: set[str] = set()
        self._rows = _reader(self.bench)

    # What every rule does through the services ------------------------------------------------

    def _write(self, work: Callable[[DeskSession], Result], who: Bench | None = None) -> Result:
        bench = who or self.bench
        return write(bench.database, bench.seat, work)

    def _refused(
        self,
        work: Callable[[DeskSession], object],
        allowed: set[str],
        who: Bench | None = None,
    ) -> set[str]:
        """Do *work*; the codes with which it was refused, which must be among the *allowed*."""
        before = self._head()
        try:
            self._write(work, who)
        except Refused as refused:
            codes = {problem.code for problem in refused.problems}
            assert codes <= allowed, refused.problems
            assert self._head() == before, "a refusal writes nothing"
            self._last_refused = codes
            return codes
        return set()

    def _head(self) -> object:
        return self._rows("SELECT sequence, movement, lot, hash FROM chain_head")

    def verify(self) -> None:
        """The whole ledger, recomputed by the desk itself."""
        found = verify(self.bench.database, self.bench.seat)
        assert found.sound, found.findings

    def _dates(self, back: timedelta | None) -> dict[str, object]:
        """A moment that lies *back*, for a paper of today."""
        if back is None:
            return {}
        return {"effective_at": (self.bench.clock.at - back).isoformat()}

    def _moment(self, back: timedelta | None) -> int:
        return micros(self.bench.clock.at - (back or timedelta()))

    def _today_is_open(self) -> bool:
        today = desk_day(self.bench.clock.at, self.bench.seat.zone).isoformat()
        rows = self._rows(
            "SELECT state FROM period WHERE starts_on <= ? AND ends_on >= ?", today, today
        )
        return not rows or rows[0][0] == "open"

    def _available(self, warehouse: str, item: str, since: int, on: date | None = None) -> int:
        """What could leave *on* that day, by looking at every lot at every moment since."""
        today = (on or self._today()).isoformat()
        rows = self._rows(
            "SELECT p.code, b.lot, b.reserved, l.expires FROM balance b JOIN lot l ON l.id = b.lot "
            "JOIN place p ON p.id = b.place JOIN item i ON i.id = l.item "
            "WHERE p.code = ? AND i.code = ?",
            f"{warehouse}-good-0",
            item,
        )
        return sum(
            max(self.moved.lowest(place, lot, since) - reserved, 0)
            for place, lot, reserved, expires in rows
            if expires is None or expires >= today
        )

    # Rules ------------------------------------------------------------------------------------

    def end(self) -> None:
        """Recompute the ledger once more, and give the desk back."""
        try:
            self.verify()
        finally:
            self._rows.close()
            self.bench.database.close()

    def begin(self, chance: Random) -> None:
        """Every desk begins with some stock, or hardly anything would happen."""
        for _ in range(6):
            self.open_stock(chance)
        self.check()

    def live(self, chance: Random) -> None:
        """One deed, and what must hold after it."""
        deed = chance.choice(DEEDS)
        getattr(self, deed)(chance)
        self.check()

    def open_stock(self, chance: Random) -> None:
        """Opening stock, taken as long as its period is open."""
        place = chance.choice((*WAREHOUSES, *WAREHOUSES, *SITES))
        item, quantity = chance.choice(ITEMS), chance.randint(1, 600)
        cost, expires = chance.randint(0, 99_999), chance.random() < 0.3
        line: dict[str, object] = {
            "item": item,
            "quantity": str(quantity),
            "unit_cost": f"{cost // 10_000}.{cost % 10_000:04d}",
        }
        if item == "201004":
            line["quantity"] = f"{quantity % 5}箱{quantity}套"
        if expires:
            line["expires"] = "2022-11-20"
        form = self.bench.form("opening", place=place, lines=[line], voucher_date="2022-09-30")
        result = self._posted(form, {"period_closed"})
        if result is not None:
            leaf = f"{place}-good-0" if place in WAREHOUSES else place
            changes = Counter({(leaf, item): quantity * 1000, ("~opening", item): -quantity * 1000})
            at = micros(end_of_day(form.voucher_date, self.bench.seat.zone))  # type: ignore[arg-type]
            self.model.post(Paper(result.number, "opening", at, changes))

    def _posted(self, form: AnyForm, allowed: set[str]) -> Posted | None:
        """Post *form* the way that the settings ask for; None where it was refused."""
        found: list[Posted] = []
        if not (self.review or self.approve):
            refused = self._refused(lambda s: found.append(post(s, form)), allowed)
        else:
            refused = self._refused(lambda s: post(s, form), {"needs_approval"})
            assert refused
            self._write(lambda s: drafts.save(s, form))
            refused = self._stepped(form.key, allowed) or self._refused(
                lambda s: found.append(drafts.post_draft(s, form.key)), allowed
            )
            if refused:
                self._void_or_delete(form.key)
        if refused:
            return None
        self.posted_forms.append((form, found[0].number))
        return found[0]

    def _stepped(self, key: str, allowed: set[str]) -> set[str]:
        """Review and approve *key* as far as the settings ask for; the refusals met."""
        try:
            if self.review:
                self._write(lambda s: drafts.review(s, key), self.checker)
            if self.approve:
                self._write(lambda s: drafts.approve(s, key), self.checker)
        except Refused as refused:
            codes = {problem.code for problem in refused.problems}
            assert codes <= allowed, refused.problems
            self._last_refused = codes
            return codes
        return set()

    def _void_or_delete(self, key: str) -> None:
        number = self._rows("SELECT number FROM draft WHERE key = ?", key)[0][0]
        if number is None:
            self._write(lambda s: drafts.delete(s, key))
        else:
            self._write(lambda s: drafts.void(s, key, "不发了"))

    def _wanted(self, lines: list[tuple[str, int]]) -> Counter[str]:
        wanted: Counter[str] = Counter()
        for item, quantity in lines:
            wanted[item] += quantity * 1000
        return wanted

    def _dispatch_form(
        self, warehouse: str, site: str, lines: list[tuple[str, int]], back: timedelta | None
    ) -> AnyForm:
        typed: list[dict[str, object]] = [
            {"item": item, "ordered": str(quantity)} for item, quantity in lines
        ]
        fields = dispatch_fields(*typed, warehouse=warehouse, site=site, **self._dates(back))
        return self.bench.form("dispatch", **fields)

    def _sent(self, form: AnyForm, number: str, at: int) -> None:
        """The model's own account of a dispatch that was posted."""
        assert form.kind == "dispatch"
        changes: Counter[tuple[str, str]] = Counter()
        lines = {}
        for row, line in enumerate(form.lines, 1):
            quantity = int(line.issued or line.ordered) * 1000
            changes[f"{form.warehouse}-good-0", line.item] -= quantity
            changes[f"{form.warehouse}-transit", line.item] += quantity
            lines[row] = (line.item, quantity, 0)
        self.model.post(Paper(number, "dispatch", at, changes, number))
        self.model.slips[number] = Slip(number, form.warehouse, form.site, at, lines)

    def dispatch(self, chance: Random) -> None:
        """A dispatch, late or not: it goes out exactly if every lot could have spared it since."""
        warehouse, site = chance.choice(("W1", "W1", "W2")), chance.choice(SITES)
        lines, back = self._lines(chance), self._back(chance)
        form = self._dispatch_form(warehouse, site, lines, back)
        at, moved = self._moment(back), self._moved_on(back)
        enough = all(
            self._available(warehouse, item, at, moved) >= quantity
            for item, quantity in self._wanted(lines).items()
        )
        is_open = self._today_is_open()
        posted = self._posted(form, {*SHORT, "period_closed"})
        assert (posted is not None) == (enough and is_open), (enough, is_open)
        if posted is not None:
            self._sent(form, posted.number, at)
            self.done["late" if back else "dispatch"] += 1

    def dispatch_booked_late(self, chance: Random) -> None:
        """A dispatch dated on the day its goods moved, as far as that month is open: it is refused
        for the books' sake only where a month would end below zero.
        """
        warehouse, lines = chance.choice(("W1", "W2")), self._lines(chance)
        back = timedelta(minutes=chance.randint(1, 40 * 24 * 60))
        form = self._dispatch_form(warehouse, chance.choice(SITES), lines, back)
        moved = self._moved_on(back)
        form = form.model_copy(update={"voucher_date": moved})
        spare = {
            item: self._available(warehouse, item, self._moment(back), moved)
            for item in self._wanted(lines)
        }
        posted = self._posted(form, {*SHORT, BOOKED, "period_closed", "before_books"})
        if posted is not None:
            assert all(spare[item] >= want for item, want in self._wanted(lines).items())
            self._sent(form, posted.number, self._moment(back))
            self.done["booked_late"] += 1
        elif self._last_refused == {BOOKED}:
            assert self._booked_short(warehouse, self._wanted(lines), moved)
            self.done["booked_short"] += 1

    def regret(self, chance: Random) -> None:
        """All of an item goes out, comes back in the next month as an error, and shall go out once
        more in the books of the month before.
        """
        warehouse, item, day = chance.choice(("W1", "W2")), chance.choice(ITEMS), self._today()
        all_of_it = self._available(warehouse, item, self._moment(None)) // 1000
        if not all_of_it or self.review or self.approve or not self._today_is_open():
            return
        if self._rows("SELECT 1 FROM reservation"):
            return  # what is held for a paper lies there as well
        first = self._dispatch_form(warehouse, "S1", [(item, all_of_it)], None)
        posted = self._posted(first, set())
        assert posted is not None
        self._sent(first, posted.number, self._moment(None))
        self.bench.clock.forward(days=31)
        key = f"r{next(self.bench.keys)}"
        self._write(lambda s: reversal.reverse(s, posted.number, "填错", key))
        self.model.reverse(posted.number)
        self.model.slips[posted.number].reversed = True
        again = self._dispatch_form(warehouse, "S1", [(item, 1)], timedelta(days=31))
        again = again.model_copy(update={"voucher_date": day})
        # What has expired meanwhile is short by itself.
        assert self._refused(lambda s: post(s, again), {BOOKED, *SHORT})
        if self._last_refused == {BOOKED}:
            self.done["booked_short"] += 1

    def _moved_on(self, back: timedelta | None) -> date:
        return desk_day(self.bench.clock.at - (back or timedelta()), self.bench.seat.zone)

    def _today(self) -> date:
        return desk_day(self.bench.clock.at, self.bench.seat.zone)

    def _booked_short(self, warehouse: str, wanted: Counter[str], moved: date) -> bool:
        """Whether some lot of what is *wanted* could spare less by the books than by its goods."""
        period = moved.year * 100 + moved.month
        leaf = f"{warehouse}-good-0"
        for item in wanted:
            for (lot,) in self._rows(
                "SELECT l.id FROM lot l JOIN item i ON i.id = l.item WHERE i.code = ?", item
            ):
                if self.moved.booked(leaf, lot, period) < sum(wanted.values()):
                    return True
        return False

    def _lines(self, chance: Random) -> list[tuple[str, int]]:
        return [(chance.choice(ITEMS), chance.randint(1, 40)) for _ in range(chance.randint(1, 3))]

    def _back(self, chance: Random) -> timedelta | None:
        """How long ago the goods moved; None: now, as of most papers."""
        return timedelta(minutes=chance.randint(1, 40 * 24 * 60)) if chance.random() < 0.3 else None

    def _slip(self, chance: Random) -> Slip | None:
        known = [slip for slip in self.model.slips.values() if not slip.reversed][-MOST_PAST:]
        return chance.choice(known) if known else None

    def confirm(self, chance: Random) -> None:
        """A receipt that splits what is open at random; one in thirty confirms too much."""
        slip, over, back = self._slip(chance), chance.randint(0, 30), self._back(chance)
        if slip is None:
            return
        road, lost_found = f"{slip.warehouse}-transit", "~lost_found"
        ends = {"received": slip.site, "short": lost_found, "broken": lost_found,
                "refused": f"{slip.warehouse}-good-0"}  # fmt: skip
        changes: Counter[tuple[str, str]] = Counter()
        lines, after, anything, too_much = [], dict(slip.lines), False, False
        for row, (item, still, lost) in slip.lines.items():
            typed: dict[str, object] = {"line": row}
            left = still
            for figure, end in ends.items():
                part = chance.randint(0, left // 1000) * 1000
                if figure == "received" and over == 1:
                    part, too_much = left + 1000, True
                typed[figure] = str(part // 1000)
                left = max(left - part, 0)
                changes[road, item] -= part
                changes[end, item] += part
                lost += part if figure in {"short", "broken"} else 0
            found = chance.randint(0, slip.lines[row][2] // 1000) * 1000
            typed["found"] = str(found // 1000)
            changes[lost_found, item] -= found
            changes[slip.site, item] += found
            after[row] = (item, left, lost - found)
            moves = left != still or found
            anything = anything or bool(moves)
            if moves:
                lines.append(typed)
        form = self.bench.form(
            "confirmation", dispatch=slip.number, lines=lines, **self._dates(back)
        )
        at = self._moment(back)
        why = {"period_closed"} if not self._today_is_open() else set()
        if at < slip.effective_at:
            why |= {"arrived_before_it_left"}
        if not anything:
            why |= {"no_lines"}
        if too_much:
            why |= {"more_than_open"}
        # Goods refused by a site after a later receipt cannot have been on the road before it.
        late = {"not_enough_then", "found_before_lost"} if back else set()
        posted = self._posted(form, why | late | {"no_lines", "arrived_before_it_left"})
        if why:
            assert posted is None, why
        if not why and not late:
            assert posted is not None
        if posted is not None:
            slip.lines = after
            slip.receipts.append(posted.number)
            self.model.post(Paper(posted.number, "confirmation", at, changes, slip.number))
            self.done["confirm"] += 1

    def reverse(self, chance: Random) -> None:
        """Any paper, sensible or not: settled, reversed or gone goods are refused by name."""
        if not self.model.papers:
            return
        copy = chance.random() < 0.4
        paper = chance.choice(list(self.model.papers.values())[-MOST_PAST:])
        key, copy_key = f"r{next(self.bench.keys)}", f"c{next(self.bench.keys)}"
        standing = [
            number
            for number in (self.model.slips[paper.slip].receipts if paper.slip else ())
            if not self.model.papers[number].reversed
        ]
        why = set()
        if paper.reversed:
            why = {"reversed_already"}
        elif paper.kind == "dispatch" and standing:
            why = {"settled"}
        elif not self._today_is_open():
            why = {"period_closed"}
        soft = {"goods_left_again", BOOKED, *SHORT} if paper.kind != "dispatch" else set()
        if paper.kind == "confirmation":
            soft |= {"found_since"}

        def work(session: DeskSession) -> None:
            if copy:
                reversal.reverse_and_copy(session, paper.number, "填错", key, copy_key)
            else:
                reversal.reverse(session, paper.number, "填错", key)

        steps = self.review or self.approve
        if steps and "reversed_already" not in why:
            # Whoever prepared it may not undo it alone; the approver may, who writes no drafts.
            own = {"same_person", "settled"}
            assert self._refused(work, own)

            def by_checker(session: DeskSession) -> None:
                reversal.reverse(session, paper.number, "填错", key)

            refused = self._refused(by_checker, why | soft, self.checker)
            if not refused and copy:
                self._write(work)
        else:
            refused = self._refused(work, why | soft)
        if why:
            assert refused, why
        if refused:
            return
        self.model.reverse(paper.number)
        self.done["copy" if copy else "reverse"] += 1
        if paper.kind == "dispatch":
            self.model.slips[paper.number].reversed = True
        if paper.kind == "confirmation":
            self._unsettle(paper)
        if copy:
            self._look_at_copy(copy_key, paper)

    def _unsettle(self, paper: Paper) -> None:
        slip = self.model.slips[paper.slip]
        row_of = self._rows(
            "SELECT m.line, m.reason, CAST(SUM(m.quantity) AS BIGINT) FROM movement m "
            "JOIN document d ON d.id = m.document WHERE d.number = ? GROUP BY m.line, m.reason",
            paper.number,
        )
        for line, reason, quantity in row_of:
            item, still, lost = slip.lines[line]
            if reason == "found":
                lost += quantity
            else:
                still += quantity
                lost -= quantity if reason in {"short", "broken"} else 0
            slip.lines[line] = (item, still, lost)

    def _look_at_copy(self, key: str, paper: Paper) -> None:
        with reading(self.bench.database, self.bench.seat) as session:
            copied = drafts.form_of(drafts.find(session, key))
        original = next(form for form, number in self.posted_forms if number == paper.number)
        assert copied.model_dump(exclude={"key", "voucher_date", "effective_at"}) == (
            original.model_dump(exclude={"key", "voucher_date", "effective_at"})
        )
        self.open_drafts[key] = (copied, "draft")

    def draft(self, chance: Random) -> None:
        """A draft is kept however much of it is there."""
        form = self._dispatch_form(
            chance.choice(("W1", "W1", "W2")), "S1", self._lines(chance), None
        )
        self._write(lambda s: drafts.save(s, form))
        self.open_drafts[form.key] = (form, "draft")

    def _a_draft(self, chance: Random) -> tuple[str, AnyForm, str] | None:
        if not self.open_drafts:
            return None
        key = chance.choice(list(self.open_drafts)[-MOST_PAST:])
        return (key, *self.open_drafts[key])

    def move_on(self, chance: Random) -> None:
        """Review, approve or send back, allowed by the state and the settings or refused."""
        drawn = self._a_draft(chance)
        if drawn is None:
            return
        key, form, state = drawn
        step = chance.choice(("review", "approve", "send_back"))
        if chance.random() < 0.7:  # mostly what comes next, or hardly a paper would get far
            step = "review" if self.review and state == "draft" else "approve"
        allowed = {
            "review": self.review and state == "draft",
            "approve": self.approve
            and state in ({"reviewed"} if self.review else {"draft", "reviewed"}),
            "send_back": state == "reviewed",
        }[step]
        work: Callable[[DeskSession], object] = {
            "review": lambda s: drafts.review(s, key),
            "approve": lambda s: drafts.approve(s, key),
            "send_back": lambda s: drafts.send_back(s, key, "再看看"),
        }[step]
        goods = {*SHORT, "period_closed", "more_than_open", "arrived_before_it_left", "no_lines",
                 "found_before_lost", "nothing_moves", "dispatch_reversed"}  # fmt: skip
        try:
            self._write(work, self.checker)
        except Refused as refused:
            codes = {problem.code for problem in refused.problems}
            assert codes <= (goods if allowed else {"wrong_state", "wrong_step", *goods}), codes
            assert allowed or codes <= {"wrong_state", "wrong_step"}, (step, state, codes)
            return
        assert allowed, (step, state, self.review, self.approve)
        after = {"review": "reviewed", "approve": "approved", "send_back": "draft"}[step]
        self.open_drafts[key] = (form, after)
        self.done[step] += 1

    def post_draft(self, chance: Random) -> None:
        """Posted once, or refused; asked again, the same document comes back."""
        drawn = self._a_draft(chance)
        if drawn is None:
            return
        key, form, state = drawn
        found: list[Posted] = []
        ready = state == "approved" or (
            not self.approve and (state == "reviewed" or not self.review) and state != "void"
        )
        refused = self._refused(
            lambda s: found.append(drafts.post_draft(s, key)),
            {"wrong_state", "wrong_step"}
            if not ready
            else {
                *SHORT,
                "period_closed",
                "more_than_open",
                "arrived_before_it_left",
                "found_before_lost",
                "no_lines",
                "moved_after_period",
                "dispatch_reversed",
                "cartons_short",
            },
        )
        if not ready:
            assert refused
        if refused:
            return
        again = self._write(lambda s: drafts.post_draft(s, key))
        assert again.again
        assert again.number == found[0].number
        del self.open_drafts[key]
        self.done["post_draft"] += 1
        at = self._rows("SELECT effective_at FROM document WHERE key = ?", key)[0][0]
        self._account_for(form, found[0].number, at)

    def _account_for(self, form: AnyForm, number: str, at: int) -> None:
        self.posted_forms.append((form, number))
        if form.kind == "dispatch":
            self._sent(form, number, at)
            return
        # A copy of an opening or a receipt: its effect is what its own figures say.
        changes: Counter[tuple[str, str]] = Counter()
        if form.kind == "opening":
            for line in form.lines:
                quantity = int(line.quantity.split("箱")[-1].rstrip("套")) * 1000
                leaf = f"{form.place}-good-0" if form.place in WAREHOUSES else form.place
                changes[leaf, line.item] += quantity
                changes["~opening", line.item] -= quantity
            self.model.post(Paper(number, "opening", at, changes))
            return
        slip = self.model.slips[form.dispatch]
        ends = {"received": slip.site, "short": "~lost_found", "broken": "~lost_found",
                "refused": f"{slip.warehouse}-good-0"}  # fmt: skip
        for receipt in form.lines:
            item, still, lost = slip.lines[receipt.line]
            for figure, end in ends.items():
                part = int(getattr(receipt, figure) or 0) * 1000
                changes[f"{slip.warehouse}-transit", item] -= part
                changes[end, item] += part
                still -= part
                lost += part if figure in {"short", "broken"} else 0
            found = int(receipt.found or 0) * 1000
            changes["~lost_found", item] -= found
            changes[slip.site, item] += found
            slip.lines[receipt.line] = (item, still, lost - found)
        slip.receipts.append(number)
        self.model.post(Paper(number, "confirmation", at, changes, slip.number))

    def drop_draft(self, chance: Random) -> None:
        """A draft without a number is deleted; one that has it is voided and keeps it."""
        drawn = self._a_draft(chance)
        if drawn is None:
            return
        key, form, state = drawn
        if state in {"draft", "reviewed"}:
            assert self._refused(lambda s: drafts.void(s, key, "不发了"), {"not_numbered"})
            self._write(lambda s: drafts.delete(s, key))
            del self.open_drafts[key]
            self.done["delete"] += 1
            return
        assert self._refused(lambda s: drafts.delete(s, key), {"numbered"})
        if state == "void":
            assert self._refused(lambda s: drafts.void(s, key, "不发了"), {"wrong_state"})
            return
        self._write(lambda s: drafts.void(s, key, "不发了"))
        self.open_drafts[key] = (form, "void")
        self.done["void"] += 1

    def switch_steps(self, chance: Random) -> None:
        """Other steps between draft and posted, from now on."""
        review, approve = chance.random() < 0.4, chance.random() < 0.5
        self._write(lambda s: desk_settings.save(s, review=review, approve=approve))
        self.review, self.approve = review, approve

    def close_period(self, _chance: Random) -> None:
        """The first open month, if it is over; nothing may be dated in it afterwards."""
        today = desk_day(self.bench.clock.at, self.bench.seat.zone).isoformat()
        rows = self._rows(
            "SELECT id FROM period WHERE state = 'open' AND id > 0 AND ends_on < ? ORDER BY id",
            today,
        )
        if rows:
            self._write(lambda s: ledger.close_period(s, rows[0][0]))
            self._closing_is_right(rows[0][0])
            self.done["close"] += 1

    def _closing_is_right(self, period: int) -> None:
        """A closing holds what the papers of all periods up to it have moved."""
        held = {
            (place, lot): [quantity, packs, amount]
            for place, lot, quantity, packs, amount in self._rows(
                "SELECT p.code, c.lot, c.quantity, c.packs, c.amount FROM closing c "
                "JOIN place p ON p.id = c.place JOIN period d ON d.id = c.period "
                "WHERE c.period = ? AND c.revision = d.revision",
                period,
            )
        }
        true: dict[tuple[str, int], list[int]] = {}
        for (when, start, end, lot, _), figures in self.moved.flows.items():
            if when <= period:
                for place, sign in ((start, -1), (end, 1)):
                    sums = true.setdefault((place, lot), [0, 0, 0])
                    for index, figure in enumerate(figures):
                        sums[index] += sign * figure
        assert held == {key: sums for key, sums in true.items() if any(sums)}

    def reopen_period(self, _chance: Random) -> None:
        """The latest closed month, once: then it is closed no more."""
        rows = self._rows("SELECT id FROM period WHERE state = 'closed' ORDER BY id DESC")
        if rows:
            self._write(lambda s: ledger.reopen_period(s, rows[0][0], "补单"))
            if len(rows) > 1:
                assert self._refused(
                    lambda s: ledger.reopen_period(s, rows[0][0], "补单"), {"not_closed"}
                )
            self.done["reopen"] += 1

    def wait(self, chance: Random) -> None:
        """Time goes by."""
        self.bench.clock.forward(hours=chance.randint(1, 24 * 4))

    def post_again(self, chance: Random) -> None:
        """The same key with the same content gives what is there; with another it is refused."""
        if not self.posted_forms:
            return
        form, number = chance.choice(self.posted_forms[-MOST_PAST:])
        again = self._write(lambda s: post(s, form))
        assert (again.again, again.number) == (True, number)
        other = form.model_copy(update={"note": "另一张"})
        assert self._refused(lambda s: post(s, other), {"key_used"})

    def add_fact(self, chance: Random) -> None:
        """Something became known of a posted paper."""
        if not self.model.papers:
            return
        number = chance.choice(list(self.model.papers)[-MOST_PAST:])
        self._write(lambda s: facts.add_fact(s, number, "remark", "已核"))

    # What must hold after every step ----------------------------------------------------------

    def check(self) -> None:
        """The desk, the model and the brute force agree, by every account that the desk keeps."""
        head = self._head()
        if head == self._seen:
            return  # nothing was written that any of this could tell
        self._seen = head
        touched = self.moved.read(self._rows)
        self._nothing_was_below_zero(touched)
        self._nothing_is_booked_below_zero(touched)
        self._balances()
        self._flows()
        self._consignments()
        self._numbers()

    def _nothing_was_below_zero(self, touched: set[tuple[str, int]]) -> None:
        for place, lot in touched:
            if place.startswith(INSIDE):
                assert self.moved.lowest(place, lot, -(2**62)) >= 0, (place, lot)

    def _nothing_is_booked_below_zero(self, touched: set[tuple[str, int]]) -> None:
        for place, lot in touched:
            if place.startswith(INSIDE):
                assert self.moved.booked(place, lot, 0) >= 0, (place, lot)

    def _balances(self) -> None:
        stock: Counter[tuple[str, str]] = Counter()
        lots: dict[int, list[int]] = {}
        held: Counter[tuple[str, int]] = Counter()
        for place, lot, quantity in self._rows(
            "SELECT p.code, r.lot, r.quantity FROM reservation r JOIN place p ON p.id = r.place"
        ):
            held[place, lot] += quantity
        for place, item, lot, quantity, packs, amount, reserved in self._rows(
            "SELECT p.code, i.code, b.lot, b.quantity, b.packs, b.amount, b.reserved "
            "FROM balance b JOIN place p ON p.id = b.place JOIN item i ON i.id = b.item"
        ):
            stock[place, item] += quantity
            figures = [quantity, packs, amount]
            assert figures == self.moved.figures.get((place, lot), [0, 0, 0]), (place, lot)
            assert quantity or not (packs or amount), (place, lot, figures)
            assert reserved == held[place, lot], (place, lot)
            sums = lots.setdefault(lot, [0, 0, 0])
            for index, figure in enumerate(figures):
                sums[index] += figure
        assert {where: q for where, q in stock.items() if q} == self.model.nonzero()
        assert not any(any(sums) for sums in lots.values()), "what a lot has lies somewhere"

    def _flows(self) -> None:
        flows = {
            (period, start, end, lot, reason): [quantity, packs, amount]
            for period, start, end, lot, reason, quantity, packs, amount in self._rows(
                "SELECT w.period, f.code, t.code, w.lot, w.reason, w.quantity, w.packs, w.amount "
                "FROM flow w JOIN place f ON f.id = w.from_place JOIN place t ON t.id = w.to_place"
            )
        }
        assert flows == self.moved.flows

    def _consignments(self) -> None:
        kept: dict[tuple[str, int], list[int]] = {}
        for number, line, still, lost in self._rows(
            "SELECT d.number, c.line, c.open, c.lost FROM consignment c "
            "JOIN document d ON d.id = c.document"
        ):
            sums = kept.setdefault((number, line), [0, 0])
            sums[0] += still
            sums[1] += lost
        true = {
            (slip.number, row): [0, 0] if slip.reversed else [still, lost]
            for slip in self.model.slips.values()
            for row, (_, still, lost) in slip.lines.items()
        }
        assert kept == true

    def _numbers(self) -> None:
        gaps = self._rows(
            "SELECT n.series, n.day, COUNT(*), MAX(n.n), c.last FROM number_issued n "
            "JOIN number_counter c ON c.series = n.series AND c.day = n.day "
            "GROUP BY n.series, n.day, c.last HAVING COUNT(*) <> MAX(n.n) OR MAX(n.n) <> c.last"
        )
        assert gaps == []
