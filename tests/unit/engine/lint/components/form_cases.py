"""Cases of the rules about what forms show."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import form, process

GOOD = process("s:start a:task e:end", "s>a a>e")


def served(diagram: bytes, **forms: bytes) -> dict[str, bytes]:
    return {"process.bpmn": diagram} | {f"forms/{name}.form": content for name, content in forms.items()}


def shown(*components: dict[str, object]) -> dict[str, bytes]:
    return served(GOOD, f=form(*components))


FORM_CASES: dict[str, Case] = {
    "form-content": Case(
        shown({"type": "html", "id": "h", "content": "<p onclick='x()'>x</p>"}),
        shown({"type": "html", "id": "h", "content": "<p title='x'>x</p>"}),
    ),
    "form-picture": Case(
        shown({"type": "image", "id": "i", "source": "https://example.ir/a.png", "alt": "نقشه"}),
        shown({"type": "image", "id": "i", "source": "images/a.png", "alt": "نقشه", "properties": {"altEn": "Map"}})
        | {"images/a.png": b""},
    ),
    "form-hidden": Case(
        shown({"type": "number", "key": "trees", "label": "trees", "conditional": {"hide": "=trees > 3"}}),
        shown(
            {"type": "number", "key": "trees", "label": "trees"},
            {"type": "textfield", "key": "kind", "label": "kind", "conditional": {"hide": "=trees > 3"}},
        ),
    ),
}
