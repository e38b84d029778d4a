"""Questions that only show a value which nothing gives: people would see an empty box that they can't fill in."""

from collections.abc import Iterator, Mapping

from engine.lint.registry import ERROR, WARNING, Problem
from engine.lint.service import EACH, Service
from engine.lint.types.answers import is_shown_only
from engine.lint.types.kinds import Kind
from engine.lint.types.messages import nearest
from engine.lint.types.sources import has_own_value


def unset_questions(service: Service, known: Mapping[str, Kind], *, closed: bool) -> Iterator[Problem]:
    """The questions of a service's forms that are always readonly and whose key nothing sets. `closed`: no data come
    from anywhere else, so that it is sure."""
    for form in service.forms.values():
        for component in form.components():
            key = str(component.get("key") or "")
            name = key.partition(".")[0]
            if not name or name in known or f".{EACH}." in key:
                continue
            if not is_shown_only(component) or has_own_value(component):
                continue
            near = nearest(name, known)
            meant_fa = f"آیا «{near}» منظور است؟" if near else "کلید را درست کنید یا آن را نتیجهٔ کاری کنید."
            meant_en = f"Did you mean “{near}”?" if near else "Correct the key, or make it the result of a step."
            yield Problem(
                None,
                f"فقط نشان داده می‌شود، ولی متغیر «{name}» را هیچ چیز در این خدمت مقدار نمی‌دهد و جای آن خالی می‌ماند. "
                f"{meant_fa}",
                f"is only shown, but nothing here sets the variable “{name}”, so its place stays empty. {meant_en}",
                ERROR if closed or near else WARNING,
                file=form.file,
                place=key,
            )
