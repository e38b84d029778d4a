"""A form between browser and use case: read what was posted, take its uploads, and show it again with its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, cast
from uuid import UUID

from flask import current_app, request

import engine
from app.data.correspondence.document_store import DocumentOwner
from app.data.files.errors import UploadRefused
from app.policy.actors import Actor
from app.usecases.intake import documents, form_answers
from app.web.session import utc_now
from forms import Bilingual, Form, Page, Posted, build_page, newly_asked, read_post, resolve, settle

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
) -> Page:
    """The page of a form with what was typed, its documents by name, and what has to be put right.

    Only the documents of `owner` are called by their names; ids can be forged."""
    ids = [one for many in form_answers.document_ids(form, typed).values() for one in many]
    names = documents.names_of(ids, owner=owner)
    return build_page(form, typed, errors=errors, hidden=hidden, compute=compute, known=known, document_names=names)


def shown_form(form: Form, answers: Mapping[str, object]) -> Form:
    """The form as it reads with these answers and data of the case."""
    return resolve(form, answers, compute)


def take_post(form: Form, *, owner: DocumentOwner, by: Actor, now: datetime, known: Mapping[str, object]) -> Taken:
    """Read the posted form; files that came with it are stored for `owner`. Nothing is checked but the files."""
    ignore = ("csrf_token", "_upload", "_remove", *(name for name in request.form if name.startswith("_page")))
    posted = read_post(form, {name: request.form.getlist(name) for name in request.form}, ignore=ignore)
    typed = {**posted.raw, **_documents_once(form, posted)}
    _remove(typed, request.form.get("_remove", ""))
    errors = _take_files(form, typed, owner=owner, by=by, now=now)
    stays = bool(errors) or "_upload" in request.form or "_remove" in request.form
    return Taken(typed, errors, stays or _calls_for_more(form, posted, known), _anchor(form))


def _calls_for_more(form: Form, posted: Posted, known: Mapping[str, object]) -> bool:
    seen = settle(form, posted.raw, hidden=hidden, compute=compute, known=known)
    return bool(newly_asked(form, posted, seen.not_shown))


def _anchor(form: Form) -> str | None:
    key = request.form.get("_upload") or request.form.get("_remove", "").partition(":")[0]
    return f"q-{key}" if any(question.key == key for question in form.asked) else None


def _documents_once(form: Form, posted: Posted) -> dict[str, list[object]]:
    """The documents that were sent, each once."""
    sent = {question.key: posted.raw.get(question.key) for question in form.asked if question.is_document}
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
