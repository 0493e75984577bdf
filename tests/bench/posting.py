"""Posting: one dispatch of five lines, on a desk of any age; and two hundred sites in one go."""

from pathlib import Path

from supplydesk.services.documents import post
from supplydesk.services.forms import AnyForm
from supplydesk.services.known import Known
from supplydesk.services.posted import Posted
from supplydesk.store.database import write
from tests.bench import bare
from tests.bench.ground import (
    Ground,
    item_code,
    make,
    months_before,
    open_bench,
    open_stock,
    site_code,
)
from tests.bench.grown import grown
from tests.bench.measure import Figure, Taken, Turn, alternately, following
from tests.databases import Bench

LINES = 5
MILLION = 1_000_000
REFERENCE = "bare sqlite3, the same rows and hash"


def _form(bench: Bench, turn: int, lines: int, sites: int) -> AnyForm:
    first = turn * lines
    known = int(bench.rows("SELECT COUNT(*) FROM item")[0][0] or 0)
    return bench.form(
        "dispatch",
        warehouse="W1",
        site=site_code(turn % sites),
        incident="YQ",
        instruction={"number": "天应急调〔2022〕15号"},
        lines=[
            {"item": item_code((first + n) % known), "ordered": str(n % 7 + 2)}
            for n in range(lines)
        ],
    )


class _Posting:
    """One desk that ours posts to, and its copy that the bare program writes to."""

    def __init__(self, ground: Ground, source: Path, name: str, lines: int, sites: int) -> None:
        self.ours, self.theirs = (
            ground.copy(source, f"{name}-ours"),
            ground.copy(source, f"{name}-bare"),
        )
        self.bench = open_bench(self.ours, name)
        self.bare = bare.connect(self.theirs)
        self.reader = bare.connect(self.ours)
        self.lines, self.sites = lines, sites
        self.forms: list[AnyForm] = []
        self.posted: list[Posted] = []

    def prepare(self, count: int) -> None:
        """Type *count* forms."""
        self.forms = [_form(self.bench, turn, self.lines, self.sites) for turn in range(count)]

    def one(self, turn: int) -> None:
        """Post one document in its own transaction, complete and durable."""
        bench, form = self.bench, self.forms[turn]
        self.posted.append(write(bench.database, bench.seat, lambda session: post(session, form)))

    def again(self, _turn: int) -> Turn:
        """The bare program's turn: what ours has just written."""
        written = bare.read_back(self.reader, self.posted[-1].id)
        return lambda _turn: bare.post(self.bare, (written,))

    def end(self, ground: Ground) -> str:
        """Close both; tell whether they hold the same, row for row."""
        self.bench.database.close()
        self.bare.close()
        self.reader.close()
        found = bare.differences(self.ours, self.theirs)
        ground.drop(self.ours, self.theirs)
        return f"the two differ in {', '.join(found)}" if found else ""


def _posting(ground: Ground, movements: int) -> tuple[Taken, str]:
    rounds, warm = ground.scale.posts, 20
    posting = _Posting(
        ground, grown(ground, movements), f"posting-{movements}", LINES, ground.scale.sites
    )
    posting.prepare(rounds + warm)
    taken = following(posting.one, posting.again, rounds, warm=warm)
    return taken, posting.end(ground)


def one_dispatch(ground: Ground) -> list[Figure]:
    """A dispatch of five lines on a young desk."""
    taken, wrong = _posting(ground, ground.scale.movements[0])
    return [taken.figure("post a dispatch of 5 lines", 1.5, REFERENCE, wrong)]


def growth(ground: Ground) -> list[Figure]:
    """The same on an old desk, beside the young one: the turns alternate between the two."""
    scale = ground.scale
    young, old = scale.movements[0], max(n for n in scale.movements if n <= MILLION)
    desks = [
        _Posting(ground, grown(ground, size), f"growth-{size}", LINES, scale.sites)
        for size in (young, old)
    ]
    warm = 20
    for desk in desks:
        desk.prepare(scale.posts + warm)
    taken = alternately(desks[1].one, desks[0].one, scale.posts, warm=warm)
    for desk in desks:
        desk.end(ground)
    return [
        taken.figure(
            f"the same at {old:,} ÷ at {young:,} movements", 1.3, f"at {young:,} movements"
        )
    ]


def one_instruction(ground: Ground) -> list[Figure]:
    """One instruction to many sites in one transaction."""
    scale = ground.scale
    sites, lines = scale.instruction_sites, scale.instruction_lines

    def fill(path: Path) -> None:
        bench = make(path, months_before(1), max(lines, scale.items), sites)
        open_stock(bench, max(lines, scale.items))
        # The first one makes the month and the instruction, which the bare program only names.
        form = _form(bench, 0, lines, sites)
        write(bench.database, bench.seat, lambda session: post(session, form))
        bench.database.close()

    posting = _Posting(ground, ground.desk("instruction", fill), "instruction", lines, sites)
    posting.prepare(sites * (scale.few + 1))
    bench = posting.bench

    def ours(turn: int) -> None:
        forms = posting.forms[turn * sites : (turn + 1) * sites]
        with bench.transaction() as session:
            known = Known(session)
            posting.posted = [post(session, form, known=known) for form in forms]

    def again(_turn: int) -> Turn:
        written = [bare.read_back(posting.reader, one.id, new=True) for one in posting.posted]
        return lambda _turn: bare.post(posting.bare, written)

    taken = following(ours, again, scale.few, warm=1)
    job = f"one instruction to {sites} sites × {lines} items, one transaction"
    return [taken.figure(job, 2.0, REFERENCE, posting.end(ground))]
