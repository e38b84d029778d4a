"""A small service whose two forms a test writes: what a citizen applies with, and what a clerk decides on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lxml import html

from app.data.database.transactions import transaction
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.publishing import publication
from tests import factories
from tests.factories import LIBRARY_CARD, NOW, SAMPLES
from tests.integration import agencies
from tests.integration.agencies import Browser

Component = dict[str, Any]
SignIn = Callable[..., Browser]


@dataclass(frozen=True)
class Office:
    """A published service, who works there, and who asks."""

    clerk: Actor
    citizen: Actor

    def claimed_item(self, case_id: UUID) -> UUID:
        """The clerk's item of the case, taken."""
        item_id = agencies.only_item(case_id).id
        agencies.claim(item_id, self.clerk)
        return item_id


def open_office(
    application: Sequence[Component], decision: Sequence[Component] = (), *, files: dict[str, str] | None = None
) -> Office:
    """Publish the sample service with these components in its application and, besides the decision itself, on the
    clerk's form."""
    bundle = dict(bundle_files.read_folder(SAMPLES / "processes", SAMPLES / "forms", LIBRARY_CARD))
    bundle["forms/application.form"] = _with(bundle["forms/application.form"], application)
    bundle["forms/decision.form"] = _with(bundle["forms/decision.form"], decision)
    with transaction():
        unit = factories.make_unit(factories.make_agency("library"))
        publication.publish(service_id=LIBRARY_CARD, files=bundle | (files or {}), note="", by=None, now=NOW)
        return Office(factories.make_clerk(unit), factories.make_citizen())


def _with(form: str, components: Sequence[Component]) -> str:
    content = json.loads(form)
    content["components"] += [_in_both_languages(component) for component in components]
    return json.dumps(content, ensure_ascii=False)


def _in_both_languages(component: Component) -> Component:
    """With English beside the Persian texts, without which the gate refuses a service."""
    english = {f"{part}En": f"English {part}" for part in ("label", "text", "description") if part in component}
    inner = [_in_both_languages(one) for one in component.get("components", ())]
    values = [{"labelEn": "Option", **value} for value in component.get("values", ())]
    made = {**component, "properties": {**english, **component.get("properties", {})}}
    return made | ({"components": inner} if inner else {}) | ({"values": values} if values else {})


def begin(citizen: Browser) -> str:
    """The path of a new draft."""
    return citizen.post(f"/services/{LIBRARY_CARD}/apply").location


def case_of(address: str) -> UUID:
    """The case that a citizen's page is about."""
    return UUID(address.partition("?")[0].rpartition("/")[2])


def tree(page: Any) -> Any:
    """The elements of a page."""
    return html.fromstring(page.text)


def summary(page: Any) -> dict[str, str]:
    """Labels and answers of a check page."""
    rows = tree(page).xpath("//*[contains(@class, 'summary-row')]")
    return {row.xpath("string(dt)").strip(): " ".join(row.xpath("string(dd[1])").split()) for row in rows}
