"""Agencies, units, front desks and the register of services: a list and a form for each kind, made of its columns."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.administration.blueprint import bp
from app.administration.boxes import WORDS, choices_of, read_revision
from app.administration.history import change_lines
from app.data.organisation.errors import CodeTaken, RecordMoved
from app.policy.access import Permission
from app.usecases.errors import RecordRefused
from app.usecases.organisation import records, typed
from app.usecases.organisation.columns import columns_of
from app.vocabulary import RecordKind
from app.web.commits import commits
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual

#: the kinds by the word that stands in the address
KINDS: Final = {
    "agencies": RecordKind.AGENCY,
    "units": RecordKind.UNIT,
    "desks": RecordKind.FRONT_DESK,
    "register": RecordKind.REGISTERED_SERVICE,
}
PATHS: Final = {kind: path for path, kind in KINDS.items()}
PAGE: Final = 50
#: so many changes stand under a record
SHOWN_CHANGES: Final = 20
KIND: Final = f"<any({', '.join(KINDS)}):path>"


@bp.get("/")
@requires(Permission.ADMINISTER)
def overview() -> ResponseReturnValue:
    """What there is to administer."""
    by = current_actor()
    counts = {path: len(records.list_for(kind, by=by, limit=PAGE + 1)) for path, kind in KINDS.items()}
    return render_template("administration/overview.html", counts=counts, words=WORDS, kinds=KINDS, most=PAGE)


@bp.get(f"/{KIND}")
@requires(Permission.ADMINISTER)
def list_records(path: str) -> ResponseReturnValue:
    """The records of a kind, a page of them."""
    kind, text = KINDS[path], request.args.get("q", "")[:80].strip()
    found = records.list_for(
        kind, by=current_actor(), text=text, after=request.args.get("after", "")[:80], limit=PAGE + 1
    )
    last = found[PAGE - 1].slug if len(found) > PAGE else None
    return render_template(
        "administration/record-list.html",
        path=path,
        words=WORDS[kind],
        records=found[:PAGE],
        text=text,
        next_page=url_for("administration.list_records", path=path, q=text or None, after=last) if last else None,
        first_page=url_for("administration.list_records", path=path, q=text or None)
        if "after" in request.args
        else None,
    )


@bp.get(f"/{KIND}/new")
@requires(Permission.ADMINISTER)
def show_new(path: str) -> ResponseReturnValue:
    """The form of a new record."""
    return _form(path, None, dict(request.args), {})


@bp.post(f"/{KIND}/new")
@requires(Permission.ADMINISTER)
@commits
def add_record(path: str) -> ResponseReturnValue:
    """A new record."""
    kind, by = KINDS[path], current_actor()
    values, faults = typed.read(kind, request.form, new=True)
    if not faults:
        try:
            record = records.add(kind, values, by=by, now=utc_now())
        except RecordRefused as refused:
            faults = refused.errors
        except CodeTaken as taken:
            faults = {"slug": taken.message}
        else:
            flash(t("ثبت شد.", "Saved."), "good")
            return redirect(url_for("administration.show_record", path=path, record_id=record.id), 303)
    return _form(path, None, request.form, faults), 422


@bp.get(f"/{KIND}/<uuid:record_id>")
@requires(Permission.ADMINISTER)
def show_record(path: str, record_id: UUID) -> ResponseReturnValue:
    """A record with its form and its history."""
    record = records.get_for(KINDS[path], record_id, by=current_actor())
    return _form(path, record, typed.shown(KINDS[path], record), {})


@bp.post(f"/{KIND}/<uuid:record_id>")
@requires(Permission.ADMINISTER)
@commits
def change_record(path: str, record_id: UUID) -> ResponseReturnValue:
    """Other values. Where somebody else was faster, what they changed is shown beside what was typed here."""
    kind, by = KINDS[path], current_actor()
    record = records.get_for(kind, record_id, by=by)
    values, faults = typed.read(kind, request.form, new=False)
    moved = False
    if not faults:
        try:
            records.change(kind, record_id, values, based_on=read_revision(request.form), by=by, now=utc_now())
        except RecordRefused as refused:
            faults = refused.errors
        except RecordMoved:
            moved = True
        else:
            flash(t("ثبت شد.", "Saved."), "good")
            return redirect(url_for("administration.show_record", path=path, record_id=record_id), 303)
    page = _form(path, record, {**typed.shown(kind, record), **request.form}, faults, moved=moved)
    return page, 409 if moved else 422


def _form(
    path: str, record: Any | None, given: Mapping[str, str], faults: Mapping[str, Bilingual], *, moved: bool = False
) -> str:
    kind = KINDS[path]
    changes = records.history_of(record.id, limit=SHOWN_CHANGES) if record else ()
    return render_template(
        "administration/record.html",
        path=path,
        words=WORDS[kind],
        record=record,
        name=records.name_of(record) if record else None,
        columns=tuple(columns_of(kind, new=record is None)),
        fixed=tuple(column for column in columns_of(kind) if column.lasting) if record else (),
        choices={column.name: choices_of(column) for column in columns_of(kind)},
        typed=given,
        errors=faults,
        moved=moved,
        changes=change_lines(changes),
    )
