"""`/worklist`: what is theirs to do, most urgent first."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.data.work_items import Page
from app.policy.access import Permission
from app.policy.actors import Actor
from app.usecases import worklists
from app.usecases.worklists import PAGE_SIZE, View
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from app.web.texts import t
from app.worklist.blueprint import bp
from app.worklist.schemas import Keyset, WorklistQuery


@bp.get("")
@requires(Permission.WORK)
def show_list() -> ResponseReturnValue:
    """A page of the worklist."""
    try:
        wanted: dict[str, Any] = WorklistQuery().load(request.args.to_dict())
    except ValidationError:
        abort(404)
    by, view, service = current_actor(), wanted["view"], wanted["service"]
    found = worklists.worklist_of(by, view=view, service_id=service, page=Page(PAGE_SIZE, wanted["after"]))
    counts = worklists.counts_for(by, now=utc_now())
    return render_template(
        "worklist/list.html",
        found=found,
        counts=counts,
        view=view,
        service=service,
        services=worklists.services_for(by),
        units=worklists.unit_names(by),
        tabs=_tabs(by, counts, service),
        current=_address(view, service),
        first_page=_address(view, service) if wanted["after"] else None,
        next_page=_address(view, service, after=found.after) if found.after else None,
        now=utc_now(),
    )


def _tabs(by: Actor, counts: worklists.Counts, service: str) -> list[tuple[str, str, int | None]]:
    tabs: list[tuple[str, str, int | None]] = [
        (t("همه", "All"), _address(View.ALL, service), counts.waiting),
        (t("کارهای من", "Mine"), _address(View.MINE, service), counts.mine),
    ]
    if worklists.supervised_units(by):
        tabs.append((t("واحد من", "My unit"), _address(View.UNIT, service), None))
    return tabs


def _address(view: View, service: str, *, after: Any = None) -> str:
    position = Keyset()._serialize(after)
    return url_for(
        "worklist.show_list",
        view=None if view is View.ALL else view.value,
        service=service or None,
        after=position,
    )
