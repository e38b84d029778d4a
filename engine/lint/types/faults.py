"""All expressions of a bundle read once, and what is wrong with them, as problems by rule."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from engine.feel.nodes import Node
from engine.lint.diagram import Diagram
from engine.lint.registry import ERROR, WARNING, Problem
from engine.lint.service import Service
from engine.lint.types import slips
from engine.lint.types.inference import Reading, constant_value
from engine.lint.types.kinds import DATA, TEMPORAL, Kind
from engine.lint.types.messages import kind_en, kind_fa, nearest, shown, with_piece
from engine.lint.types.places import Place, Wanted, places_in, places_of_form, places_of_texts
from engine.lint.types.slips import Slip, UnknownName
from engine.lint.types.sources import IN_LETTERS, Sources, sources_of
from engine.lint.types.tables import read_models
from engine.lint.types.unset_questions import unset_questions
from engine.model import Severity

#: unknown names for which a known one is looked for
MOST_UNKNOWN = 100
#: what other languages call FEEL's constants
_CONSTANTS = {"true": "true", "false": "false", "null": "null", "none": "null", "nil": "null", "undefined": "null"}


@dataclass(frozen=True, slots=True)
class Trust:
    """How much is known of a service's data. With `forms` at hand kinds are sure; it is `closed` where no other names
    can come from anywhere, and `judged` where it is to be published and all of it can be read."""

    forms: bool
    judged: bool
    closed: bool


def trust_in(service: Service) -> Trust:
    """How far the files of the service tell its data."""
    forms = bool(service.forms)
    judged = forms and service.is_whole and any(diagram.publishing for diagram in service.diagrams)
    return Trust(forms, judged, judged and not sources_of(service).open)


def known_in(service: Service) -> Mapping[str, Kind]:
    """The variables of the service. In a lone diagram data come from outside too, and no kind is sure."""
    known = sources_of(service).known
    return known if trust_in(service).forms else dict.fromkeys(known, DATA)


def problems_of(service: Service, rule: str) -> Iterator[Problem]:
    """What a rule finds wrong in the expressions of diagrams and forms."""
    found = service.memo.get("expressions")
    if not isinstance(found, dict):
        found = service.memo["expressions"] = _read_all(service)
    yield from found.get(rule, ())


def _read_all(service: Service) -> dict[str, list[Problem]]:
    known, found = known_in(service), defaultdict[str, list[Problem]](list)
    diagrams = {diagram.file: diagram for diagram in service.diagrams}
    in_forms = (places_of_form(form, known) for form in service.forms.values())
    everywhere = chain(*map(places_in, service.diagrams), *in_forms)
    for place in everywhere:
        for rule, problem in read_place(place, known, service, diagrams.get(place.file)):
            found[rule].append(problem)
    trust = trust_in(service)
    if trust.judged:
        found["unknown-variable"] += unset_questions(service, known, closed=trust.closed)
    in_texts = {**known, **IN_LETTERS}
    for place in chain(*(places_of_texts(file, data) for file, data in service.texts.items())):
        for rule, problem in read_place(place, in_texts, service):
            found[rule].append(problem)
    for place, told in read_models(service, known):
        slip = _of_model(told, place, known, service)
        if slip is not None:
            found[slip.rule].append(problem_at(place, slip, slip.severity))
    return found


def _of_model(told: Slip | UnknownName, place: Place, known: Mapping[str, Kind], service: Service) -> Slip | None:
    """What to tell of a slip in a decision model. Of a lone model nobody knows the data that it is asked with."""
    trust = trust_in(service)
    if isinstance(told, Slip):
        return replace(told, severity=ERROR) if trust.judged and told.rule == "table-cell" else told
    constant = told.name.casefold() in _CONSTANTS
    return unknown_slip(told, place, known, sources_of(service), trust) if trust.judged or constant else None


def read_place(
    place: Place, known: Mapping[str, Kind], service: Service, diagram: Diagram | None = None
) -> Iterator[tuple[str, Problem]]:
    """What is wrong with one expression, each with the rule that it breaks."""
    reading = Reading(known, dated=True)
    kind = reading.kind(place.node, place.local)
    told = [*reading.found, *_unwanted(place, kind, reading)]
    drawn = WARNING if diagram is not None and place.element is not None else ERROR
    if diagram is not None and place.element is not None:
        drawn = diagram.grade(place.element)
    for slip in told:
        yield slip.rule, problem_at(place, slip, WARNING if drawn is WARNING else slip.severity)
    for unknown in reading.unknown.values():
        meant = unknown_slip(unknown, place, known, sources_of(service), trust_in(service))
        if meant is not None:
            yield meant.rule, problem_at(place, meant, meant.severity)


def problem_at(place: Place, slip: Slip, severity: Severity) -> Problem:
    """The slip as a problem of its place."""
    fa, en = (f"{where}: " if where else "" for where in place.where)
    fa, en = fa + slip.fa, en + slip.en
    changes = (
        ()
        if slip.change is None
        else ((place.text, slip.change[1] if slip.change[0] == place.text else with_piece(place.text, *slip.change)),)
    )
    return Problem(place.element, fa, en, severity, file=place.file, place=place.id, changes=changes)


def _unwanted(place: Place, kind: Kind, reading: Reading) -> Iterator[Slip]:
    """What the place asks for and the expression doesn't give."""
    if place.wanted in (Wanted.CONDITION, Wanted.TRUTH):
        constant, value = constant_value(place.text, place.node, reading.known)
        if constant and place.wanted is Wanted.CONDITION and not reading.found:
            yield slips.constant_condition(value)
        elif not kind.may_be("boolean") and not kind.is_null:
            yield _no_condition(place.node, kind)
        return
    wanted = _FITTING.get(place.wanted)
    if wanted is not None and not kind.is_null and not kind.may_be(*wanted):
        yield slips.no_result(
            shown(place.node),
            f"این‌جا {kind_fa(Kind(frozenset(wanted)))} لازم است، نه {kind_fa(kind)}",
            f"here {kind_en(Kind(frozenset(wanted)))} is needed, not {kind_en(kind)}",
        )


