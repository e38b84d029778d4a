"""Which variables the files of a service give, of which kinds, and whether others may come from elsewhere.

Names are taken for the whole service: which of them has a value at which step isn't asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from engine.dialect import Element, miz
from engine.dialect.decision_outputs import ALL
from engine.dialect.names import children, extensions, local_part, text_of
from engine.dmn.errors import DmnError
from engine.dmn.xml import read_definitions
from engine.feel.errors import FeelError
from engine.feel.names import KnownNames
from engine.feel.nodes import ContextOf, Node, free_names
from engine.feel.parser import parse_expression
from engine.lint.decisions import models_of
from engine.lint.diagram import Diagram
from engine.lint.service import EACH, FormFile, Service
from engine.lint.types.answers import answers_of, is_shown_only, properties_of
from engine.lint.types.declared import kind_of_item
from engine.lint.types.inference import OPEN, Reading
from engine.lint.types.kinds import ANY, DATA, NUMBER, TEXT, Kind, context, listing, stored, union
from engine.lint.types.models import ModelText, kinds_of_decisions, read_model

#: what ends a script in a BPMN error
THROW = "throw error"
#: what the engine itself tells an expression
GIVEN: Mapping[str, Kind] = {
    "loopCounter": NUMBER,
    "result": DATA,
    "error": DATA,
    **{
        f"{start}Of{what}Instances": NUMBER
        for start in ("number", "nr")
        for what in ("", "Active", "Completed", "Terminated")
    },
}
#: what letters and notices may speak of besides the case's data
IN_LETTERS: Mapping[str, Kind] = dict.fromkeys(
    ("tracking_code", "promised_on", "accepted_on", "applicant_name", "applicant_national_id"), TEXT
)
_ITEMS = ("dataObject", "dataObjectReference", "dataStoreReference", "dataInput", "dataOutput", "property")
_LOOPED = ("inputDataItem", "outputDataItem")
#: one more round would only tell the kinds of results of results
_ROUNDS = 2
#: entries of a script whose kinds are worked out; the rest are any data
_MANY = 100
#: scripts of one diagram that are read for their kinds
_SCRIPTS = 2_000


@dataclass(slots=True)
class Sources:
    """The variables of a service, and what else may bring some."""

    known: dict[str, Kind] = field(default_factory=dict)
    #: elements from which variables come that no file names
    open: list[Element] = field(default_factory=list)
    models: dict[str, ModelText] = field(default_factory=dict)
    #: what each decision gives, by id
    decisions: dict[str, Kind] = field(default_factory=dict)
    #: the known name that is near an unknown one
    near: dict[tuple[str, int], str] = field(default_factory=dict)


def sources_of(service: Service) -> Sources:
    """The variables of the service, worked out once."""
    found = service.memo.get("sources")
    if not isinstance(found, Sources):
        found = service.memo["sources"] = _sources(service)
    return found


def _sources(service: Service) -> Sources:
    sources = Sources(models=dict(_models(service)))
    diagrams = (*service.diagrams, *service.called)
    forms = (*service.forms.values(), *service.called_forms)
    fixed = _merged(GIVEN.items(), *(_asked(form) for form in forms), *(_declared(each) for each in diagrams))
    sources.known = dict(fixed)
    for _ in range(_ROUNDS):
        known = sources.known
        decided = (kinds_of_decisions(model, known) for model in sources.models.values())
        sources.decisions = {id_: kind for kinds in decided for id_, kind in kinds.items()}
        computed = [_computed(each, sources) for each in diagrams]
        found = _merged(fixed.items(), *computed, *(_computed_in(form, known) for form in forms))
        if found == known:
            break
        sources.known = found
    here = {process.get("id") or "" for diagram in diagrams for process in diagram.of("process")}
    here |= {diagram.file.split("/")[1] for diagram in service.called}
    sources.open = [element for diagram in diagrams for element in _openings(diagram, sources, here)]
    return sources


def _merged(*parts: object) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for part in parts:
        for name, kind in part:  # type: ignore[attr-defined]  # pairs of whatever source
            if name:
                found[name] = union(found[name], kind) if name in found else kind
    return found


def _models(service: Service) -> Iterator[tuple[str, ModelText]]:
    for file, model in models_of(service).items():
        try:
            yield file, read_model(read_definitions(service.decision_files[file]), model)
        except DmnError:
            continue


def _asked(form: FormFile) -> Iterator[tuple[str, Kind]]:
    """What the form's questions store; what it computes or only shows comes from elsewhere."""
    elsewhere = {
        str(component.get("key")).partition(".")[0]
        for component in form.components()
        if is_shown_only(component) or component.get("type") == "expression"
    }
    yield from ((name, kind) for name, kind in answers_of(form).items() if kind is not DATA or name not in elsewhere)


