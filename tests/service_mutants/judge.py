"""Whether a change of a service means anything, and who notices it: the gate, or the service's walks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

import engine
from app.usecases.publishing.bundle_check import check_for
from forms import Form, parse_form
from tests.processes.bundles import DESK, FORMS, PROCESSES, load_bundle, read_walks
from tests.processes.player import compare, play
from tests.processes.records import record_file, record_of
from tests.service_mutants import diagrams, form_files, tables, texts
from tests.service_mutants.edit import Bundle, Edit, Words
from tests.service_mutants.plays import recorded, watched

AGENCIES = frozenset({"municipality", "registry", "utilities"})
_EDITS = {".bpmn": diagrams.edits, ".dmn": tables.edits, ".form": form_files.edits, ".yaml": texts.edits}


class Verdict(StrEnum):
    """Who notices a change."""

    #: an error of the gate: can't be published
    REFUSED = "refused"
    #: a warning of the gate, which the unchanged service hasn't
    WARNED = "warned"
    #: a walk fails, or all together no longer reach a part of the diagram
    WALKED = "walked"
    #: the walks go their ways, but their record is another one
    RECORDED = "recorded"
    UNNOTICED = "unnoticed"
    #: nothing is different: not counted
    EQUIVALENT = "equivalent"


@dataclass
class Subject:
    """A service that is changed, with what is known of it unchanged."""

    name: str
    explored: int
    seed: int

    @property
    def _folder(self) -> Path:
        return PROCESSES / self.name

    @cached_property
    def bundle(self) -> dict[str, bytes]:
        """Its files."""
        return load_bundle(self._folder, FORMS / self.name)

    def edits(self) -> list[Edit]:
        """All small mistakes in it."""
        words = self._words
        return [
            edit
            for file, data in self.bundle.items()
            for ending, edits in _EDITS.items()
            if file.endswith(ending)
            for edit in edits(file, data, words)
        ]

    def verdict(self, edit: Edit) -> Verdict:
        """Who notices this change."""
        bundle = edit.applied(self.bundle)
        errors, warnings = _said(bundle)
        if not self._differs(bundle):
            return Verdict.EQUIVALENT
        if errors - self._known[0]:
            return Verdict.REFUSED
        if warnings - self._known[1]:
            return Verdict.WARNED
        if self._walks_notice(bundle):
            return Verdict.WALKED
        same = record_of(self._folder, bundle) == record_file(self._folder).read_text(encoding="utf-8")
        return Verdict.UNNOTICED if same else Verdict.RECORDED

    @cached_property
    def _words(self) -> Words:
        forms = [json.loads(raw) for name, raw in self.bundle.items() if name.endswith(".form")]
        options = [values for form in forms for values in form_files.options_of(form)]
        options += list(_outputs(self.bundle))
        by_value: dict[str, tuple[str, ...]] = {}
        for values in options:
            by_value |= {value: values for value in values if value not in by_value}
        return Words(tuple(sorted({key for form in forms for key in form_files.keys_of(form)})), by_value)

    @cached_property
    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        return _said(self.bundle)

    @cached_property
    def _stands(self) -> list[object]:
        return _standing(self.bundle)

    @cached_property
    def _plays(self) -> list[tuple[Any, list[str]]]:
        plays = recorded(self.name, self.bundle, count=self.explored, seed=self.seed)
        return [(play, watched(play, self.bundle)) for play in plays]

    def _differs(self, bundle: Bundle) -> bool:
        """Whether anybody could see a difference: in what is shown and promised, or in one of the plays."""
        try:
            if _standing(bundle) != self._stands:
                return True
        except Exception:  # what can't be read is different, however it fails
            return True
        return any(watched(play, bundle) != seen for play, seen in self._plays)

    def _walks_notice(self, bundle: Bundle) -> bool:
        """As the tests of the services do: each walk goes its way, and all together reach every part."""
        entered: set[str] = set()
        try:
            for walk in read_walks(self._folder, FORMS / self.name):
                played = play(walk, bundle)
                compare(walk, played)
                entered |= played.entered
            facts = engine.parse(bundle).facts
        except Exception:  # a walk that can't be played has noticed
            return True
        return bool({activity.id for activity in facts.activities} - entered)


def _said(bundle: Bundle) -> tuple[frozenset[str], frozenset[str]]:
    """Errors and warnings of the gate, as it stands before publishing."""
    checked = check_for({name: raw.decode() for name, raw in bundle.items()}, DESK)
    errors = {_key(f) for f in checked.findings if f.severity is engine.Severity.ERROR}
    package = checked.content.package if checked.content else {}
    if checked.content and package.get("agency") not in AGENCIES:
        errors.add("agency")
    return frozenset(errors), frozenset(_key(f) for f in checked.findings if f.severity is engine.Severity.WARNING)


def _key(finding: engine.Finding) -> str:
    return f"{finding.rule} {finding.message.en}"


def _standing(bundle: Bundle) -> list[object]:
    """What is shown or promised without a case: facts, forms, texts. Raises what reading them raises."""
    facts = engine.parse(bundle).facts
    # only for the work of staff does it matter in which lane something stands
    shown = tuple(a if a.audience is engine.Audience.STAFF else replace(a, lane=None) for a in facts.activities)
    # and nobody reads the name of a lane without a role
    lanes = tuple(lane if lane.role else replace(lane, name=engine.Bilingual("", "")) for lane in facts.lanes)
    found: list[object] = [replace(facts, activities=shown, lanes=lanes)]
    for name, raw in bundle.items():
        if name.endswith(".form"):
            form: Form = parse_form(raw)
            found.append((name, form.title, form.items))
        elif name.endswith(".yaml"):
            content = yaml.safe_load(raw)
            found.append((name, {key: value for key, value in content.items() if value is not None}))
    return found


def _outputs(bundle: Bundle) -> Iterator[tuple[str, ...]]:
    """The texts that each output of a decision table gives."""
    for name, raw in bundle.items():
        if name.endswith(".dmn"):
            rules = [
                [e.findtext("{*}text") or "" for e in rule.iter("{*}outputEntry")]
                for rule in etree.fromstring(raw).iter("{*}rule")
            ]
            for column in zip(*rules, strict=False):
                yield tuple(dict.fromkeys(cell.strip('"') for cell in column))
