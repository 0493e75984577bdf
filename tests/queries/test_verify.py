"""`verify`: whatever is altered, added or removed behind the desk's back is found and named."""

import random
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Table

from supplydesk.domain.problem import Refused
from supplydesk.queries import verify as verifying
from supplydesk.queries.verify import Verified, verify
from supplydesk.services import printing
from supplydesk.services.posted import Posted
from supplydesk.services.printing import Wish
from supplydesk.store.database import Database, engines, locate, reading
from supplydesk.store.tables import ledger
from tests.databases import Bench, make_bench
from tests.queries.tampering import KEPT, SEALED, TABLES, Deed, Hand, live, tamper

PAGE_HEAD = 100


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Bench]:
    """A desk's file with something in every table, and the bench it came from (closed)."""
    path = tmp_path_factory.mktemp("verify") / "lived.supplydesk"
    bench = make_bench(path)
    live(bench)
    assert verify(bench.database, bench.seat).sound
    bench.database.close()
    return path, bench


def found(database: Database, bench: Bench, *, deep: bool = False) -> Verified:
    try:
        return verify(database, bench.seat, deep=deep)
    finally:
        database.close()


def is_named(deed: Deed, verified: Verified) -> bool:
    """Whether a finding says where: the document's number, the journal's entry, or the row."""
    texts = " ".join(finding.text for finding in verified.findings)
    codes = {finding.code for finding in verified.findings}
    if deed.table in KEPT:
        # SQLite's own look at the file names the table where a row breaks a CHECK.
        return deed.table in codes or "number" in codes or deed.table in texts
    row = deed.row
    entry = row.get("document", row.get("sequence" if deed.table == "journal" else "id"))
    if deed.table == "document_fact":
        entry = row["sequence"]
    if deed.table == "closing":
        return bool(codes & {"closing", "altered"})
    if deed.table == "movement" and deed.what == "add":
        return f" {row['sequence']} " in texts
    numbers = {str(entry), str(row.get("number")), str(row.get("subject"))}
    numbers |= {str(row[key]) for key in ("sequence", "id") if key in row}
    return any(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", texts) for number in numbers)


def check_deeds(
    count: int, seed: int, fresh: Callable[[], tuple[Hand, Database]], bench: Bench
) -> None:
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for turn in range(count):
        hand, database = fresh()
        deed = tamper(hand, TABLES[turn % len(TABLES)], chance)
        hand.close()
        verified = found(database, bench)
        assert not verified.sound, f"not found: {deed}"
        assert is_named(deed, verified), f"{deed}: {[one.text for one in verified.findings]}"
        done[deed.table] += 1
    assert set(done) == set(TABLES)


def on_file(file: tuple[Path, Bench], tmp_path: Path) -> Callable[[], tuple[Hand, Database]]:
    def fresh() -> tuple[Hand, Database]:
        path = shutil.copyfile(file[0], tmp_path / "tampered.supplydesk")
        return Hand(path), engines(locate(path))

    return fresh


def test_every_deed_in_a_file_is_found_and_named(file: tuple[Path, Bench], tmp_path: Path) -> None:
    check_deeds(120, 1, on_file(file, tmp_path), file[1])


@pytest.mark.long
def test_a_thousand_deeds_in_a_file(file: tuple[Path, Bench], tmp_path: Path) -> None:
    check_deeds(1_000, 2, on_file(file, tmp_path), file[1])


def test_every_deed_on_a_server_is_found_and_named(request: pytest.FixtureRequest) -> None:
    cluster = request.getfixturevalue("postgres")
    with ExitStack() as stack:
        name = cluster.create_database()
        stack.callback(cluster.drop_database, name)
        bench = make_bench(cluster.url(name))
        live(bench)
        assert verify(bench.database, bench.seat).sound
        bench.database.close()

        def fresh() -> tuple[Hand, Database]:
            location = locate(stack.enter_context(cluster.database(name)))
            return Hand(location.url), engines(location)

        check_deeds(2 * len(TABLES), 3, fresh, bench)


def contents(path: Path) -> dict[str, object] | None:
    """Every row of the ledger by plain scans; None where the file cannot be read."""
    try:
        connection = sqlite3.connect(path)
        rows = {
            table: connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()
            for table in TABLES
        }
        connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return rows  # type: ignore[return-value]  # compared, never looked into


def flip_bits(count: int, seed: int, file: tuple[Path, Bench], folder: Path) -> int:
    """Flip *count* bits that change the ledger's rows or break the file; all must be found."""
    chance = random.Random(seed)
    whole = file[0].read_bytes()
    before = contents(file[0])
    path = folder / "flipped.supplydesk"
    flipped = 0
    while flipped < count:
        at = chance.randrange(PAGE_HEAD, len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        if contents(path) == before:
            continue  # a free byte, or another table: an item's name is nobody's to seal
        flipped += 1
        assert not found(engines(locate(path)), file[1]).sound, f"byte {at} of {path}"
    return flipped


def test_a_flipped_bit_is_found(file: tuple[Path, Bench], tmp_path: Path) -> None:
    assert flip_bits(60, 4, file, tmp_path) == 60


@pytest.mark.long
def test_a_thousand_flipped_bits_are_found(file: tuple[Path, Bench], tmp_path: Path) -> None:
    assert flip_bits(1_000, 5, file, tmp_path) == 1_000


def test_a_damaged_index_is_found_by_the_deep_look(
    file: tuple[Path, Bench], tmp_path: Path
) -> None:
    path = shutil.copyfile(file[0], tmp_path / "index.supplydesk")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '(from_place, lot, effective_at)', "
        "'(from_place, line, effective_at)') WHERE name = 'movement_from'"
    )
    connection.close()
    verified = found(engines(locate(path)), file[1], deep=True)
    assert {finding.code for finding in verified.findings} == {"damaged"}


def test_a_guard_that_was_taken_away_is_missed(desk: Bench) -> None:
    def run(sql: str) -> None:
        owner = engines(desk.owner)
        with owner.writer.begin() as connection:
            connection.exec_driver_sql(sql)
        owner.close()

    def missing() -> list[str]:
        return [one.text for one in verify(desk.database, desk.seat).findings]

    assert missing() == []
    if desk.database.sqlite:
        run("DROP TRIGGER lot_no_update")
        run("DROP TRIGGER movement_no_delete")
        run(
            "CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement "
            "BEGIN SELECT 'written once'; END"
        )
    else:
        run("DROP TRIGGER lot_written_once ON lot")
        run("ALTER TABLE movement DISABLE TRIGGER movement_not_truncated")
    first, second = missing()
    assert "lot（批次）" in first
    assert "movement（收发流水）" in second


def test_a_key_that_was_taken_away_is_missed_and_nothing_is_printed_without(desk: Bench) -> None:
    desk.opening({"item": "101006", "quantity": "5"})
    number = desk.dispatch({"item": "101006", "ordered": "5"}).number
    assert verify(desk.database, desk.seat).sound
    owner = engines(desk.owner)
    with owner.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM secret")
    owner.close()
    assert [one.code for one in verify(desk.database, desk.seat).findings] == ["no_key"]
    with pytest.raises(Refused) as refused, reading(desk.database, desk.seat) as session:
        printing.pdf(session, [number], Wish())
    assert refused.value.problems[0].code == "no_key"


def test_a_finding_speaks_plainly(file: tuple[Path, Bench], tmp_path: Path) -> None:
    path = shutil.copyfile(file[0], tmp_path / "plain.supplydesk")
    hand = Hand(path)
    (number,) = hand.rows("SELECT number FROM document WHERE kind = 'dispatch' ORDER BY id")[0]
    hand.run("UPDATE movement SET quantity = 199000 WHERE quantity = 200000")
    hand.run("UPDATE balance SET reserved = 0 WHERE reserved > 0")
    hand.run("UPDATE flow SET amount = amount + 1 WHERE period IN (0, 202210)")
    hand.run("UPDATE period SET state = 'open' WHERE id = 0")
    hand.close()
    texts = [finding.text for finding in found(engines(locate(path)), file[1]).findings]
    assert texts[0].startswith(f"{number}：单据或其明细、批次、收发流水与记账时不符（流水第 ")
    assert any("折叠床（批次 1）结存所存为：数量 " in text for text in texts), texts
    told = " ".join(texts)
    assert re.search("(?<!\\d)2022-10 折叠床（批次 1）从", told), texts
    assert "期初 折叠床（批次 1）从" in told
    assert re.search("会计期间 期初所存为：0001-01-01 至 2022-09-30，未月结", told)
    assert re.search(r"金额 \d+\.\d\d 元", told)
    for raw in ("202210 月", " 分", "opening", "、0 箱"):
        assert raw not in told, raw


def test_what_was_kept_is_looked_at_however_much_is_written_meanwhile(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another desk posts after the copy was made is none of its business."""
    desk.opening({"item": "101006", "quantity": "500"})
    posted: list[Posted] = []
    told: list[tuple[int, int]] = []

    def busy(done: int, total: int) -> None:
        told.append((done, total))
        posted.append(desk.dispatch({"item": "101006", "ordered": "1"}))

    monkeypatch.setattr("supplydesk.queries.scan.EVERY", 1)
    verified = verify(desk.database, desk.seat, tick=busy)
    assert verified.sound, verified.findings
    assert len(posted) == len(told) == verified.entries


def test_whoever_is_told_may_stop_it(desk: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    class Cancelled(ValueError):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    monkeypatch.setattr("supplydesk.queries.scan.EVERY", 1)
    with pytest.raises(Cancelled):
        verify(desk.database, desk.seat, tick=stop)


def test_no_more_findings_than_help(file: tuple[Path, Bench], tmp_path: Path) -> None:
    path = shutil.copyfile(file[0], tmp_path / "many.supplydesk")
    hand = Hand(path)
    for n in range(200):
        hand.run(
            "INSERT INTO journal (sequence, kind, subject, at, person, content, hash) "
            "VALUES (?, 'x', 'x', 0, '', '', '')",
            [-1 - n],
        )
    hand.close()
    verified = found(engines(locate(path)), file[1])
    assert len(verified.findings) == verifying.MOST_FINDINGS


def test_every_table_of_the_ledger_is_tampered_with() -> None:
    names = {name for name, table in vars(ledger).items() if isinstance(table, Table)}
    assert names - {"count_anchor"} == set(SEALED + KEPT)


def test_one_missing_number_is_told_and_none_that_is_right(
    file: tuple[Path, Bench], tmp_path: Path
) -> None:
    """What was drawn after it is as it should be."""
    path = shutil.copyfile(file[0], tmp_path / "number.supplydesk")
    hand = Hand(path)
    where = "WHERE series = 'DB' AND n = 1 AND day = '2022-10-24'"
    assert hand.rows(f"SELECT COUNT(*) FROM number_issued {where}") == [(1,)]
    hand.run(f"DELETE FROM number_issued {where}")
    hand.close()
    findings = found(engines(locate(path)), file[1]).findings
    texts = [one.text for one in findings if one.code == "number"]
    assert len(texts) == 1, texts
    assert "DB-20221024-001" in texts[0]
