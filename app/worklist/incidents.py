"""Incidents: the list of steps that failed, one of them with its cause, and what can be done about it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.data.cases.incident_store import IncidentFilter
from app.policy import access
from app.policy.access import Permission
from app.policy.calendars import may_edit
from app.usecases.errors import CaseworkError, ReasonMissing
from app.usecases.incidents import incidents
from app.usecases.incidents.errors import SendsInside
from app.usecases.promises import calendar_changes
from app.vocabulary import CalendarScope, CaseResult
from app.web.commits import commits, committing
from app.web.formatting import number
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist import incident_causes
from app.worklist.blueprint import bp
from app.worklist.schemas import GiveUpInput, IncidentQuery, Keyset
from forms import Bilingual, normalise_digits, normalise_text

AGES = {1: Bilingual("بیش از یک روز", "more than a day"), 7: Bilingual("بیش از یک هفته", "more than a week")}
ENDINGS = {
    CaseResult.REFUSED: Bilingual("رد شد", "Refused"),
    CaseResult.LAPSED: Bilingual("بی‌نتیجه ماند", "Closed without a result"),
    CaseResult.WITHDRAWN: Bilingual("متقاضی انصراف داد", "Withdrawn by the applicant"),
}
#: empty rows for names and values in addition to those that the diagram asks for
SPARE_ROWS = 3
LONGEST_REASON, LONGEST_VALUE = 1000, 4000


@bp.get("/incidents")
@requires(Permission.RESOLVE_INCIDENTS)
def list_incidents() -> ResponseReturnValue:
    """Steps that failed, oldest first, and what fails in many cases at once."""
    try:
        query: dict[str, Any] = IncidentQuery().load(request.args.to_dict())
    except ValidationError:
        abort(404)
    by, now = current_actor(), utc_now()
    before = now - timedelta(days=query["days"]) if query["days"] else None
    wanted = IncidentFilter(query["service"], before, query["like"], query["after"])
    found = incidents.list_incidents(wanted, by=by)
    shown = found[: wanted.size]
    last = shown[-1] if len(found) > wanted.size else None
    kept = {name: query[name] for name in ("service", "days", "like") if query[name]}
    after = Keyset.text_of((last.opened_at, last.id)) if last else None
    return render_template(
        "worklist/incident-list.html",
        incidents=shown,
        step_names=incidents.step_names(shown),
        causes=() if query["like"] else incidents.causes(by),
        services=incidents.services_with_incidents(by),
        query=query,
        ages=AGES,
        meaning=incident_causes.meaning,
        next_page=url_for("worklist.list_incidents", **kept, after=after) if after else None,
        first_page=url_for("worklist.list_incidents", **kept) if query["after"] else None,
        now=now,
        unconfirmed=calendar_changes.years_to_confirm(now)
        if may_edit(by, CalendarScope.COUNTRY, agency_id=None)
        else (),
    )


@bp.get("/incidents/<uuid:incident_id>")
@requires(Permission.RESOLVE_INCIDENTS)
def show_incident(incident_id: UUID) -> ResponseReturnValue:
    """One of them."""
    return _page(incident_id)


@bp.post("/incidents/<uuid:incident_id>/retry")
@requires(Permission.RESOLVE_INCIDENTS)
@commits
def retry_incident(incident_id: UUID) -> ResponseReturnValue:
    """Try it again."""
    went_well = incidents.retry(incident_id=incident_id, by=current_actor(), now=utc_now())
    _tell(went_well)
    return _to(incident_id)


@bp.post("/incidents/<uuid:incident_id>/retry-alike")
@requires(Permission.RESOLVE_INCIDENTS)
@commits
def retry_alike(incident_id: UUID) -> ResponseReturnValue:
    """Try all again that failed in the same way, each case in a transaction of its own."""
    by, now = current_actor(), utc_now()
    done = 0
    for one in incidents.list_alike(incident_id, by=by):
        with suppress(CaseworkError), committing():  # a colleague may be faster
            done += incidents.retry(incident_id=one, by=by, now=now)
    flash(
        t(f"{number(done)} پرونده به راه افتاد.", f"{number(done)} cases go on."),
        "good" if done else "note",
    )
    return redirect(url_for("worklist.list_incidents"), 303)


@bp.post("/incidents/<uuid:incident_id>/resolve")
@requires(Permission.RESOLVE_INCIDENTS)
@commits
def resolve_incident(incident_id: UUID) -> ResponseReturnValue:
    """Settle it with values given by hand."""
    rows = list(zip(request.form.getlist("name"), request.form.getlist("value"), strict=False))
    reason = normalise_text(request.form.get("reason", ""))[:LONGEST_REASON]
    values, faults = _values(rows)
    if not reason:
        faults["reason"] = ReasonMissing().message
    if faults:
        return _page(incident_id, part="resolve", rows=rows, reason=reason, faults=faults), 422
    went_well = incidents.resolve(
        incident_id=incident_id, values=values, reason=reason, by=current_actor(), now=utc_now()
    )
    _tell(went_well)
    return _to(incident_id)


@bp.post("/incidents/<uuid:incident_id>/give-up")
@requires(Permission.RESOLVE_INCIDENTS)
@commits
def give_up(incident_id: UUID) -> ResponseReturnValue:
    """End the case, and tell the applicant why."""
    try:
        typed: dict[str, Any] = GiveUpInput().load(request.form.to_dict())
    except ValidationError:
        abort(400)
    reason = normalise_text(typed["reason"])
    try:
        incidents.give_up(
            incident_id=incident_id, ending=typed["ending"], reason=reason, by=current_actor(), now=utc_now()
        )
    except (ReasonMissing, SendsInside) as refused:
        faults = {"why": refused.message}
        return _page(incident_id, part="give-up", reason=reason, faults=faults, ending=typed["ending"]), 422
    flash(t("پرونده پایان یافت و متقاضی باخبر شد.", "The case was closed and the applicant told."), "note")
    return redirect(url_for("worklist.list_incidents"), 303)


def _page(
    incident_id: UUID,
    *,
    part: str = "",
    rows: list[tuple[str, str]] | None = None,
    reason: str = "",
    faults: Mapping[str, Bilingual] | None = None,
    ending: CaseResult | None = None,
) -> str:
    with committing():
        failed = incidents.get_failed(incident_id, by=current_actor(), now=utc_now())
    if rows is None:
        known = [(name, _shown(value)) for name, value in failed.wanted.items()]
        rows = known + [("", "")] * SPARE_ROWS
    return render_template(
        "worklist/incident.html",
        failed=failed,
        incident=failed.incident,
        case=failed.case,
        meaning=incident_causes.meaning(failed.incident.code, failed.incident.parameters),
        rows=rows,
        part=part,
        reason=reason,
        faults=faults or {},
        ending=ending,
        endings=ENDINGS,
        may_open_case=access.may(current_actor(), Permission.WORK),
    )


def _values(rows: list[tuple[str, str]]) -> tuple[dict[str, object], dict[str, Bilingual]]:
    """Names and values as typed: JSON where it is JSON (numbers, yes and no, lists), else text."""
    values: dict[str, object] = {}
    for typed_name, typed in rows:
        name = normalise_text(typed_name)
        if not name:
            if typed.strip():
                return {}, {"values": Bilingual("نام هر مقدار را بنویسید.", "Write the name of each value.")}
            continue
        if len(name) > 80 or len(typed) > LONGEST_VALUE:
            return {}, {"values": Bilingual("نام یا مقدار بیش از اندازه بلند است.", "A name or value is too long.")}
        values[name] = _value(typed.strip())
    return values, {}


def _value(text: str) -> object:
    try:
        return orjson.loads(normalise_digits(text)) if text else None
    except orjson.JSONDecodeError:
        return normalise_text(text, lines=True)


def _shown(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else orjson.dumps(value).decode()


def _tell(went_well: bool) -> None:
    if went_well:
        flash(t("رفع شد؛ پرونده به راه خود ادامه می‌دهد.", "Settled; the case goes on."), "good")
    else:
        flash(t("انجام نشد؛ علت را پایین ببینید.", "It failed again; see the cause below."), "bad")


def _to(incident_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("worklist.show_incident", incident_id=incident_id), 303)
