"""A bundle seen from six sides, the same for an upload and for a published version."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, render_template, request, url_for

import engine
from app.studio.rules import is_documented
from app.studio.wording import AUDIENCES, ROLES, elements_of, length
from app.usecases.publishing.bundle_review import Review
from app.usecases.services import catalogue
from app.web.language import in_language
from forms import Bilingual, as_written, build_page, with_one_entry

#: in the order of the tabs; the first needs no word in the address
VIEWS: Mapping[str, Bilingual] = {
    "check": Bilingual("بازبینی و نمودار", "Findings and diagram"),
    "changes": Bilingual("تغییرها", "Changes"),
    "facts": Bilingual("مراحل و مهلت‌ها", "Stages and deadlines"),
    "package": Bilingual("بستهٔ اطلاع‌رسانی", "Information package"),
    "forms": Bilingual("فرم‌ها", "Forms"),
    "letters": Bilingual("نامه‌ها و پیام‌ها", "Letters and notices"),
}
#: of the addresses, as a converter of Werkzeug names them
SIDES = "any(changes, facts, package, forms, letters)"


@dataclass(frozen=True, slots=True)
class BundlePage:
    """Where the pages of one bundle are: endpoints of an upload or of a version, and its id."""

    endpoint: str
    ids: Mapping[str, UUID]

    def view(self, name: str, **values: str) -> str:
        """The address of one side."""
        side = {} if name == "check" else {"view": name}
        return url_for(f"studio.show_{self.endpoint}", **self.ids, **side, **values)  # type: ignore[arg-type]  # ids only

    def page(self, name: str) -> str:
        """The address of another page of it, such as the diagram."""
        return url_for(f"studio.{name}", **self.ids)  # type: ignore[arg-type]  # ids only

    @property
    def diagram(self) -> str:
        """The address of its diagram."""
        return self.page(f"{self.endpoint}_diagram")


def place_of(review: Review) -> BundlePage:
    """The addresses of what is being reviewed."""
    if review.draft is not None:
        return BundlePage("bundle", {"draft_id": review.draft.id})
    if review.version is None:
        raise ValueError("neither an upload nor a version")
    return BundlePage("version", {"version_id": review.version.id})


def show(review: Review, view: str, *, fault: Bilingual | None = None) -> str:
    """The page of one side. A bundle that can't be read has two sides only."""
    place = place_of(review)
    readable = review.content is not None
    tabs = [(name, place.view(name)) for name in VIEWS if readable or name in ("check", "changes")]
    if view not in dict(tabs):
        abort(404)
    values = _values(review, view)
    return render_template(
        f"studio/{view}.html",
        review=review,
        place=place,
        tabs=[(in_language(VIEWS[name]), url, None) for name, url in tabs],
        current=place.view(view),
        fault=fault,
        **values,
    )


def diagram_of(review: Review) -> Response:
    """The diagram as the viewer fetches it; opened by itself it is saved, not shown."""
    response = Response(review.files["process.bpmn"], mimetype="application/xml")
    response.headers["Content-Disposition"] = "attachment; filename=process.bpmn"
    return response


def _as_written(expression: str, _: Mapping[str, object]) -> str:
    """In a preview nothing is known: FEEL stands for its value."""
    return f"«{as_written(expression)}»"


def _values(review: Review, view: str) -> dict[str, object]:
    """What the template of this side needs in addition to the review."""
    content = review.content
    if view == "check":
        documented = {finding.rule for finding in review.findings if is_documented(finding.rule)}
        return {"documented": documented, "elements": elements_of(content) if content else ()}
    if content is None or view == "changes":
        return {}
    if view == "facts":
        return {"elements": elements_of(content), "length": length, "roles": ROLES, "audiences": AUDIENCES}
    if view == "package":
        kept = content.package.get("retention")
        kept_for = length(str(kept), engine.Clock.CALENDAR) if kept is not None else None
        return {"package": catalogue.preview_of(content), "kept_for": kept_for}
    if view == "forms":
        names = list(content.forms)
        wanted = request.args.get("form") or content.facts.start_form or next(iter(names), "")
        form = content.forms.get(wanted)
        if names and form is None:
            abort(404)
        return {
            "form": form,
            "page": build_page(with_one_entry(form), {}, compute=_as_written) if form else None,
            "form_id": wanted,
            "form_ids": names,
        }
    return {}
