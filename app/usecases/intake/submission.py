"""Taking in a request: a draft that is never lost, and one submission that makes exactly one case (I2–I4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from app.data.cases import case_store
from app.data.cases.audit_log import Audit, Line
from app.data.correspondence import draft_store
from app.data.database.canonical_json import to_json
from app.data.errors import NotFound
from app.data.people import person_store
from app.policy import access
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.consents import Consent
from app.policy.errors import NotPermitted, NotYours
from app.usecases.cases import opening
from app.usecases.cases.opening import Acceptance, OpenedCase
from app.usecases.intake import form_answers
from app.usecases.intake.errors import ConsentMissing, DraftChanged
from app.usecases.organisation import routing
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of, current_content
from app.vocabulary import Channel, ConsentKind, ItemAudience
from forms.profile import prefill

if TYPE_CHECKING:
    from app.data.models import Case, Draft


class PageMark(NamedTuple):
    """Which page of a draft sends it back: the revision that it showed, and the one that it makes by saving. Saved from
    the same page again (somebody went back in the browser) is no surprise; saved from one opened earlier is."""

    shown: str
    made: str


def new_mark(draft: "Draft") -> PageMark:
    """The mark of a page that shows the draft as it stands."""
    return PageMark(draft.revision, uuid4().hex)


def start_draft(*, service_id: str, by: Actor, now: datetime) -> "Draft":
    """A draft of the current version with what is already known filled in; an unfinished one is continued (I1).

    Raises NotFound or ServiceNotOffered."""
    version_id, content = current_content(service_id)
    for draft in draft_store.list_drafts(by.person_id):
        if draft.version_id == version_id:
            return draft
    return draft_store.add_draft(
        person_id=by.person_id,
        version_id=version_id,
        typed=_first_answers(by.person_id, content, now=now),
        updated_at=now,
    )


def start_draft_for(*, service_id: str, applicant_id: UUID, desk_id: UUID, by: Actor, now: datetime) -> "Draft":
    """A draft that a front-desk operator fills in for somebody present; the one begun there is continued.

    Raises NotPermitted at another's desk."""
    access.require(by, Permission.RECEIVE)
    if desk_id not in by.desks():
        raise NotPermitted
    version_id, content = current_content(service_id)
    for draft in draft_store.list_operator_drafts(by.person_id):
        if (draft.person_id, draft.version_id, draft.front_desk_id) == (applicant_id, version_id, desk_id):
            return draft
    return draft_store.add_draft(
        person_id=applicant_id,
        version_id=version_id,
        typed=_first_answers(applicant_id, content, now=now),
        updated_at=now,
        front_desk_id=desk_id,
        operator_id=by.person_id,
    )


def get_draft(draft_id: UUID, *, by: Actor) -> "Draft":
    """The draft, for its applicant or the operator who fills it in. Raises NotFound or NotYours."""
    draft = draft_store.find_draft(draft_id)
    if draft is None:
        raise NotFound
    _require_theirs(draft, by=by)
    return draft


def _require_theirs(draft: "Draft", *, by: Actor) -> None:
    if by.person_id != (draft.operator_id or draft.person_id):
        raise NotYours


def list_drafts(*, by: Actor) -> "Sequence[Draft]":
    """The unfinished applications of a citizen."""
    return draft_store.list_drafts(by.person_id)


def save_draft(
    *,
    draft_id: UUID,
    typed: Mapping[str, object],
    unit_id: UUID | None,
    by: Actor,
    now: datetime,
    mark: PageMark | None = None,
) -> "Draft":
    """Keep what was typed, right or wrong. Raises NotFound, NotYours or NoSuchPlace, and DraftChanged where the page
    is marked and another one has saved other answers since: those stay."""
    draft = get_draft(draft_id, by=by)
    if unit_id is not None:
        routing.unit_for_request(draft.version.service.agency_id, chosen=unit_id, province=None)
    same = to_json(dict(typed)) == to_json(draft.typed) and unit_id in (None, draft.unit_id)
    if mark is not None and draft.revision not in mark and not same:
        raise DraftChanged
    draft.unit_id = unit_id or draft.unit_id
    draft.typed, draft.updated_at = dict(typed), now
    draft.revision = mark.made if mark else uuid4().hex
    return draft


