"""`/worklist`: what is theirs to do, most urgent first; the next item; a case found by its code."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.data.cases.item_lists import Narrowing, Page
from app.policy.access import Permission
from app.policy.actors import Actor
from app.usecases.casework import assignment, worklists
from app.usecases.casework.worklists import PAGE_SIZE, View
from app.web.commits import commits
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.worklist.blueprint import bp
from app.worklist.schemas import Due, FindQuery, ItemKeyset, WorklistQuery
from engine import Bilingual


@dataclass(frozen=True)
class Unassigned:
    """What a refused assignment leaves on the list: what was ticked and typed, and what is wrong."""

    items: Collection[UUID] = ()
    typed: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, Bilingual] = field(default_factory=dict)


@bp.get("")
@requires(Permission.WORK)
def show_list() -> ResponseReturnValue:
    """A page of the worklist."""
    return list_page()


@bp.post("/next")
@requires(Permission.WORK)
@commits
def take_next() -> ResponseReturnValue:
    """Take the most urgent item."""
    return to_next(current_actor())


@bp.get("/find")
@requires(Permission.WORK)
@commits
def find() -> ResponseReturnValue:
    """The cases of a tracking code or national id; the only one is opened at once."""
    try:
        typed = FindQuery().load(request.args.to_dict())["q"].strip()
    except ValidationError:
        abort(404)
    found = worklists.find_cases(typed, by=current_actor(), now=utc_now()) if typed else []
    if len(found) == 1:
        return redirect(url_for("worklist.show_case", case_id=found[0].id), 303)
    return render_template("worklist/find.html", typed=typed, found=found)


def to_next(by: Actor) -> ResponseReturnValue:
    """Go to the next item of this person, or to the worklist where there is none."""
    item = assignment.take_next(by=by, now=utc_now())
    if item is None:
        flash(t("کار دیگری در انتظار شما نیست.", "Nothing else waits for you."), "note")
        return redirect(url_for("worklist.show_list"), 303)
    return redirect(url_for("worklist.show_case", case_id=item.case_id, item=item.id), 303)


def list_page(unassigned: Unassigned | None = None) -> str:
    """The worklist that the address asks for."""
    try:
        wanted: dict[str, Any] = WorklistQuery().load(request.args.to_dict())
    except ValidationError:
        abort(404)
    by, now, view = current_actor(), utc_now(), wanted["view"]
    found = worklists.worklist_of(
        by, view=view, narrowing=_narrowing(wanted, by), page=Page(PAGE_SIZE, wanted["after"])
    )
    counts = worklists.counts_for(by, now=now)
    return render_template(
        "worklist/list.html",
        found=found,
        counts=counts,
        view=view,
        wanted=wanted,
        services=worklists.services_for(by),
        units=worklists.unit_names(by),
        colleagues=assignment.colleagues_of(by, now=utc_now()) if view is View.UNIT else [],
        unassigned=unassigned,
        tabs=tabs(by, counts),
        current=_address(view=view),
        unit_address=_address(view=View.UNIT),
        narrowed=any(wanted.get(name) is not None for name in ("due",)) or "holder" in wanted or wanted["service"],
        first_page=_address(**{**wanted, "after": None}) if wanted["after"] else None,
        next_page=_address(**{**wanted, "after": found.after}) if found.after else None,
        here=_kept(wanted),
        now=now,
    )


def tabs(by: Actor, counts: worklists.Counts) -> list[tuple[str, str, int | None]]:
    """The views of the worklist that this person has: name, address, how many."""
    views: list[tuple[str, str, int | None]] = [
        (t("همه", "All"), _address(view=View.ALL), counts.waiting),
        (t("کارهای من", "Mine"), _address(view=View.MINE), counts.mine),
    ]
    if worklists.supervised_units(by):
        views.append((t("واحد من", "My unit"), _address(view=View.UNIT), None))
        views.append((t("تقسیم کار", "Workload"), url_for("worklist.show_team"), None))
    views.append((t("هشدارها", "Warnings"), url_for("worklist.show_warnings"), counts.warned or None))
    return views


def _narrowing(wanted: Mapping[str, Any], by: Actor) -> Narrowing:
    free = "holder" in wanted and wanted["holder"] is None
    before = _due_before(wanted["due"], by)
    return Narrowing(wanted["service"] or None, due_before=before, holder_id=wanted.get("holder"), free=free)


def _due_before(due: Due | None, by: Actor) -> datetime | None:
    if due is None:
        return None
    return utc_now() if due is Due.OVERDUE else assignment.soon_after(utc_now(), by.units())


def _kept(wanted: Mapping[str, Any]) -> dict[str, str]:
    """The filters as they stand in an address, without the place in the list."""
    view, due, holder = wanted["view"], wanted.get("due"), wanted.get("holder")
    kept = {
        "view": "" if view is View.ALL else view.value,
        "service": wanted.get("service") or "",
        "due": due.value if due else "",
        "holder": ("none" if holder is None else str(holder)) if "holder" in wanted else "",
    }
    return {name: value for name, value in kept.items() if value}


def _address(**wanted: Any) -> str:
    return url_for("worklist.show_list", **_kept(wanted), after=ItemKeyset.text_of(wanted.get("after")))  # type: ignore[arg-type]  # url_for's own keywords are never among them
