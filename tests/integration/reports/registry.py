"""Five cases, counted by hand.

| case | unit | accepted | answered after | promised after | result |
|---|---|---|---|---|---|
| A | headquarters, tehran | 2 Mordad 1405 | 2 days | 5 days | granted, opinion 5 |
| B | line, isfahan | 3 Mordad 1405 | 4 days | 3 days | refused, opinion 2 |
| C | line, isfahan | 4 Mordad 1405 | 10 days | 12 days | granted |
| D | line, isfahan | 5 Mordad 1405 | still open, overdue | 1 day | |
| E | headquarters, tehran | 30 Tir 1405 | 3 days, so in Mordad | 9 days | lapsed |

In Mordad: 4 accepted, 3 of them answered, 4 answered in the month; times 2, 4 and 10 days: median 4, 90th percentile
4 + 0.8 · 6 = 8.8, mean 16/3; on time A and C, 2 of 3."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.models import FrontDesk, Opinion, ServiceVersion, Unit
from app.policy.actors import Actor
from app.vocabulary import CaseResult, CaseStatus, Channel, Level, Role
from tests import factories

#: a noon in Tehran in the middle of Mordad's reports: 20 Shahrivar 1405
NOW = datetime(2026, 9, 11, 8, 30, tzinfo=UTC)
#: noon of 1 Mordad 1405 in Tehran
MORDAD = datetime(2026, 7, 23, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
PERIOD = "from=1405/05/01&to=1405/05/31"


@dataclass(frozen=True)
class Registry:
    """Who and what there is."""

    headquarters: Unit
    line: Unit
    other_unit: Unit
    manager: Actor
    evaluator: Actor
    stranger: Actor
    clerk: Actor


def build() -> Registry:
    """The agency with its five cases, and another one with nothing but a manager."""
    with writing():
        library, other = factories.make_agency(), factories.make_agency("archive")
        headquarters = factories.make_unit(library)
        line = factories.make_unit(library, level=Level.LINE, province="isfahan")
        other_unit = factories.make_unit(other)
        version = factories.publish_library_card()
        registry = Registry(
            headquarters=headquarters,
            line=line,
            other_unit=other_unit,
            manager=factories.make_clerk(headquarters, role=Role.MANAGER),
            evaluator=factories.make_clerk(headquarters, role=Role.EVALUATOR),
            stranger=factories.make_clerk(other_unit, role=Role.MANAGER),
            clerk=factories.make_clerk(line),
        )
        _add_cases(version, headquarters, line, factories.make_desk())
        db.session.commit()
    db.session.remove()
    return registry


def _add_cases(version: ServiceVersion, headquarters: Unit, line: Unit, desk: FrontDesk) -> None:
    granted, refused, lapsed = CaseResult.GRANTED, CaseResult.REFUSED, CaseResult.LAPSED
    add_case(version, headquarters, "AAA", at=MORDAD + DAY, took=2, promised=5, result=granted, mark=5)
    add_case(version, line, "BBB", at=MORDAD + 2 * DAY, took=4, promised=3, result=refused, mark=2)
    add_case(version, line, "CCC", at=MORDAD + 3 * DAY, took=10, promised=12, result=granted, desk=desk)
    add_case(version, line, "DDD", at=MORDAD + 4 * DAY, took=None, promised=1, result=None)
    add_case(version, headquarters, "EEE", at=MORDAD - 2 * DAY, took=3, promised=9, result=lapsed)


def add_case(
    version: ServiceVersion,
    unit: Unit,
    code: str,
    *,
    at: datetime,
    took: int | None,
    promised: int | None,
    result: CaseResult | None,
    mark: int | None = None,
    desk: FrontDesk | None = None,
) -> None:
    """One case; `took` and `promised` are days after `at`."""
    applicant = factories.make_person()
    answered = None if took is None else at + took * DAY
    case = case_store.add_case(
        service_id=version.service_id,
        version_id=version.id,
        tracking_code=code,
        applicant_id=applicant.id,
        submitted_by_id=applicant.id,
        channel=Channel.FRONT_DESK if desk else Channel.PORTAL,
        front_desk_id=desk.id if desk else None,
        unit_id=unit.id,
        level=unit.level,
        province=unit.province,
        status=CaseStatus.ANSWERED if answered else CaseStatus.IN_REVIEW,
        accepted_at=at,
        submission_key=code,
        snapshot=b"",
        promised_at=None if promised is None else at + promised * DAY,
        answered_at=answered,
        closed_at=answered,
        result=result,
    )
    if mark is not None:
        db.session.add(Opinion(case_id=case.id, at=NOW, overall=mark, items={}))
        db.session.flush()
