"""Scans of signed papers: kept once, a fact in the journal, told when they were changed."""

import hashlib

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import facts, scans, shown
from supplydesk.services.shown import ShownDocument
from supplydesk.store.database import write
from tests.databases import Bench
from tests.queries.tampering import Hand
from tests.services.refusing import refused

BED = {"item": "101006"}
PDF = b"%PDF-1.4\n" + b"x" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"y" * 50


@pytest.fixture
def number(desk: Bench) -> str:
    desk.opening({**BED, "quantity": "100"})
    return desk.dispatch({**BED, "ordered": "10"}).number


def test_a_scan_is_kept_with_its_paper_and_handed_out_again(desk: Bench, number: str) -> None:
    digest = write(desk.database, desk.seat, lambda s: scans.add(s, number, "签字.pdf", PDF))
    assert digest == hashlib.sha256(PDF).hexdigest()
    with desk.reading() as session:
        found = scans.scan(session, digest)
        document = shown.document(session, number)
    assert (found.name, found.suffix, found.content) == ("签字.pdf", ".pdf", PDF)
    assert isinstance(document, ShownDocument)
    assert [(one.name, one.value, one.person) for one in document.facts] == [
        (facts.SCAN, digest, "李××")
    ]


def test_the_same_scan_twice_is_one_and_a_better_one_comes_after_it(
    desk: Bench, number: str
) -> None:
    for content in (PDF, PDF, PNG):
        with desk.transaction() as session:
            scans.add(session, number, "a", content)
    assert desk.rows("SELECT COUNT(*) FROM attachment") == [(2,)]
    with desk.reading() as session:
        document = shown.document(session, number)
    assert isinstance(document, ShownDocument)
    assert [one.value for one in document.facts] == [
        hashlib.sha256(content).hexdigest() for content in (PDF, PNG)
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_scan"),
        (b"MZ whatever it is called", "no_scan"),
        (PDF + b"x" * scans.MOST_BYTES, "scan_too_large"),
    ],
)
def test_what_is_no_scan_is_refused(desk: Bench, number: str, content: bytes, code: str) -> None:
    found = refused(desk, lambda session: scans.add(session, number, "a.pdf", content))
    assert [(one.code, one.field) for one in found] == [(code, facts.SCAN)]
    assert desk.rows("SELECT COUNT(*) FROM attachment") == [(0,)]


def test_a_paper_that_is_not_there_gets_none(desk: Bench) -> None:
    found = refused(desk, lambda session: scans.add(session, "DB-20221024-009", "a.pdf", PDF))
    assert [one.code for one in found] == ["unknown_number"]
    with desk.reading() as session, pytest.raises(Refused) as missing:
        scans.scan(session, "0" * 64)
    (problem,) = missing.value.problems
    assert problem.code == "scan_gone"
    assert "000000000000…" in problem.text


def _meddle(desk: Bench, sql: str, *values: object) -> None:
    hand = Hand(desk.owner.path or desk.owner.url)
    hand.run(sql, values)
    hand.close()


def test_a_scan_that_is_gone_or_was_changed_is_named_with_its_paper(
    desk: Bench, number: str
) -> None:
    digest = write(desk.database, desk.seat, lambda s: scans.add(s, number, "签字.pdf", PDF))
    _meddle(desk, "UPDATE attachment SET name = ?, content = ?", "别的.pdf", PNG)
    with desk.reading() as session, pytest.raises(Refused) as changed:
        scans.scan(session, digest)
    assert changed.value.problems[0].code == "scan_gone"
    assert f"“别的.pdf”（{number}）" in changed.value.problems[0].text
    _meddle(desk, "DELETE FROM attachment")
    with desk.reading() as session, pytest.raises(Refused) as gone:
        scans.scan(session, digest)
    assert f"{number} 的扫描件（{digest[:12]}…）" in gone.value.problems[0].text
