"""What hangs on a case, at random, for the tests of worksheets."""

from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from app.data.database.session import db
from app.data.models import (
    Attendance,
    Case,
    CaseStage,
    Document,
    FrontDesk,
    Letter,
    Notice,
    Opinion,
    Question,
    Submission,
    WorkItem,
)
from app.data.statistics.case_facts import Fact
from app.vocabulary import AttendanceState, ItemAudience, ItemState, StageState
from tests.integration.reports.independent_count import DAY

HOUR = timedelta(hours=1)


def describe(case: Case, desk: FrontDesk, chance: Random) -> None:
    """Hang some of everything on a case."""
    made = [
        *_papers(case, chance),
        *_talk(case, chance),
        CaseStage(
            case_id=case.id,
            stage="one",
            position=0,
            name_fa="یک",
            name_en="One",
            state=StageState.ACTIVE,
            entered_at=case.accepted_at if chance.random() < 0.8 else None,
        ),
    ]
    if chance.random() < 0.3:
        made += _visit(case, desk, chance)
    db.session.add_all(made)
    db.session.flush()


def _papers(case: Case, chance: Random) -> list[object]:
    owner = case.applicant_id
    papers: list[object] = [
        Document(
            owner_id=owner,
            uploaded_by_id=owner,
            file_name="a.pdf",
            mime="application/pdf",
            size=1,
            sha256="0" * 64,
            uploaded_at=case.accepted_at,
            case_id=case.id,
        )
        for _ in range(chance.randrange(3))
    ]
    if case.answered_at and chance.random() < 0.7:
        papers.append(
            Letter(
                case_id=case.id,
                number=case.tracking_code,
                verification_code=case.tracking_code,
                issued_at=case.answered_at,
                texts={},
            )
        )
    return papers


def _talk(case: Case, chance: Random) -> list[object]:
    person = case.applicant_id
    forms = [case.accepted_at] * chance.randrange(2) + [case.accepted_at + HOUR] * chance.choice([0, 0, 1, 2])
    said: list[object] = [
        Submission(
            case_id=case.id,
            form="f",
            element="e",
            audience=ItemAudience.APPLICANT,
            answers={},
            at=at,
            by_id=person,
        )
        for at in forms
    ]
    for replied in [True] * chance.randrange(2) + [False] * chance.randrange(2):
        said.append(
            Question(
                case_id=case.id,
                asked_by_id=person,
                asked_at=case.accepted_at,
                text="؟",
                due_at=case.accepted_at + DAY,
                answer="بله" if replied else None,
                answered_at=case.accepted_at + HOUR if replied else None,
            )
        )
    return said


def _visit(case: Case, desk: FrontDesk, chance: Random) -> list[object]:
    item = WorkItem(
        case_id=case.id,
        task_id="t",
        element="visit",
        name_fa="حضور",
        name_en="Visit",
        audience=ItemAudience.DESK,
        state=ItemState.OPEN,
        opened_at=case.accepted_at,
        due_order=case.accepted_at,
    )
    db.session.add(item)
    db.session.flush()
    told = Notice(mobile="", text_fa="", text_en="", at=case.accepted_at, template="t", case_id=case.id, person_id=None)
    visit = Attendance(
        case_id=case.id,
        work_item_id=item.id,
        front_desk_id=desk.id,
        at=case.accepted_at + DAY,
        minutes=10,
        reason_fa="امضا" if chance.random() < 0.7 else "",
        reason_en="Signature",
        bring=[{"fa": "شناسنامه", "en": "Identity card"}] if chance.random() < 0.7 else [],
        state=AttendanceState.BOOKED,
    )
    return [visit, told] if chance.random() < 0.5 else [visit]


def counted_by_hand() -> dict[Fact, int]:
    """Some of the facts, each by a statement of its own over all cases."""

    def holders(table: type[object]) -> int:
        column = table.case_id  # type: ignore[attr-defined]  # each of them has one
        return db.session.scalar(select(func.count(func.distinct(column))).where(column.is_not(None))) or 0

    return {
        Fact.ALL: db.session.scalar(select(func.count(Case.id))) or 0,
        Fact.SUBMITTED: holders(Submission),
        Fact.DOCUMENTED: holders(Document),
        Fact.LETTERED: holders(Letter),
        Fact.ATTENDANCE: holders(Attendance),
        Fact.OPINION: holders(Opinion),
    }
