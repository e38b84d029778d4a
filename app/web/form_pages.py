"""A form between browser and use case: read what was posted, take its uploads, and show it again with its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import UUID

from flask import current_app, request

import engine
from app.data.correspondence.document_store import DocumentOwner
from app.data.files.errors import UploadRefused
from app.policy.actors import Actor
from app.usecases.intake import documents, form_answers
from app.web.fact_sources import sources_of
from app.web.session import utc_now
from forms import (
    TOO_MANY,
    Bilingual,
    Form,
    Page,
    Posted,
    build_page,
    fold,
    has_previews,
    newly_asked,
    opened,
    previewed,
    read_post,
    resolve,
    settle,
    shown_only,
    with_entries,
    with_entry,
    without_entry,
)

if TYPE_CHECKING:
    from app.data.models import Person

NO_ERRORS: Mapping[str, Bilingual] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Taken:
    """What a post brought: the answers as typed, what was wrong with its uploads, and whether to go on."""

    typed: dict[str, object]
    errors: dict[str, Bilingual]
    #: the post only uploaded or removed a document, or its answers call for questions not shown yet
    stays: bool
    #: the element of the question that a document was added to or removed from, so that the reader is back there
    anchor: str | None = None


def hidden(expression: str, answers: Mapping[str, object]) -> bool:
    """The FEEL of forms."""
    return engine.holds(expression, answers, now=utc_now())


def compute(expression: str, answers: Mapping[str, object]) -> object:
    """The values of forms."""
    return engine.value_of(expression, answers, now=utc_now())


def page_of(
    form: Form,
    typed: Mapping[str, object],
    *,
    owner: DocumentOwner,
    known: Mapping[str, object] = MappingProxyType({}),
    errors: Mapping[str, Bilingual] = NO_ERRORS,
    applicant: "Person | None" = None,
) -> Page:
    """The page of a form with what was typed, its documents by name, and what has to be put right. What is known of the
    `applicant` is shown with its source, and not asked.

    Only the documents of `owner` are called by their names; ids can be forged."""
    ids = [one for many in form_answers.document_ids(form, typed).values() for one in many]
    if has_previews(form):
        ids += form_answers.as_ids(previewed(resolve(form, {**known, **typed}, compute)))
    names = documents.names_of(ids, owner=owner)
    proven = form_answers.proven_answers(form, applicant) if applicant is not None else {}
    return build_page(
        shown_only(form, proven.keys()),
        {**typed, **proven},
        errors=errors,
        hidden=hidden,
        compute=compute,
        known=known,
        document_names=names,
        sources=sources_of(form, proven, applicant) if applicant is not None else {},
    )


def shown_form(form: Form, answers: Mapping[str, object]) -> Form:
    """The form as it reads with these answers and data of the case."""
    return resolve(form, answers, compute)


def take_post(
    form: Form,
    *,
    owner: DocumentOwner,
    by: Actor,
    now: datetime,
    known: Mapping[str, object],
    applicant: "Person | None" = None,
) -> Taken:
    """Read the posted form, with what is known of the `applicant` in the place of what was typed there; files that came
    with it are stored for `owner`. Nothing is checked but the files, and whether lists have room for what was sent:
    what they have none for is left out, and said."""
    buttons = ("_upload", "_remove", "_add", "_drop")
    ignore = ("csrf_token", *buttons, *(name for name in request.form if name.startswith("_page")))
    posted = read_post(form, {name: request.form.getlist(name) for name in request.form}, ignore=ignore)
    proven = form_answers.proven_answers(form, applicant) if applicant is not None else {}
    posted = posted._replace(raw={**posted.raw, **proven})
    entered = opened(form, posted.raw, known)
    typed = {**entered.raw, **_documents_once(entered.form, entered.raw)}
    _remove(typed, request.form.get("_remove", ""))
    errors = {key: problem.text for key, problem in entered.problems.items() if problem.code == TOO_MANY}
    errors |= _take_files(entered.form, typed, owner=owner, by=by, now=now)
    typed = _edit_lists(form, fold(form, typed), known)
    stays = bool(errors) or any(button in request.form for button in buttons)
    return Taken(typed, errors, stays or _calls_for_more(form, posted, known), _anchor(form, typed))


def _edit_lists(form: Form, typed: dict[str, object], known: Mapping[str, object]) -> dict[str, object]:
    """What was typed with the entry more or less for which a button was pressed."""
    added, dropped = request.form.get("_add"), request.form.get("_drop")
    if added:
        typed = with_entry(form, typed, added, known=known, compute=compute)
    return without_entry(form, typed, dropped, known=known) if dropped else typed


def _calls_for_more(form: Form, posted: Posted, known: Mapping[str, object]) -> bool:
    seen = settle(form, posted.raw, hidden=hidden, compute=compute, known=known)
    return bool(newly_asked(form, posted, seen.not_shown))


def _anchor(form: Form, typed: Mapping[str, object]) -> str | None:
    """Where on the page the reader goes on: at the question whose documents changed, in the new entry of a list, or at
    the list that lost one."""
    grown = with_entries(form, typed)
    added, dropped = request.form.get("_add"), request.form.get("_drop", "").rpartition(".")[0]
    for each in grown.lists:
        if each.path == added:
            return f"q-{added}.{len(each.entries or ())}"
        if each.path == dropped:
            return f"q-{dropped}"
    key = request.form.get("_upload") or request.form.get("_remove", "").partition(":")[0]
    return f"q-{key}" if grown.find(key) else None


def _documents_once(form: Form, raw: Mapping[str, object]) -> dict[str, list[object]]:
    """The documents that were sent, each once."""
    sent = {question.key: raw.get(question.key) for question in form.asked if question.is_document}
    return {key: list(dict.fromkeys(ids)) for key, ids in sent.items() if isinstance(ids, list)}


def _remove(typed: dict[str, object], wanted: str) -> None:
    key, _, document_id = wanted.partition(":")
    kept = typed.get(key)
    if document_id and isinstance(kept, list):
        typed[key] = [one for one in kept if one != document_id]


def _ids(held: object) -> list[UUID]:
    """The documents that a question holds; what isn't an id is left out."""
    return form_answers.as_ids(held) if isinstance(held, list) else []


def _take_files(
    form: Form, typed: dict[str, object], *, owner: DocumentOwner, by: Actor, now: datetime
) -> dict[str, Bilingual]:
    errors = {}
    limit = int(current_app.config["MIZ_UPLOAD_LIMIT"])
    for question in form.asked:
        for sent in request.files.getlist(f"{question.key}-file") if question.is_document else ():
            if not sent.filename:
                continue
            try:
                stored = documents.store_upload(
                    cast("BinaryIO", sent.stream),
                    sent.filename,
                    question=question,
                    owner=owner,
                    by=by,
                    limit=limit,
                    now=now,
                    held=_ids(typed.get(question.key)),
                )
            except UploadRefused as refused:
                errors[question.key] = refused.message
                continue
            held = typed.get(question.key)
            typed[question.key] = [*(held if isinstance(held, list) else ()), str(stored.id)]
    return errors