def give_up_draft(*, draft_id: UUID, by: Actor) -> None:
    """Throw a draft away. Raises NotFound or NotYours."""
    draft_store.remove_draft(get_draft(draft_id, by=by))


def submit_request(
    *, draft_id: UUID, by: Actor, now: datetime, consent: Consent | None = None, revision: str | None = None
) -> "Case":
    """Turn a draft into a case: code, promise, stages, first work items and receipt, in one transaction.

    What an operator wrote for somebody needs that person's `consent`. Submitted twice, the same case comes back.
    Raises FormRefused, ConsentMissing, NotFound, NotYours, or DraftChanged where another `revision` was read."""
    draft = draft_store.find_draft(draft_id)
    if draft is None:
        return case_of_draft(draft_id, by=by)
    _require_theirs(draft, by=by)
    if revision is not None and revision != draft.revision:
        raise DraftChanged
    if draft.operator_id is not None and consent is None:
        raise ConsentMissing
    content = content_of(draft.version_id)
    form = content.start_form
    answers = form_answers.accept(form, draft.typed, applicant=draft.person, case_id=None, known={}, now=now)
    opened = _accept(draft, by=by, now=now)
    case = opened.case
    case_store.add_submission(
        case_id=case.id,
        form=form.id,
        element="start",
        audience=ItemAudience.APPLICANT,
        answers=answers,
        at=now,
        by_id=by.person_id,
    )
    form_answers.attach(form, answers, case_id=case.id)
    if consent is not None:
        detail = {"kind": consent.kind.value, "detail": consent.detail}
        opened.lines.append(Line(Audit.CONSENT_GIVE, detail, by.person_id))
    # a number that somebody gave on another's word proves nobody's telephone
    proven = consent is None or consent.kind is ConsentKind.CODE
    form_answers.remember(form, answers, applicant=draft.person, now=now, mobile_is_theirs=proven)
    draft_store.remove_draft(draft)
    opening.start(opened, answers, now=now, by=by.person_id)
    return case


def _accept(draft: "Draft", *, by: Actor, now: datetime) -> OpenedCase:
    service = draft.version.service
    acceptance = Acceptance(
        service_id=service.id,
        version_id=draft.version_id,
        applicant_id=draft.person_id,
        submitted_by_id=by.person_id,
        channel=Channel.PORTAL if draft.front_desk_id is None else Channel.FRONT_DESK,
        front_desk_id=draft.front_desk_id,
        unit=routing.unit_for_request(service.agency_id, chosen=draft.unit_id, province=draft.person.province),
        key=str(draft.id),
    )
    return opening.accept(acceptance, detail={"version": draft.version.number}, now=now, by=by.person_id)


def was_submitted(draft_id: UUID) -> bool:
    """Whether a draft has become a case."""
    return case_store.find_by_submission(str(draft_id)) is not None


def case_of_draft(draft_id: UUID, *, by: Actor) -> "Case":
    """The case that a draft became. Raises NotFound or NotYours."""
    case = case_store.find_by_submission(str(draft_id))
    if case is None:
        raise NotFound
    if by.person_id not in (case.applicant_id, case.submitted_by_id):
        raise NotYours
    return case


def _first_answers(person_id: UUID, content: ServiceContent, *, now: datetime) -> dict[str, object]:
    form = content.start_form
    person = person_store.get_person(person_id)
    known = {"national_id": person.national_id, "mobile": person.mobile, "full_name": person.name}
    known |= person_store.profile_of(person_id)
    given = {name: value for name, value in known.items() if value}
    return dict(prefill(form, given, compute=form_answers.values_at(now)))
