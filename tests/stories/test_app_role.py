"""The demonstration's two months lived by the desks' own role, which owns nothing."""

from contextlib import closing
from datetime import datetime, time
from pathlib import Path

from supplydesk.domain.seat import Seat
from supplydesk.queries.verify import verify
from supplydesk.services import demo, desks, people, roles, sample
from supplydesk.store.database import Database, engines, locate, write
from supplydesk.store.migrate import open_desk
from tests.databases import APP_ROLE
from tests.stories.test_demo import BRIEF


def test_the_autumn_of_2022_under_the_role(postgres_url: str, tmp_path: Path) -> None:
    clock = sample._Calendar(datetime.combine(sample.BEGINS, time(8), sample.ZONE))
    seat = Seat(name=sample.KEEPER, zone=sample.ZONE, now=clock)
    first = desks.FirstFacts(sample.BEGINS, "天水市应急管理局", "TSYJ", person=sample.KEEPER)

    def fill(owner: Database) -> None:
        write(owner, seat, lambda session: sample._begin(session, first))

    with closing(desks.make_filled(locate(postgres_url), fill)) as owner:
        given = roles.grant(owner, APP_ROLE, str)
    with closing(open_desk(locate(given.address))) as app:
        sitting = write(app, seat, lambda s: people.sit(s, sample.KEEPER, now=clock))
        for clock.at, step in sample._happenings():
            write(app, sitting, step)
        made = demo._draw(app, demo._Folder(tmp_path, replace=False), None)
    assert made.brief == BRIEF
    assert made.findings == ()
    assert len(made.files) > 100
    # The owner sees the same books.
    with closing(engines(locate(postgres_url))) as again:
        assert verify(again, sitting).sound
