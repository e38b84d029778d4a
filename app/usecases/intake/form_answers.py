"""Answers to a form, checked as the case knows them: hidden questions, documents that are the applicant's own, facts
that can't be overwritten."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import engine
from app.data.correspondence import document_store
from app.data.correspondence.document_store import DocumentOwner
from app.data.people import person_store
from app.policy.days import ZONE
from app.usecases.errors import FormRefused
from app.usecases.identity.facts import facts_of
from engine import Bilingual
from forms.compile import Checked, validate
from forms.lists.entries import with_entries
from forms.model import Form
from forms.paths import answer_to, flatten
from forms.profile import fixed_by, prefill, profile_values
from forms.settle import Compute

if TYPE_CHECKING:
    from app.data.models import Person

NOT_YOUR_DOCUMENT = Bilingual(
    "این فایل پیدا نشد؛ آن را دوباره بارگذاری کنید.", "This file was not found; upload it again."
)


def check(
    form: Form,
    typed: Mapping[str, object],
    *,
    applicant: "Person",
    known: Mapping[str, object],
    now: datetime,
) -> Checked:
    """The answers in what was typed. Conditions see `known`, the case's data so far."""

    def hidden(expression: str, answers: Mapping[str, object]) -> bool:
        return engine.holds(expression, answers, now=now)

    local = now.astimezone(ZONE).date()
    return validate(
        form,
        {**typed, **proven_answers(form, applicant)},
        hidden=hidden,
        compute=values_at(now),
        known=known,
        today=local,
    )


def proven_answers(form: Form, applicant: "Person") -> dict[str, object]:
    """The answers that are facts of the applicant, by key: what is typed there counts for nothing."""
    return dict(fixed_by(form, {name: fact.value for name, fact in facts_of(applicant).items()}))


def values_at(now: datetime) -> Compute:
    """How the FEEL of forms is evaluated at that moment."""
    return lambda expression, answers: engine.value_of(expression, answers, now=now)


def first_answers(form: Form, known: Mapping[str, object], *, now: datetime) -> dict[str, object]:
    """What stands in the form of a task before anybody wrote in it: what the form gives beforehand."""
    return dict(prefill(form, {}, compute=values_at(now), data=known))


def accept(
    form: Form,
    typed: Mapping[str, object],
    *,
    applicant: "Person",
    case_id: UUID | None,
    known: Mapping[str, object],
    now: datetime,
) -> dict[str, object]:
    """The checked answers; documents must be the applicant's own, and in no other case. Raises FormRefused with a
    message per field."""
    checked = check(form, typed, applicant=applicant, known=known, now=now)
    errors = {key: problems[0].text for key, problems in checked.errors.items()}
    if not errors:
        errors = _foreign_documents(form, checked.answers, owner=DocumentOwner(applicant.id, case_id))
    if errors:
        raise FormRefused(errors)
    return dict(checked.answers)


def remember(
    form: Form, answers: Mapping[str, object], *, applicant: "Person", now: datetime, mobile_is_theirs: bool = True
) -> None:
    """Keep what the citizen said of themselves, so that it is never asked again (I1); who was known only by the
    national id gets a name."""
    said = {name: str(value) for name, value in profile_values(form, dict(answers)).items()}  # type: ignore[arg-type]
    person_store.keep_profile(applicant.id, said, at=now)
    if "mobile" in said and applicant.mobile is None and mobile_is_theirs:
        applicant.mobile = said["mobile"]
    if applicant.name == applicant.national_id and {"first_name", "last_name"} <= said.keys():
        applicant.name = f"{said['first_name']} {said['last_name']}"


def document_ids(form: Form, answers: Mapping[str, object]) -> dict[str, list[UUID]]:
    """The documents that answers name, by field key; what isn't an id is left out."""
    found: dict[str, list[UUID]] = {}
    for question in with_entries(form, answers).asked:
        given = answer_to(question, answers)
        if question.is_document and isinstance(given, list):
            found[question.key] = as_ids(given)
    return found


def attach(form: Form, answers: Mapping[str, object], *, case_id: UUID) -> None:
    """Make the documents of these answers part of the case."""
    ids = [one for many in document_ids(form, answers).values() for one in many]
    if ids:
        document_store.attach_documents(ids, case_id=case_id)


def _foreign_documents(form: Form, answers: Mapping[str, object], *, owner: DocumentOwner) -> dict[str, Bilingual]:
    errors = {}
    flat = flatten(with_entries(form, answers), answers)
    for key, ids in document_ids(form, answers).items():
        if len(document_store.list_owned(ids, owner)) != len(flat[key]):
            errors[key] = NOT_YOUR_DOCUMENT
    return errors


def as_ids(values: Iterable[object]) -> list[UUID]:
    """Those of the values that are ids."""
    return [known for known in map(_as_id, values) if known is not None]


def _as_id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