_FITTING: Mapping[Wanted, tuple[str, ...]] = {
    Wanted.LIST: ("list",),
    Wanted.NUMBER: ("number",),
    Wanted.TIME: ("string", *sorted(TEMPORAL - {"time"})),
    Wanted.NAMES: ("string", "list"),
    Wanted.NAME: ("string",),
}


def _no_condition(node: Node, kind: Kind) -> Slip:
    return Slip(
        "condition-value",
        f"شرط `{shown(node)}` نه درست است و نه نادرست ({kind_fa(kind)}) و هرگز برقرار نمی‌شود. یک مقایسه بنویسید.",
        f"has the condition `{shown(node)}`, which is neither true nor false but {kind_en(kind)}: it never holds. "
        "Write a comparison.",
    )


def unknown_slip(
    unknown: UnknownName, place: Place, known: Mapping[str, Kind], sources: Sources, trust: Trust
) -> Slip | None:
    """What to tell of a name that nothing sets. In a lone diagram data come from outside, so only what is nearly a
    known name is told there."""
    name = unknown.name
    meant = _CONSTANTS.get(name.casefold(), "")
    if not meant and (unknown.quoted or (place.wanted is Wanted.NAME and name.isidentifier())):
        meant = f'"{name}"'
    if not meant:
        near = _nearest(name, known, sources)
        if near or trust.judged or (place.wanted is Wanted.TIME and " " in name):
            return _unset(name, near, place, sources, trust)
        return None
    return Slip(
        "unknown-variable",
        f"متغیر «{name}» را هیچ چیز در این خدمت مقدار نمی‌دهد. آیا `{meant}` منظور است؟",
        f"names the variable “{name}”, which nothing here sets. Did you mean `{meant}`?",
        change=(name, meant),
    )


def _nearest(name: str, known: Mapping[str, Kind], sources: Sources) -> str:
    """The known name that is meant; looked for once, and for so many names only."""
    key = name, len(known)  # letters know more names
    if key not in sources.near:
        sources.near[key] = nearest(name, known) if len(sources.near) < MOST_UNKNOWN else ""
    return sources.near[key]


def _unset(name: str, near: str, place: Place, sources: Sources, trust: Trust) -> Slip:
    severity = ERROR if trust.closed or (trust.judged and near) else WARNING
    meant_fa = f"آیا «{near}» منظور است؟" if near else "نام را درست کنید یا آن را در فرم یا نتیجه کاری تعریف کنید."
    meant_en = f"Did you mean “{near}”?" if near else "Correct the name, or set it by a form or a result."
    if place.wanted is Wanted.TIME and not near:
        severity = ERROR
        meant_fa = "زمان را مانند P10D یا PT8H بنویسید."
        meant_en = "Write the time as P10D or PT8H."
    elif trust.judged and not trust.closed and not near:
        from_fa, from_en = _who_may(sources)
        meant_fa, meant_en = f"{from_fa} {meant_fa}", f"{from_en} {meant_en}"
    return Slip(
        "unknown-variable",
        f"متغیر «{name}» را هیچ چیز در این خدمت مقدار نمی‌دهد. {meant_fa}",
        f"names the variable “{name}”, which nothing here sets. {meant_en}",
        severity,
        change=(name, near) if near else None,
    )


def _who_may(sources: Sources) -> tuple[str, str]:
    """From where the name could still come."""
    ids = ", ".join(dict.fromkeys(element.get("id") or "?" for element in sources.open[:3]))
    return f"شاید از {ids} بیاید.", f"Only {ids} could bring it."
