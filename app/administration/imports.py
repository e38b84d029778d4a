"""Tables of units, desks, people and roles: templates and what there is to download; a file sent in, checked,
confirmed, and how far it is."""

from typing import Final
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.administration.blueprint import bp
from app.data.files.errors import TableTooLarge
from app.data.files.table_files import MOST_MEGABYTES, MOST_ROWS
from app.policy.access import Permission
from app.usecases.imports import runs, sheets, table_export
from app.usecases.imports.errors import ImportNotReady
from app.usecases.imports.findings import from_json
from app.usecases.imports.sheets import SHEETS, WORDS
from app.vocabulary import ImportState
from app.web.commits import commits
from app.web.language import current_language, t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
SHEET: Final = f"<any({', '.join(SHEETS)}):word>"
AT_WORK: Final = (ImportState.CHECKING, ImportState.WRITING)
CHOOSE_FILE: Final = Bilingual("فایل جدول را برگزینید.", "Choose the file of the table.")
CHOOSE_KIND: Final = Bilingual("بگویید جدول چه چیزی است.", "Say what the table is of.")
STATES: Final = {
    ImportState.CHECKING: Bilingual("در حال بررسی", "Being checked"),
    ImportState.CHECKED: Bilingual("آمادهٔ ثبت", "Ready to be written"),
    ImportState.REFUSED: Bilingual("چیزی ثبت نشد", "Nothing was written"),
    ImportState.WRITING: Bilingual("در حال ثبت", "Being written"),
    ImportState.DONE: Bilingual("ثبت شد", "Written"),
    ImportState.FAILED: Bilingual("به خطا خورد", "Failed"),
}


@bp.get("/import")
@requires(Permission.ADMINISTER)
def show_imports() -> ResponseReturnValue:
    """Templates, downloads, the form, and what was sent in lately."""
    return _page(request.args.get("kind", ""), {})


@bp.post("/import")
@requires(Permission.ADMINISTER)
@commits
def begin_import() -> ResponseReturnValue:
    """Take a table in. It is checked first; nothing changes before it is confirmed."""
    word, sent = request.form.get("kind", ""), request.files.get("table")
    errors = {} if word in SHEETS else {"kind": CHOOSE_KIND}
    if sent is None or not sent.filename:
        errors["table"] = CHOOSE_FILE
    else:
        try:
            if not errors:
                name, content = sent.filename, sent.stream.read()
                kind = SHEETS[word].kind
                begun = runs.begin(kind, file_name=name, content=content, by=current_actor(), now=utc_now())
                return redirect(url_for("administration.show_import", import_id=begun.id), 303)
        except TableTooLarge as refused:
            errors["table"] = refused.message
    return _page(word, errors), 422


@bp.get("/import/<uuid:import_id>")
@requires(Permission.ADMINISTER)
def show_import(import_id: UUID) -> ResponseReturnValue:
    """How a table stands: how far it is, what is wrong with it, what it would change, what it changed."""
    row = runs.get_for(import_id, by=current_actor())
    return render_template(
        "administration/import.html",
        row=row,
        sheet=SHEETS[WORDS[row.kind]],
        state=STATES[row.state],
        at_work=row.state in AT_WORK,
        same=row.rows - row.new - row.changed,
        findings=from_json(row.findings),
    )


@bp.post("/import/<uuid:import_id>/confirm")
@requires(Permission.ADMINISTER)
@commits
def confirm_import(import_id: UUID) -> ResponseReturnValue:
    """Have it written."""
    try:
        runs.confirm(import_id, by=current_actor(), now=utc_now())
    except ImportNotReady as refused:
        flash(t(refused.message.fa, refused.message.en), "bad")
    return redirect(url_for("administration.show_import", import_id=import_id), 303)


@bp.post("/import/<uuid:import_id>/discard")
@requires(Permission.ADMINISTER)
@commits
def discard_import(import_id: UUID) -> ResponseReturnValue:
    """Forget it."""
    try:
        runs.discard(import_id, by=current_actor())
    except ImportNotReady as refused:
        flash(t(refused.message.fa, refused.message.en), "bad")
        return redirect(url_for("administration.show_import", import_id=import_id), 303)
    flash(t("کنار گذاشته شد؛ چیزی تغییر نکرد.", "Put aside; nothing was changed."), "good")
    return redirect(url_for("administration.show_imports"), 303)


@bp.get("/import/<uuid:import_id>/findings.csv")
@requires(Permission.ADMINISTER)
def download_findings(import_id: UUID) -> ResponseReturnValue:
    """All findings as a file."""
    content = runs.report(import_id, current_language(), by=current_actor())
    return _file(content, CSV, "findings.csv") if content is not None else abort(404)


@bp.get(f"/import/{SHEET}/template.xlsx")
@requires(Permission.ADMINISTER)
def download_template_xlsx(word: str) -> ResponseReturnValue:
    """A table to be filled in, with hints."""
    return _file(sheets.template_xlsx(SHEETS[word], current_language()), XLSX, f"{word}-template.xlsx")


@bp.get(f"/import/{SHEET}/template.csv")
@requires(Permission.ADMINISTER)
def download_template_csv(word: str) -> ResponseReturnValue:
    """The names of the columns."""
    return _file(sheets.template_csv(SHEETS[word], current_language()), CSV, f"{word}-template.csv")


@bp.get(f"/import/{SHEET}/all.xlsx")
@requires(Permission.ADMINISTER)
def download_rows_xlsx(word: str) -> ResponseReturnValue:
    """What there is, as a workbook."""
    content = table_export.export_xlsx(SHEETS[word].kind, current_language(), by=current_actor())
    return _file(content, XLSX, f"{word}.xlsx")


@bp.get(f"/import/{SHEET}/all.csv")
@requires(Permission.ADMINISTER)
def download_rows_csv(word: str) -> ResponseReturnValue:
    """What there is, as CSV."""
    content = b"".join(table_export.export_csv(SHEETS[word].kind, current_language(), by=current_actor()))
    return _file(content, CSV, f"{word}.csv")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(content, mimetype=mimetype, headers=headers)


def _page(word: str, errors: dict[str, Bilingual]) -> str:
    return render_template(
        "administration/imports.html",
        sheets=SHEETS,
        words=WORDS,
        chosen=word,
        errors=errors,
        imports=runs.list_for(by=current_actor()),
        states=STATES,
        most_rows=MOST_ROWS,
        most_megabytes=MOST_MEGABYTES,
    )
