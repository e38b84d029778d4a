"""Applying: a draft that is kept from the first answer, a page to check it, and one submission."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, cast
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

import engine
from app.data.errors import NotFound
from app.policy.access import Permission
from app.portal.blueprint import bp
from app.usecases.cases import tracking
from app.usecases.intake import submission
from app.usecases.organisation import routing
from app.usecases.promises import promise
from app.usecases.services.content import ServiceContent
from app.web.commits import commits
from app.web.draft_pages import DraftPages
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now

if TYPE_CHECKING:
    from app.data.models import Draft, Unit


P = ParamSpec("P")


def leads_to_its_case(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """A page of a draft that was submitted meanwhile (in another tab, or before going back) leads to its case."""

    @wraps(view)
    def led(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except NotFound:
            case = submission.case_of_draft(cast("UUID", kwargs["draft_id"]), by=current_actor())
            flash(t("این درخواست پیش‌تر ثبت شده است.", "This request has already been submitted."), "note")
            return redirect(url_for("portal.show_case", case_id=case.id), 303)

    return led


@bp.post("/services/<service_id>/apply")
@requires(Permission.CITIZEN)
@commits
def apply(service_id: str) -> ResponseReturnValue:
    """Begin an application, or go on with the one that was begun."""
    draft = submission.start_draft(service_id=service_id, by=current_actor(), now=utc_now())
    return redirect(url_for("portal.edit_draft", draft_id=draft.id), 303)


@bp.get("/services/<service_id>/apply")
@requires(Permission.CITIZEN)
def confirm_apply(service_id: str) -> ResponseReturnValue:
    """Where the login page leads back to: the package, from which the application begins."""
    return redirect(url_for("portal.show_service", service_id=service_id, _anchor="apply"), 303)


def _form_values(draft: "Draft", content: ServiceContent) -> Mapping[str, object]:
    service = draft.version.service
    return {
        "service": service,
        "units": [] if routing.is_central(content.facts) else routing.units_of(service.agency_id),
        "chosen": _unit_of(draft),
    }


def _check_values(draft: "Draft", content: ServiceContent) -> Mapping[str, object]:
    service, unit = draft.version.service, _unit_of(draft)
    return {
        "service": service,
        "unit": routing.unit_at_work(content.facts, unit),
        "central": routing.is_central(content.facts),
        "expected": promise.expected_date(content.facts, unit, now=utc_now()),
        "from_complete": content.facts.clock_start is engine.ClockStart.FILE_COMPLETE,
        "lately": tracking.answered_lately(service.id),
    }


def _unit_of(draft: "Draft") -> "Unit":
    agency_id = draft.version.service.agency_id
    return routing.unit_for_request(agency_id, chosen=draft.unit_id, province=draft.person.province)


PAGES = DraftPages(
    "portal", "portal/draft.html", "portal/draft-check.html", _form_values, _check_values, asks_unit=True
)


@bp.get("/drafts/<uuid:draft_id>")
@requires(Permission.CITIZEN)
@leads_to_its_case
def edit_draft(draft_id: UUID) -> ResponseReturnValue:
    """The application form with everything typed or known so far."""
    return PAGES.edit(draft_id)


@bp.post("/drafts/<uuid:draft_id>")
@requires(Permission.CITIZEN)
@leads_to_its_case
@commits
def save_draft(draft_id: UUID) -> ResponseReturnValue:
    """Store what was typed; go on to the check page when nothing has to be put right."""
    return PAGES.save(draft_id, later=url_for("portal.list_cases"))


@bp.get("/drafts/<uuid:draft_id>/check")
@requires(Permission.CITIZEN)
@leads_to_its_case
def check_draft(draft_id: UUID) -> ResponseReturnValue:
    """Show the answers in words before anything is sent."""
    return PAGES.check(draft_id)


@bp.post("/drafts/<uuid:draft_id>/submit")
@requires(Permission.CITIZEN)
@commits
def submit_draft(draft_id: UUID) -> ResponseReturnValue:
    """Submit once what was read on the check page; posted again, it leads to the same case."""
    return PAGES.submit(draft_id, receipt=lambda case: url_for("portal.show_case", case_id=case.id, accepted=1))


@bp.get("/drafts/<uuid:draft_id>/delete")
@requires(Permission.CITIZEN)
@leads_to_its_case
def confirm_delete_draft(draft_id: UUID) -> ResponseReturnValue:
    """Ask before a draft is thrown away."""
    return render_template("portal/draft-delete.html", draft=submission.get_draft(draft_id, by=current_actor()))


@bp.post("/drafts/<uuid:draft_id>/delete")
@requires(Permission.CITIZEN)
@leads_to_its_case
@commits
def delete_draft(draft_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    submission.give_up_draft(draft_id=draft_id, by=current_actor())
    return redirect(url_for("portal.list_cases"), 303)
