"""Cases of all kinds for the tests of tallies, made without playing them; and what the tests do with tallies."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from sqlalchemy import text

from app.data.database.session import db
from app.data.database.transactions import reading, transaction
from app.data.models import Case, FrontDesk, Opinion, ServiceVersion, Unit
from app.policy.actors import Actor
from app.policy.days import local_day
from app.policy.reporting import Period
from app.usecases.reports import performance, tallies
from app.usecases.reports.performance import GroupBy, Report, ReportCriteria
from app.vocabulary import CaseResult, CaseStatus, Channel, Level, Role
from tests import factories

#: a noon in Tehran in Shahrivar 1405
NOW = datetime(2026, 9, 11, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = datetime(2025, 2, 1, tzinfo=UTC)
#: midnight in Tehran, in UTC
MIDNIGHT = timedelta(hours=20, minutes=30)
ENDS: dict[CaseStatus, bool] = {
    CaseStatus.ANSWERED: True,
    CaseStatus.CLOSED: True,
    CaseStatus.CANCELLED: True,
    CaseStatus.IN_REVIEW: False,
}


@dataclass(frozen=True)
class Registry:
    """Where cases are, and who reads about them."""

    version: ServiceVersion
    units: tuple[Unit, ...]
    desk: FrontDesk
    manager: Actor

    def add(self, **columns: object) -> Case:
        """A closed case as any other, but for these columns."""
        unit = columns.pop("unit", self.units[0])
        assert isinstance(unit, Unit)
        code = uuid4().hex[:16]
        values = {
            "service_id": self.version.service_id,
            "version_id": self.version.id,
            "tracking_code": code,
            "applicant_id": self.manager.person_id,
            "submitted_by_id": self.manager.person_id,
            "channel": Channel.PORTAL,
            "unit_id": unit.id,
            "level": unit.level,
            "province": unit.province,
            "status": CaseStatus.ANSWERED,
            "accepted_at": NOW - 9 * DAY,
            "answered_at": NOW - 5 * DAY,
            "closed_at": NOW - 5 * DAY,
            "promised_at": NOW - 4 * DAY,
            "result": CaseResult.GRANTED,
            "submission_key": code,
            "snapshot": b"",
        }
        case = Case(**(values | columns))  # type: ignore[arg-type]  # the columns of the model
        db.session.add(case)
        db.session.flush()
        return case

    def add_random(self, chance: Random) -> None:
        """A case with any end or none, often near a midnight."""
        accepted = FIRST + chance.randrange(550) * DAY + MIDNIGHT + chance.choice(_moments(chance))
        status = chance.choice([CaseStatus.ANSWERED] * 5 + list(ENDS))
        closed = min(accepted + chance.random() ** 3 * 60 * DAY, NOW) if ENDS[status] else None
        answered = status is CaseStatus.ANSWERED
        at_desk = chance.random() < 0.3
        case = self.add(
            unit=chance.choice(self.units),
            accepted_at=accepted,
            closed_at=closed,
            answered_at=closed if answered else None,
            promised_at=accepted + chance.randrange(60) * DAY if chance.random() < 0.8 else None,
            paused_at=accepted if closed is None and chance.random() < 0.3 else None,
            status=status,
            result=chance.choice([*CaseResult, None]) if answered else None,
            channel=Channel.FRONT_DESK if at_desk else Channel.PORTAL,
            front_desk_id=self.desk.id if at_desk else None,
        )
        if answered and chance.random() < 0.4:
            self.opine(case, chance.randint(1, 5))

    def opine(self, case: Case, mark: int) -> None:
        """An opinion on a case."""
        db.session.add(Opinion(case_id=case.id, at=NOW, overall=mark, items={}))
        db.session.flush()


def _moments(chance: Random) -> list[timedelta]:
    seconds = timedelta(seconds=1)
    return [-seconds, 0 * seconds, seconds / 3, chance.random() * DAY, chance.random() * DAY]


def build() -> Registry:
    """An agency with three units and no case."""
    agency = factories.make_agency()
    kinds = ((Level.HEADQUARTERS, "tehran"), (Level.LINE, "isfahan"), (Level.LINE, "tehran"))
    units = tuple(factories.make_unit(agency, level=level, province=province) for level, province in kinds)
    version = factories.publish_library_card()
    manager = factories.make_clerk(units[0], role=Role.MANAGER)
    return Registry(version, units, factories.make_desk(), manager)


def report_of(registry: Registry, period: Period, **query: object) -> Report:
    """A report in a unit of work of its own."""
    with reading():
        return performance.make_report(ReportCriteria(period=period, **query), by=registry.manager, now=NOW)  # type: ignore[arg-type]


def add_up(*, limit: int = 1000, rounds: int = 1000) -> int:
    """Add what is settled to the tallies, in batches; how many."""
    added = 0
    for _ in range(rounds):
        with transaction():
            done = tallies.tally_some(now=NOW, limit=limit)
        added += done
        if not done:
            break
    return added


def everything_tallied() -> list[tuple[object, ...]]:
    with reading():
        return [tuple(row) for row in db.session.execute(text("SELECT * FROM tallies ORDER BY 1, 2, 3, 4, 5, 6, 7"))]


def random_wishes(registry: Registry, chance: Random, count: int) -> list[dict[str, object]]:
    """Periods of all lengths with all groupings, mostly narrowed by something."""
    last, wishes = (NOW - FIRST).days, []
    for number in range(count):
        first = local_day(FIRST) + chance.randrange(last) * DAY
        period = Period(first, first + chance.choice([0, 3, 31, 62, 200, 365, 900]) * DAY)
        narrow = chance.choice(
            [
                {},
                {"unit_id": chance.choice(registry.units).id},
                {"level": Level.LINE},
                {"province": "tehran"},
                {"channel": chance.choice(list(Channel))},
                {"service_id": registry.version.service_id, "level": Level.HEADQUARTERS},
            ]
        )
        wishes.append({"period": period, "by": list(GroupBy)[number % len(GroupBy)], **narrow})
    return wishes