def _computed_in(form: FormFile, known: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """What the form computes, and what it shows that is the applicant's profile or its own default."""
    for component in form.components():
        key = str(component.get("key") or "").partition(".")[0]
        if f".{EACH}." in str(component.get("key")):
            continue  # an entry of a list, which `answers_of` has
        if component.get("type") == "expression":
            named = answers_of(FormFile("", "", {"components": [component]})).get(key, DATA)
            node = syntax(str(component.get("expression") or ""))
            computed = ANY if node is None else Reading(known, dated=True).kind(node, {OPEN: ANY})
            yield key, named if named is not DATA else stored(computed)
        elif key and is_shown_only(component) and has_own_value(component):
            yield key, DATA


def has_own_value(component: Mapping[str, object]) -> bool:
    """Whether a question that is only shown says itself what: from the applicant's profile, or by a default."""
    return bool(properties_of(component).get("profile")) or component.get("defaultValue") not in (None, "")


def _declared(diagram: Diagram) -> Iterator[tuple[str, Kind]]:
    """Data objects and their like, items of loops, targets of assignments."""
    for item in diagram.of(*_ITEMS, *_LOOPED):
        kind = kind_of_item(diagram, item)
        yield item.get("id") or "", kind
        yield item.get("name") or "", kind
    for target in diagram.of("to", "loopDataOutputRef"):
        yield text_of(target).removeprefix("=").strip().partition(".")[0], DATA
    for element in diagram.with_dialect:
        yield (element.get(miz("item")) or "", DATA)


def _computed(diagram: Diagram, sources: Sources) -> Iterator[tuple[str, Kind]]:
    """What scripts, decisions, calls and loops set."""
    for number, task in enumerate(diagram.of("scriptTask")):
        yield from _scripted(task, sources.known) if number < _SCRIPTS else _unread(task)
    for task in diagram.of("businessRuleTask"):
        if task.get(miz("result")) == ALL:
            yield from _outputs(task.get(miz("decision")) or "", sources)
        else:
            yield from _kept(task, sources.decisions.get(task.get(miz("decision")) or "", DATA))
    for task in diagram.of("serviceTask", "sendTask"):
        if task.get(miz("result")):
            yield task.get(miz("result")) or "", Kind(frozenset({"context"}), spells=frozenset())
    for element in diagram.with_dialect:
        if element.get(miz("output")):
            node = syntax(element.get(miz("outputItem")) or "")
            kind = ANY if node is None else Reading(sources.known, dated=True).kind(node, {OPEN: ANY})
            yield element.get(miz("output")) or "", listing(stored(kind))
    for owner in diagram.of("serviceTask", "sendTask", "businessRuleTask", "callActivity"):
        yield from _mapped(owner, diagram.kind[owner], sources.known)


def _scripted(task: Element, known: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    for script in children(task, "script"):
        node = syntax(text_of(script))
        if node is None:
            continue
        if not task.get(miz("result")) and isinstance(node, ContextOf):
            # entries by themselves: a script may set a thousand
            reading, entries = Reading(known, dated=True), dict[str, Kind]()
            for name, value in node.entries[:_MANY]:
                entries[name] = reading.kind(value, entries)
                yield name, stored(entries[name])
            yield from ((name, DATA) for name, _ in node.entries[_MANY:])
        else:
            yield from _kept(task, Reading(known, dated=True).kind(node, {}))


def _unread(task: Element) -> Iterator[tuple[str, Kind]]:
    """What a script sets, without a look at its kind."""
    if task.get(miz("result")):
        yield from with_path(task.get(miz("result")) or "", DATA)
        return
    for script in children(task, "script"):
        node = syntax(text_of(script))
        yield from ((name, DATA) for name, _ in (node.entries if isinstance(node, ContextOf) else ()))


def _kept(task: Element, kind: Kind) -> Iterator[tuple[str, Kind]]:
    """A result under its name, or the entries of a context that has none."""
    name = task.get(miz("result"))
    if name and name != ALL:
        yield from with_path(name, stored(kind))
    else:
        yield from ((entry, stored(part)) for entry, part in (kind.entries or {}).items())


def _outputs(id_: str, sources: Sources) -> Iterator[tuple[str, Kind]]:
    """Every output of a decision under its own name."""
    kind = sources.decisions.get(id_, DATA)
    found = (model.model.decisions.get(id_) for model in sources.models.values())
    for decision in filter(None, found):
        for name in decision.outputs:
            part = kind
            if len(decision.outputs) > 1:
                rule = (kind.items if decision.lists else kind) or ANY
                entry = (rule.entries or {}).get(name, DATA)
                part = listing(entry) if decision.lists else entry
            yield from with_path(name, stored(part))


def with_path(name: str, kind: Kind) -> Iterator[tuple[str, Kind]]:
    """The variable of a name with dots, which is a part of a context."""
    head, *rest = name.split(".")
    for step in reversed(rest):
        kind = Kind(context({step: kind}).names, spells=frozenset())
    yield head, kind


def _mapped(owner: Element, kind: str, known: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """What outputs set, and what a called process is handed."""
    calls = kind == "callActivity"
    for mapping in (*extensions(owner, "output"), *(extensions(owner, "input") if calls else ())):
        node = syntax(mapping.get("value") or "")
        inside = {} if calls else {OPEN: ANY, **dict.fromkeys(node_names(node), ANY)}
        found = ANY if node is None else Reading(known, dated=True).kind(node, inside)
        yield from with_path(mapping.get("name") or "", stored(found))


def node_names(node: Node | None) -> frozenset[str]:
    """The names that an expression takes from outside: a call's answer may hide any of the case's."""
    return frozenset() if node is None else free_names(node)


@lru_cache(maxsize=4096)
def syntax(text: str) -> Node | None:
    """The syntax of an expression of a diagram or form; None where it is empty, in another language or wrong."""
    text = text.strip().removeprefix("=").strip()
    try:
        return parse_expression(text, KnownNames((THROW,))) if text and text[:2] not in ("${", "#{") else None
    except (FeelError, RecursionError):
        return None


def _openings(diagram: Diagram, sources: Sources, here: set[str]) -> Iterator[Element]:
    """Elements that bring variables which no file names: messages from outside, answers that are kept whole, processes
    that aren't here, decisions and scripts whose entries don't show."""
    yield from diagram.of("receiveTask")
    for definition in diagram.of("messageEventDefinition"):
        around = definition.getparent()
        if around is not None and diagram.kind.get(around) not in ("endEvent", "intermediateThrowEvent"):
            yield around
    for task in diagram.of("serviceTask", "sendTask"):
        named = task.get(miz("result")) or next(extensions(task, "output"), None) is not None
        if task.get(miz("connector")) and not named:
            yield task
    for call in diagram.of("callActivity"):
        if local_part(call.get("calledElement")) not in here:
            yield call
    for task in diagram.of("businessRuleTask", "scriptTask"):
        if task.get(miz("result")) in (None, ALL) and any(
            k.is_any or k.entries is None for k in _spread(task, sources)
        ):
            yield task


def _spread(task: Element, sources: Sources) -> Iterator[Kind]:
    """What a task without result hands out whose entries become variables."""
    if task.get(miz("decision")):
        yield sources.decisions.get(task.get(miz("decision")) or "", ANY)
    for script in children(task, "script"):
        node = syntax(text_of(script))
        if node is not None and not isinstance(node, ContextOf):
            kind = Reading(sources.known, dated=True).kind(node, {})
            if kind.may_be("context"):
                yield kind
