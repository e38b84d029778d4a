"""What a supervisor does: see how the work of a unit is shared out, and give items to colleagues."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema, ValidationError
from werkzeug.exceptions import BadRequest

from app.policy.access import Permission
from app.usecases.casework import assignment, worklists
from app.usecases.casework.errors import NotTheirWork
from app.usecases.errors import FormRefused
from app.web.commits import commits
from app.web.formatting import number
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp
from app.worklist.cases import Refused, case_page
from app.worklist.schemas import AssignInput, AssignManyInput
from app.worklist.worklist import Unassigned, list_page, tabs


@bp.get("/team")
@requires(Permission.WORK)
def show_team() -> ResponseReturnValue:
    """Who has how much to do, and what is late."""
    by, now = current_actor(), utc_now()
    teams = assignment.teams_of(by, now=now)
    return render_template(
        "worklist/team.html",
        teams=teams,
        tabs=tabs(by, worklists.counts_for(by, now=now)),
        current=url_for("worklist.show_team"),
    )


@bp.post("/assign")
@requires(Permission.WORK)
@commits
def assign_many() -> ResponseReturnValue:
    """Give the ticked items to a colleague; a refusal comes back to the same page of the list."""
    posted: dict[str, Any] = {**request.form.to_dict(), "items": request.form.getlist("items")}
    typed = _load(AssignManyInput(), posted)
    try:
        given = _assign(typed["items"], typed)
    except FormRefused as refused:
        return list_page(Unassigned(typed["items"], typed, refused.errors)), 422
    except NotTheirWork as refused:
        return list_page(Unassigned(typed["items"], typed, {"to": refused.message})), 422
    _tell(given)
    return redirect(url_for("worklist.show_list", **request.args.to_dict()), 303)  # type: ignore[arg-type]  # url_for's own keywords are never among them


@bp.post("/cases/<uuid:case_id>/items/<uuid:item_id>/assign")
@requires(Permission.WORK)
@commits
def assign(case_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Give one item to a colleague, from the page of its case."""
    typed = _load(AssignInput(), request.form.to_dict())
    about = {"item": item_id, **typed}
    try:
        given = _assign([item_id], typed)
    except FormRefused as refused:
        return case_page(case_id, refused=Refused("assign", about, refused.errors)), 422
    except NotTheirWork as refused:
        return case_page(case_id, refused=Refused("assign", about, {"to": refused.message})), 422
    _tell(given)
    return redirect(url_for("worklist.show_case", case_id=case_id), 303)


def _assign(items: list[UUID], typed: dict[str, Any]) -> int:
    return assignment.assign(item_ids=items, to=typed["to"], reason=typed["reason"], by=current_actor(), now=utc_now())


def _tell(given: int) -> None:
    if given:
        flash(t(f"{number(given)} کار به همکار شما سپرده شد.", f"Given to your colleague: {given}."), "good")
    else:
        nothing = t(
            "چیزی جابه‌جا نشد؛ کاری انتخاب نشده یا دیگر باز نیست.", "Nothing changed: none ticked, or none open."
        )
        flash(nothing, "note")


def _load(schema: Schema, posted: dict[str, Any]) -> dict[str, Any]:
    """The posted fields; what our own forms can't have sent is a 400."""
    try:
        loaded: dict[str, Any] = schema.load(posted)
    except ValidationError as error:
        raise BadRequest from error
    return loaded
