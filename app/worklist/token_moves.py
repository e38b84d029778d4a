"""Moving a case by hand: choose from where to where, see what it would do, confirm with a reason."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

import engine
from app.policy import access
from app.policy.access import Permission
from app.usecases.errors import ReasonMissing
from app.usecases.incidents import token_moves
from app.web.commits import commits, committing, only_reads
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp
from app.worklist.schemas import MoveInput
from forms import Bilingual, normalise_text


@bp.get("/cases/<uuid:case_id>/repair")
@requires(Permission.RESOLVE_INCIDENTS)
def show_repair(case_id: UUID) -> ResponseReturnValue:
    """Where the case is, and where it could go."""
    return _page(case_id, {})


@bp.post("/cases/<uuid:case_id>/repair/preview")
@requires(Permission.RESOLVE_INCIDENTS)
@only_reads
def preview_repair(case_id: UUID) -> ResponseReturnValue:
    """What the move would do."""
    typed = _typed()
    return _page(case_id, typed, preview=True)


@bp.post("/cases/<uuid:case_id>/repair/move")
@requires(Permission.RESOLVE_INCIDENTS)
@commits
def move_token(case_id: UUID) -> ResponseReturnValue:
    """Move it."""
    typed = _typed()
    try:
        token_moves.move_token(
            case_id=case_id,
            element=typed["element"],
            target=typed["target"],
            reason=normalise_text(typed["reason"], lines=True),
            step_count=typed["step"],
            by=current_actor(),
            now=utc_now(),
        )
    except ReasonMissing as refused:
        return _page(case_id, typed, preview=True, faults={"reason": refused.message}), 422
    except engine.CannotMove:
        return _page(case_id, typed, preview=True), 422
    flash(t("پرونده به گام تازه منتقل شد.", "The case was moved."), "good")
    if access.may(current_actor(), Permission.WORK):
        return redirect(url_for("worklist.show_case", case_id=case_id), 303)
    return redirect(url_for("worklist.list_incidents"), 303)


def _typed() -> dict[str, Any]:
    try:
        typed: dict[str, Any] = MoveInput().load(request.form.to_dict())
    except ValidationError:
        abort(400)
    return typed


def _page(
    case_id: UUID, typed: dict[str, Any], *, preview: bool = False, faults: dict[str, Bilingual] | None = None
) -> str:
    now = utc_now()
    with committing():
        repair = token_moves.open_repair(case_id, by=current_actor(), now=now)
    seen, obstacle = None, None
    if preview:
        try:
            seen = token_moves.preview_move(repair, typed["element"], typed["target"], now=now)
        except engine.CannotMove as refused:
            obstacle = refused.obstacle.reason
    targets = dict.fromkeys(target for targets in repair.moves.values() for target in targets)
    return render_template(
        "worklist/repair.html",
        repair=repair,
        case=repair.case,
        targets=list(targets),
        typed=typed,
        preview=seen,
        obstacle=obstacle,
        faults=faults or {},
        may_open_case=access.may(current_actor(), Permission.WORK),
    )
