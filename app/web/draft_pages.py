"""The pages of a draft, written once for every audience that fills in applications: form, check and submission.

An audience hands in its blueprint's name, its two templates and what else they show; its routes declare who may."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.data.correspondence.document_store import DocumentOwner
from app.policy.consents import Consent
from app.usecases.answers import papers
from app.usecases.errors import FormRefused
from app.usecases.intake import documents, submission
from app.usecases.intake.errors import DraftChanged
from app.usecases.intake.form_answers import check, document_ids, proven_answers
from app.usecases.intake.submission import PageMark
from app.usecases.services.content import ServiceContent
from app.usecases.services.versions import content_of
from app.web.form_pages import NO_ERRORS, page_of, shown_form, take_post
from app.web.language import current_language
from app.web.session import current_actor, utc_now
from forms import Bilingual, Difference, Form, describe, differing, keys_of, shown_only, with_entries

if TYPE_CHECKING:
    from app.data.models import Case, Draft

_MARK: Final = re.compile(r"([0-9a-f]{0,32})\.([0-9a-f]{32})")

#: what a template shows of a draft besides the form and its answers
MoreValues = Callable[["Draft", ServiceContent], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DraftPages:
    """The pages of one audience. Its blueprint has the endpoints `edit_draft` and `check_draft`."""

    blueprint: str
    form_template: str
    check_template: str
    form_values: MoreValues
    check_values: MoreValues
    #: whether the page lets the applicant choose the unit that handles the request
    asks_unit: bool = False

    def edit(self, draft_id: UUID) -> ResponseReturnValue:
        """The form with everything typed or known so far. Raises NotFound or NotYours."""
        draft = submission.get_draft(draft_id, by=current_actor())
        return self._form_page(draft, draft.typed, {})

    def save(self, draft_id: UUID, *, later: str | None = None) -> ResponseReturnValue:
        """Store what the form asks of what was typed; go on to the check page when nothing has to be put right, or to
        the address `later` where the button for that was pressed. Raises NotFound or NotYours.

        What another page has saved meanwhile is shown beside it and stays, until the person has chosen."""
        by, now = current_actor(), utc_now()
        draft = submission.get_draft(draft_id, by=by)
        form = _form_of(draft)
        taken = take_post(form, owner=DocumentOwner.of_draft(draft), by=by, now=now, known={}, applicant=draft.person)
        typed = {key: value for key, value in taken.typed.items() if key in keys_of(form)}
        unit_id = _chosen_unit() if self.asks_unit else None
        try:
            submission.save_draft(draft_id=draft_id, typed=typed, unit_id=unit_id, by=by, now=now, mark=posted_mark())
        except DraftChanged:
            differences = _differences(form, typed, draft)
            return self._form_page(draft, typed, taken.errors, differences=differences), 409
        if taken.errors:
            return self._form_page(draft, typed, taken.errors), 422
        if taken.stays:
            return redirect(self._address("edit_draft", draft_id, anchor=taken.anchor), 303)
        if later is not None and "_page_later" in request.form:
            return redirect(later, 303)
        checked = check(form, taken.typed, applicant=draft.person, known={}, now=now)
        if not checked.ok:
            errors = {key: problems[0].text for key, problems in checked.errors.items()}
            return self._form_page(draft, typed, errors), 422
        return redirect(self._address("check_draft", draft_id), 303)

    def check(self, draft_id: UUID, *, changed: bool = False, errors: Mapping[str, Bilingual] = NO_ERRORS) -> str:
        """The answers in words, before anything is sent; `changed`: because other answers were saved meanwhile.
        `errors`: what is wrong with what was posted on it, by field. Raises NotFound or NotYours."""
        draft = submission.get_draft(draft_id, by=current_actor())
        content = content_of(draft.version_id)
        form = _form_of(draft)
        checked = check(form, draft.typed, applicant=draft.person, known={}, now=utc_now())
        names = documents.names_of(_named(form, draft.typed), owner=DocumentOwner.of_draft(draft))
        values = {
            "changed": changed,
            "errors": errors,
            "lines": describe(
                shown_only(shown_form(form, checked.answers), proven_answers(form, draft.person)),
                checked.answers,
                current_language(),
                document_names=names,
            ),
            "ready": checked.ok,
            "promise": papers.promise_words(content.facts, current_language()),
        }
        return render_template(self.check_template, draft=draft, **values, **self.check_values(draft, content))

    def submit(
        self, draft_id: UUID, *, receipt: "Callable[[Case], str]", consent: Consent | None = None
    ) -> ResponseReturnValue:
        """Submit once what was read on the check page, and lead to the `receipt` of the case; posted again, it leads
        to the same one. Raises ConsentMissing, NotFound or NotYours."""
        by, revision = current_actor(), request.form.get("_page_revision")
        try:
            case = submission.submit_request(
                draft_id=draft_id, by=by, now=utc_now(), consent=consent, revision=revision
            )
        except DraftChanged:
            return self.check(draft_id, changed=True), 409
        except FormRefused as refused:
            draft = submission.get_draft(draft_id, by=by)
            return self._form_page(draft, draft.typed, refused.errors), 422
        return redirect(receipt(case), 303)

    def _form_page(
        self,
        draft: "Draft",
        typed: Mapping[str, object],
        errors: Mapping[str, Bilingual],
        *,
        differences: Sequence[Difference] | None = None,
    ) -> str:
        """The form; `differences` from what another page has saved, where that is so."""
        form = _form_of(draft)
        return render_template(
            self.form_template,
            draft=draft,
            form=form,
            page=page_of(form, typed, errors=errors, owner=DocumentOwner.of_draft(draft), applicant=draft.person),
            mark=submission.new_mark(draft),
            differences=differences,
            **self.form_values(draft, content_of(draft.version_id)),
        )

    def _address(self, endpoint: str, draft_id: UUID, *, anchor: str | None = None) -> str:
        return url_for(f"{self.blueprint}.{endpoint}", draft_id=draft_id, _anchor=anchor)


def posted_mark() -> PageMark | None:
    """Which page of its draft was sent; None where it doesn't say so."""
    found = _MARK.fullmatch(request.form.get("_page_mark", ""))
    return PageMark(found[1], found[2]) if found else None


def _form_of(draft: "Draft") -> Form:
    content = content_of(draft.version_id)
    return content.form(content.facts.start_form)


def _named(form: Form, *answers: Mapping[str, object]) -> list[UUID]:
    """The ids of documents that these answers name."""
    return [one for typed in answers for many in document_ids(form, typed).values() for one in many]


def _differences(form: Form, typed: Mapping[str, object], draft: "Draft") -> list[Difference]:
    """Where what this page brought differs from what another one has saved."""
    names = documents.names_of(_named(form, typed, draft.typed), owner=DocumentOwner.of_draft(draft))
    both = shown_form(with_entries(form, typed, draft.typed), typed)
    return differing(both, typed, draft.typed, current_language(), document_names=names)


def _chosen_unit() -> UUID | None:
    try:
        return UUID(request.form.get("_page_unit", ""))
    except ValueError:
        return None
