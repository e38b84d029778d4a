"""Applying: a draft that is kept from the first answer, a page to check it, and one submission."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, cast
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import engine
from app.data.errors import NotFound
from app.policy.access import Permission
from app.portal.blueprint import bp
from app.usecases.answers import papers
from app.usecases.cases import tracking
from app.usecases.errors import DraftChanged, FormRefused
from app.usecases.intake import documents, submission
from app.usecases.intake.form_answers import check, document_ids
from app.usecases.organisation import routing
from app.usecases.promises import promise
from app.usecases.services.versions import content_of
from app.web.commits import commits
from app.web.form_pages import elsewhere, page_of, posted_mark, take_post
from app.web.language import current_language, t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual, Difference, describe

if TYPE_CHECKING:
    from app.data.models import Draft


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


@bp.get("/drafts/<uuid:draft_id>")
@requires(Permission.CITIZEN)
@leads_to_its_case
def edit_draft(draft_id: UUID) -> ResponseReturnValue:
    """The application form with everything typed or known so far."""
    draft = submission.get_draft(draft_id, by=current_actor())
    return _form_page(draft, draft.typed, {})


@bp.post("/drafts/<uuid:draft_id>")
@requires(Permission.CITIZEN)
@leads_to_its_case
@commits
def save_draft(draft_id: UUID) -> ResponseReturnValue:
    """Keep what was typed; go on to the check page when nothing has to be put right.

    What another page has saved meanwhile is shown beside it and stays, until the person has chosen."""
    by, now = current_actor(), utc_now()
    draft = submission.get_draft(draft_id, by=by)
    content = content_of(draft.version_id)
    form = content.form(content.facts.start_form)
    taken = take_post(form, owner_id=draft.person_id, by=by, now=now, known={})
    unit_id = _chosen_unit()
    asked = {question.key for question in form.asked}
    kept = {key: value for key, value in taken.typed.items() if key in asked}
    try:
        submission.save_draft(draft_id=draft_id, typed=kept, unit_id=unit_id, by=by, now=now, mark=posted_mark())
    except DraftChanged:
        return _form_page(draft, kept, taken.errors, differences=elsewhere(form, kept, draft)), 409
    if taken.errors:
        return _form_page(draft, kept, taken.errors), 422
    if taken.stays:
        return redirect(url_for("portal.edit_draft", draft_id=draft_id, _anchor=taken.anchor), 303)
    if "_page_later" in request.form:
        return redirect(url_for("portal.list_cases"), 303)
    checked = check(form, taken.typed, applicant=draft.person, known={}, now=now)
    if not checked.ok:
        errors = {key: problems[0].text for key, problems in checked.errors.items()}
        return _form_page(draft, taken.typed, errors), 422
    return redirect(url_for("portal.check_draft", draft_id=draft_id), 303)


@bp.get("/drafts/<uuid:draft_id>/check")
@requires(Permission.CITIZEN)
@leads_to_its_case
def check_draft(draft_id: UUID) -> ResponseReturnValue:
    """Show the answers in words before anything is sent."""
    draft = submission.get_draft(draft_id, by=current_actor())
    return _check_page(draft)


@bp.post("/drafts/<uuid:draft_id>/submit")
@requires(Permission.CITIZEN)
@commits
def submit_draft(draft_id: UUID) -> ResponseReturnValue:
    """Submit once what was read on the check page; posted again, it leads to the same case."""
    revision = request.form.get("_page_revision")
    try:
        case = submission.submit_request(draft_id=draft_id, by=current_actor(), now=utc_now(), revision=revision)
    except DraftChanged:
        return _check_page(submission.get_draft(draft_id, by=current_actor()), changed=True), 409
    except FormRefused as refused:
        draft = submission.get_draft(draft_id, by=current_actor())
        return _form_page(draft, draft.typed, refused.errors), 422
    return redirect(url_for("portal.show_case", case_id=case.id, accepted=1), 303)


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


def _chosen_unit() -> UUID | None:
    try:
        return UUID(request.form.get("_page_unit", ""))
    except ValueError:
        return None


def _form_page(
    draft: "Draft",
    typed: Mapping[str, object],
    errors: Mapping[str, Bilingual],
    *,
    differences: Sequence[Difference] | None = None,
) -> str:
    """The form; `differences` from what another page has saved, where that is so."""
    content = content_of(draft.version_id)
    form = content.form(content.facts.start_form)
    service = draft.version.service
    chosen = routing.unit_for_request(service.agency_id, chosen=draft.unit_id, province=draft.person.province)
    return render_template(
        "portal/draft.html",
        draft=draft,
        service=service,
        form=form,
        page=page_of(form, typed, errors=errors, owner_id=draft.person_id),
        units=[] if routing.is_central(content.facts) else routing.units_of(service.agency_id),
        chosen=chosen,
        mark=submission.new_mark(draft),
        differences=differences,
    )


def _check_page(draft: "Draft", *, changed: bool = False) -> str:
    content = content_of(draft.version_id)
    form = content.form(content.facts.start_form)
    checked = check(form, draft.typed, applicant=draft.person, known={}, now=utc_now())
    ids = [one for many in document_ids(form, draft.typed).values() for one in many]
    names = documents.names_of(ids, owner_id=draft.person_id)
    service = draft.version.service
    unit = routing.unit_for_request(service.agency_id, chosen=draft.unit_id, province=draft.person.province)
    return render_template(
        "portal/draft-check.html",
        draft=draft,
        changed=changed,
        service=service,
        lines=describe(form, checked.answers, current_language(), document_names=names),
        ready=checked.ok,
        unit=routing.unit_at_work(content.facts, unit),
        central=routing.is_central(content.facts),
        promise=papers.promise_words(content.facts, current_language()),
        expected=promise.expected_date(content.facts, unit, now=utc_now()),
        from_complete=content.facts.clock_start is engine.ClockStart.FILE_COMPLETE,
        lately=tracking.answered_lately(service.id),
    )
