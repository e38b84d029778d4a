"""A service bundle as the rules see it: its diagrams, forms and decisions, as far as they can be read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.desk import Desk
from engine.dialect import Element, choose_process, miz
from engine.lint.diagram import Diagram
from engine.model import Bilingual
from engine.parser_faults import json_fault
from engine.parser_faults.json import TEXTS as JSON_TEXTS
from engine.parser_faults.json import JsonFault

#: of a form that can be read
NO_FAULT = Bilingual("", "")
#: groups within groups deeper than this are not looked into
MAX_DEPTH = 20
#: what stands for the number of an entry in the keys of a list's questions
EACH = "*"


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form of the bundle. `content` is None where the JSON can't be read; then `fault` says why."""

    id: str
    file: str
    content: Mapping[str, Any] | None
    fault: Bilingual = NO_FAULT

    def label_of(self, place: str) -> Bilingual:
        """What people call the component of that key or id; empty where it has no label."""
        named = (one for one in self.components() if place in (one.get("key"), one.get("id")))
        component: Mapping[str, Any] = next(named, {})
        properties = component.get("properties")
        english = properties.get("labelEn") if isinstance(properties, Mapping) else None
        persian = " ".join(str(component.get("label") or "").split())
        return Bilingual(persian, " ".join(str(english or "").split()) or persian)

    def components(self) -> Iterator[Mapping[str, Any]]:
        """All components, those of groups and lists included, in the order of the form; their keys are whole ones, with
        the paths of their groups before them (`owners.*.name` in a list)."""
        if self.content is None:
            return
        pending: list[tuple[Mapping[str, Any], int, str]] = [(self.content, 0, "")]
        while pending:
            component, depth, path = pending.pop()
            if not isinstance(component.get("type", ""), str):
                component = {**component, "type": str(component["type"])}  # no rule need mind that it may be a list
            if depth:
                yield {**component, "key": f"{path}{component['key']}"} if path and component.get("key") else component
                path += f"{component['path']}." if component.get("path") else ""
                path += f"{EACH}." if component.get("type") == "dynamiclist" else ""
            inner = component.get("components")
            if isinstance(inner, list) and depth < MAX_DEPTH:
                pending.extend((child, depth + 1, path) for child in reversed(inner) if isinstance(child, Mapping))


@dataclass(frozen=True, slots=True)
class Service:
    """What belongs together. `decisions` are the ids of all decisions in its DMN files, `decision_files` those that are
    XML at least. `called` and `called_forms` belong to services that this one calls; they give data and aren't
    judged."""

    diagrams: tuple[Diagram, ...]
    forms: Mapping[str, FormFile]
    decisions: frozenset[str]
    files: frozenset[str]
    decision_files: Mapping[str, bytes]
    #: letters and notices by file
    texts: Mapping[str, bytes] = field(default_factory=dict)
    #: files of YAML and JSON, forms included
    written: Mapping[str, bytes] = field(default_factory=dict)
    #: `package.yaml`; empty where there is none
    package: bytes = b""
    called: tuple[Diagram, ...] = ()
    called_forms: tuple[FormFile, ...] = ()
    #: what rules have worked out once for all of them
    memo: dict[str, object] = field(default_factory=dict, compare=False)
    #: where it is to run; None: nobody knows
    desk: Desk | None = None
    #: diagrams and decision files that are no XML: nobody knows what they say
    unreadable: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether everything that may give the case its data is there and can be read. Where it isn't, that alone is
        told: what would be missing or unused without it isn't."""
        if "whole" not in self.memo:
            forms = any(form.content is None for form in self.forms.values())
            self.memo["whole"] = not (self.unreadable or forms or self._absent())
        return self.memo["whole"] is True

    def _absent(self) -> bool:
        """Whether a form that the diagrams name isn't there, or a decision."""
        for diagram in self.diagrams:
            for element in diagram.with_dialect:
                form, decision = (str(element.get(miz(name)) or "").strip() for name in ("form", "decision"))
                if (form and form not in self.forms) or (decision and decision not in self.decisions):
                    return True
        return False

    def processes(self) -> Iterator[tuple[Diagram, Element]]:
        """The process that the desk runs, of `process.bpmn`, else of each diagram: the first executable one that no
        other calls. One that isn't executable is told by other rules."""
        named = [diagram for diagram in self.diagrams if diagram.file == "process.bpmn"]
        for diagram in named or self.diagrams:
            if diagram.kind[diagram.root] == "definitions" and next(diagram.of("process"), None) is not None:
                process = choose_process(diagram.root)
                if diagram.runs(process):
                    yield diagram, process


def read_form(file: str, data: bytes) -> FormFile:
    """Read one `.form` file; never raises."""
    id_ = file.rpartition("/")[2].removesuffix(".form")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        return FormFile(id_, file, None, json_fault(error))
    if not isinstance(content, dict) or not isinstance(content.get("components"), list):
        return FormFile(id_, file, None, JSON_TEXTS[JsonFault.NO_FORM])
    return FormFile(id_, file, content)
