"""The page of a case: what can be done now, what was answered, what was said, what happened, where the token is.

Each look is recorded; the citizen can read who looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.data.correspondence.document_store import DocumentOwner
from app.policy.access import Permission
from app.usecases.cases import case_file
from app.usecases.casework import assignment, extensions, work_items
from app.usecases.casework import case_page as page_content
from app.usecases.intake.form_answers import document_ids, first_answers
from app.usecases.promises import explanation
from app.vocabulary import AttendanceState
from app.web import form_pages
from app.web.language import current_language
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist import history, incident_causes
from app.worklist.blueprint import bp
from app.worklist.schemas import CaseQuery
from forms import Bilingual, Page, describe

if TYPE_CHECKING:
    from app.data.models import CaseStage, Document, Submission, WorkItem
    from app.usecases.cases.case_file import CaseFile

ATTENDANCE_WORDS = {
    AttendanceState.BOOKED: Bilingual("نوبت گرفته شده", "booked"),
    AttendanceState.ATTENDED: Bilingual("حاضر شد", "attended"),
    AttendanceState.MISSED: Bilingual("نیامد", "did not come"),
    AttendanceState.CANCELLED: Bilingual("لغو شد", "cancelled"),
}
_QUERY = CaseQuery()
PARTS = ("work", "talk", "promise", "history", "diagram")


@dataclass(frozen=True)
class Refused:
    """What a refused post leaves on the page: what was typed, and what is wrong with it."""

    #: the part of the page that the post came from: "form", "ask", "hand-over", "assign" or "extend"
    part: str
    typed: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, Bilingual] = field(default_factory=dict)
    #: the text seems to send the applicant inside (P2)
    warns: bool = False
    #: the date that an extension would announce: nothing is saved yet
    proposed: datetime | None = None


@bp.get("/cases/<uuid:case_id>")
@requires(Permission.WORK)
def show_case(case_id: UUID) -> ResponseReturnValue:
    """The case as a clerk sees it."""
    try:
        wanted: dict[str, Any] = _QUERY.load(request.args.to_dict())
    except ValidationError:
        abort(404)
    if wanted["part"] not in PARTS:
        abort(404)
    file = case_file.open_file(case_id=case_id, by=current_actor(), now=utc_now())
    return _page(file, part=wanted["part"], item_id=wanted["item"])


def case_page(case_id: UUID, *, part: str = "work", item_id: UUID | None = None, refused: Refused | None = None) -> str:
    """The page of a case, with what a refused post left. Raises NotFound or NotPermitted."""
    case = case_file.look_at(case_id=case_id, by=current_actor(), now=utc_now())
    return _page(case_file.file_of(case), part=part, item_id=item_id, refused=refused)


def _page(file: "CaseFile", *, part: str = "work", item_id: UUID | None = None, refused: Refused | None = None) -> str:
    by, now = current_actor(), utc_now()
    doable = page_content.doable_on(file, by=by)
    item = doable.find_held(item_id)
    events, intact = case_file.history_of(file.case) if part in ("history", "diagram") else ((), True)
    done = history.done_elements(events)
    return render_template(
        "worklist/case.html",
        file=file,
        case=file.case,
        doable=doable,
        item=item,
        page=_form_page(file, item, refused),
        recallable=assignment.recallable(file.case.id, doable.others, by=by) if part == "work" else (),
        assignable=assignment.assignable([*doable.free, *doable.others], by=by) if part == "work" else (),
        colleagues=assignment.colleagues_of(by, now=utc_now()) if part == "work" and doable.supervises else (),
        lanes=page_content.lanes_beside(file, item) if item else [],
        part=part,
        answers=[
            (s, _title_of(file, s), answers_of(file, s), documents_of(file, s)) for s in reversed(file.submissions)
        ],
        wanted=item_id,
        history=[history.line_of(event, file) for event in reversed(events)],
        intact=intact,
        done_elements=done,
        done_names=history.element_names(done, file),
        active_names=history.element_names(file.case.active_elements, file),
        stages=[_stage(row) for row in file.stages],
        attendance_words=ATTENDANCE_WORDS,
        cause_meaning=incident_causes.meaning,
        days_left=explanation.days_left(file.case, now=now),
        story=explanation.story_of(file.case) if part == "promise" else None,
        may_extend=extensions.may_extend(file.case, file.items, by=by),
        refused=refused,
        now=now,
    )


def answers_of(file: "CaseFile", submission: "Submission") -> list[Any]:
    """The answers of a submission in words; empty where the version has no such form any more."""
    form = file.content.forms.get(submission.form)
    if form is None:
        return []
    names = {str(document.id): document.file_name for document in file.documents}
    data = {**work_items.answers_in(file.submissions), **submission.answers}
    return describe(form_pages.shown_form(form, data), submission.answers, current_language(), document_names=names)


def documents_of(file: "CaseFile", submission: "Submission") -> "dict[str, list[Document]]":
    """The documents that a submission names, by the question that asks for them."""
    form = file.content.forms.get(submission.form)
    there = {document.id: document for document in file.documents}
    named = document_ids(form, submission.answers) if form else {}
    return {key: [there[one] for one in ids if one in there] for key, ids in named.items()}


def _stage(row: "CaseStage") -> dict[str, object]:
    name = Bilingual(row.name_fa, row.name_en)
    return {
        "name": name,
        "state": row.state.value,
        "entered_at": row.entered_at,
        "left_at": row.left_at,
        "due_at": row.due_at,
    }


def _title_of(file: "CaseFile", submission: "Submission") -> Bilingual:
    form = file.content.forms.get(submission.form)
    if submission.element == "correction":
        return Bilingual("اصلاح درخواست", "Corrected application")
    return (form.title if form else None) or Bilingual(submission.form, submission.form)


def _form_page(file: "CaseFile", item: "WorkItem | None", refused: Refused | None) -> Page | None:
    form = page_content.form_of(file, item) if item else None
    if item is None or form is None:
        return None
    known = page_content.besides(form, {**work_items.answers_in(file.submissions), **item.facts})
    typed: Mapping[str, object] = first_answers(form, known, now=utc_now())
    errors: Mapping[str, Bilingual] = {}
    if refused is not None and refused.part == "form":
        typed, errors = refused.typed, refused.errors
    return form_pages.page_of(form, typed, owner=DocumentOwner.of_case(file.case), known=known, errors=errors)
