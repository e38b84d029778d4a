"""What a member of staff sees of a case. Every look is recorded, and the citizen can read who looked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.cases import audit_log, case_store, incident_store, item_store, projections
from app.data.correspondence import attendance_store, document_store, letter_store, notice_store, question_store
from app.policy import access
from app.policy.actors import Actor
from app.policy.errors import NotPermitted
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.vocabulary import ItemAudience, NoticeState, StageState

if TYPE_CHECKING:
    from app.data.models import (
        Attendance,
        Case,
        CaseEvent,
        CaseLook,
        CaseStage,
        Document,
        Incident,
        Letter,
        Notice,
        Question,
        Submission,
        WorkItem,
    )


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A whole case as its pages show it; projections only, no snapshot."""

    case: "Case"
    content: ServiceContent
    stages: Sequence["CaseStage"]
    items: Sequence["WorkItem"]
    submissions: Sequence["Submission"]
    documents: Sequence["Document"]
    questions: Sequence["Question"]
    attendances: Sequence["Attendance"]
    letters: Sequence["Letter"]
    notices: Sequence["Notice"]
    incidents: Sequence["Incident"]

    @property
    def undelivered(self) -> "Notice | None":
        """The latest notice that didn't reach the applicant, if none has since: somebody should telephone."""
        ended = (notice for notice in self.notices if notice.state is not NoticeState.WAITING)
        last = max(ended, key=lambda notice: notice.at, default=None)
        return last if last is not None and last.state is NoticeState.FAILED else None

    @property
    def latest(self) -> Mapping[str, "Submission"]:
        """Of each form the submission that counts now: forms come again after a correction or a second round."""
        return {submission.form: submission for submission in self.submissions}

    @property
    def application(self) -> "Submission | None":
        """What the applicant asks for, as last corrected."""
        return self.latest[self.submissions[0].form] if self.submissions else None


def may_look_at(case: "Case", by: Actor) -> bool:
    """Whether this member of staff may open the case."""
    try:
        _require_sight(by, case, item_store.units_of_case(case.id))
    except NotPermitted:
        return False
    return True


def look_at(*, case_id: UUID, by: Actor, now: datetime) -> "Case":
    """The case, if this member of staff may see it; the look is recorded. Raises NotFound or NotPermitted."""
    case = case_store.get_case(case_id)
    _require_sight(by, case, item_store.units_of_case(case.id))
    audit_log.record_look(case_id=case.id, person_id=by.person_id, at=now)
    return case


def open_file(*, case_id: UUID, by: Actor, now: datetime) -> CaseFile:
    """The whole case for its page, if this member of staff may see it; the look is recorded beside what is read.

    Raises NotFound or NotPermitted."""
    file = file_of(case_store.get_case(case_id))
    _require_sight(by, file.case, {item.unit_id for item in file.items if item.unit_id is not None})
    if not audit_log.has_looked(case_id=case_id, person_id=by.person_id, at=now):
        audit_log.record_look_aside(case_id=case_id, person_id=by.person_id, at=now)
    return file


def _require_sight(by: Actor, case: "Case", worked_on_in: Collection[UUID]) -> None:
    desks = _desks_of(case) if by.desks() else set()
    units = {*worked_on_in, case.unit_id}
    if not access.may_see_case(by, unit_ids=units, agency_id=case.service.agency_id, desk_ids=desks):
        raise NotPermitted


def _desks_of(case: "Case") -> set[UUID]:
    desks = {attendance.front_desk_id for attendance in attendance_store.list_attendances(case.id)}
    return desks | {case.front_desk_id} if case.front_desk_id is not None else desks


def file_of(case: "Case") -> CaseFile:
    """Everything that the pages of a case show. The caller has checked who may see it."""
    there = projections.kinds_on(case.id)  # most cases have few of these: what isn't there isn't asked for
    return CaseFile(
        case=case,
        content=content_of(case.version_id),
        stages=case_store.list_stages(case.id),
        items=item_store.list_items(case.id),
        submissions=case_store.list_submissions(case.id),
        documents=document_store.list_case_documents(case.id) if "documents" in there else (),
        questions=question_store.list_questions(case.id) if "questions" in there else (),
        attendances=attendance_store.list_attendances(case.id) if "attendances" in there else (),
        letters=letter_store.list_letters(case.id) if "letters" in there else (),
        notices=notice_store.list_notices(case.id) if "notices" in there else (),
        incidents=incident_store.list_open_incidents(case_id=case.id) if "incidents" in there else (),
    )


def stages_of(case: "Case") -> Sequence["CaseStage"]:
    """The public stages of a case."""
    return case_store.list_stages(case.id)


def waiting_stages(case: "Case") -> frozenset[str]:
    """The stages in which the case waits for its applicant: to do something, to come, or to answer a question."""
    if question_store.find_open_question(case.id) is not None:
        return frozenset(row.stage for row in case_store.list_stages(case.id) if row.state is StageState.ACTIVE)
    theirs = (item for item in item_store.list_live(case.id) if item.audience is not ItemAudience.STAFF)
    return frozenset(item.stage for item in theirs if item.stage)


def looks_at(case: "Case") -> Sequence["CaseLook"]:
    """Who of the staff opened a case, latest first."""
    return audit_log.list_looks(case.id)


def history_of(case: "Case") -> tuple[Sequence["CaseEvent"], bool]:
    """The history of a case, and whether its chain of hashes is intact."""
    return audit_log.list_events(case.id), audit_log.chain_is_intact(case.id)
