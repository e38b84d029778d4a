"""Item definitions: whether what flows from one place to another is the same kind of thing (BPMN 2.0.2, 10.4)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import ACTIVITIES, children, local_part, text_of
from engine.lint.diagram import Diagram
from engine.lint.registry import WARNING, Problem, diagram_rule

#: what a reference to data stands for
_STANDS_FOR = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}

#: structures that hold anything, and shorter names of others
_ANYTHING = frozenset({"object", "any", "anytype"})
_SAME = {"int": "integer", "bool": "boolean"}


def item_of(diagram: Diagram, holder: Element | None) -> Element | None:
    """The item definition of data, of an input or output, or of a message, signal, error or escalation."""
    if holder is None:
        return None
    attribute = _STANDS_FOR.get(diagram.kind[holder])
    behind = None if attribute is None else diagram.find(holder.get(attribute), holder)
    if behind is not None:
        return item_of(diagram, behind)
    reference = holder.get("itemSubjectRef") or holder.get("itemRef") or holder.get("structureRef")
    found = diagram.find(reference, holder)
    return found if found is not None and diagram.kind[found] == "itemDefinition" else None


def differ(one: Element | None, other: Element | None, *, scalar: bool = False) -> bool:
    """Whether two item definitions are for sure not equivalent: other structures, or a single thing and a collection.
    What says nothing of its structure may be anything. `scalar`: `one` is an entry of `other`."""
    if one is None or other is None or one is other:
        return scalar and one is not None and one is other and _collects(one)
    structures = [_structure(item) for item in (one, other)]
    if all(structures) and structures[0] != structures[1]:
        return True
    return _collects(one) if scalar else _collects(one) is not _collects(other)


def _structure(item: Element) -> str:
    """The local name of a structure in small letters, as XML Schema and Java spell the same types; "" for anything."""
    name = local_part(item.get("structureRef")).rpartition(".")[2].lower()
    return "" if name in _ANYTHING else _SAME.get(name, name)


def _collects(item: Element) -> bool:
    return item.get("isCollection", "").strip() in ("true", "1")


@diagram_rule("data-types")
def compare_associated_items(diagram: Diagram) -> Iterator[Problem]:
    """Without a transformation one source is copied into the target, so both hold the same item (table 10.63)."""
    for association in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        if next(children(association, "transformation", "assignment"), None) is not None:
            continue
        sources = [diagram.find(one.text, one) for one in children(association, "sourceRef")]
        target = next((diagram.find(one.text, one) for one in children(association, "targetRef")), None)
        if len(sources) > 1:
            yield Problem(
                association,
                "چند مبدأ دارد و نمی‌گوید مقصد چگونه از آن‌ها به دست می‌آید؛ transformation بنویسید یا یک مبدأ بگذارید.",
                "has several sources and doesn't say how they make the target; write a transformation, or keep one.",
                diagram.grade(association),
            )
        elif sources and differ(item_of(diagram, sources[0]), item_of(diagram, target)):
            yield Problem(
                association,
                "مبدأ و مقصد آن دو نوع دادهٔ متفاوت‌اند؛ تعریف دادهٔ (itemDefinition) یکسان یا transformation بنویسید.",
                "leads from one kind of item to another; give both one item definition, or write a transformation.",
                diagram.grade(association),
            )
    for loop in diagram.of("multiInstanceLoopCharacteristics"):
        yield from _entries(diagram, loop)


def _entries(diagram: Diagram, loop: Element) -> Iterator[Problem]:
    """The item of each instance is an entry of the collection (table 10.29)."""
    for whole, entry in (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")):
        collection = next((diagram.find(one.text, one) for one in children(loop, whole)), None)
        item = next(children(loop, entry), None)
        if item is not None and differ(item_of(diagram, item), item_of(diagram, collection), scalar=True):
            yield Problem(
                loop,
                f"{entry} آن از نوع یک عضو {whole} نیست؛ تعریف داده آن را درست کنید.",
                f"has an {entry} that isn't an entry of its {whole}; correct its item definition.",
                diagram.grade(loop),
            )


@diagram_rule("data-set")
def check_sets(diagram: Diagram) -> Iterator[Problem]:
    """Where sets list inputs or outputs, they list those beside them, each is in one, and what is optional or comes
    later is among them (tables 10.59 to 10.62). Sets that list nothing choose nothing."""
    for specification in diagram.of("ioSpecification"):
        for item, group in (("dataInput", "inputSet"), ("dataOutput", "outputSet")):
            sets = list(children(specification, group))
            listed = [[_named(diagram, one) for one in children(each, f"{item}Refs")] for each in sets]
            if not any(listed):
                continue
            own = list(children(specification, item))
            yield from _outside_sets(diagram, specification, own, {e for each in listed for e in each if e is not None})
            for each, members in zip(sets, listed, strict=True):
                yield from _stray(diagram, each, item, own, members)


def _outside_sets(
    diagram: Diagram, specification: Element, own: list[Element], listed: set[Element]
) -> Iterator[Problem]:
    for item in own:
        if item not in listed:
            yield Problem(
                item,
                f"در هیچ مجموعه‌ای از {diagram.kind[item]}ها نیست؛ آن را در inputSet یا outputSet بیاورید یا پاک کنید.",
                "is in no set of inputs or outputs; list it in one, or remove it.",
                diagram.grade(specification),
            )


def _stray(
    diagram: Diagram, each: Element, item: str, own: list[Element], members: list[Element | None]
) -> Iterator[Problem]:
    side = item.removeprefix("data")
    more = children(each, f"optional{side}Refs", f"whileExecuting{side}Refs")
    foreign = any(member is not None and member not in own for member in members)
    if foreign or any(_named(diagram, one) not in members for one in more):
        yield Problem(
            each,
            f"{item} دیگری را می‌آورد که از این عنصر نیست یا در {item}Refs نیامده است؛ فهرست را درست کنید.",
            f"lists a {item} of another element, or one that isn't among its {item}Refs; correct the list.",
            diagram.grade(each),
        )


def _named(diagram: Diagram, reference: Element) -> Element | None:
    return diagram.find(text_of(reference), reference)


@diagram_rule("call-data")
def compare_called_data(diagram: Diagram) -> Iterator[Problem]:
    """Inputs and outputs of a call activity are exactly those of what it calls (10.3.4), where both are drawn."""
    for call in diagram.of("callActivity"):
        called = diagram.find(call.get("calledElement"), call)
        if called is None or not (mine := list(children(call, "ioSpecification"))):
            continue
        theirs = list(children(called, "ioSpecification"))
        for item in ("dataInput", "dataOutput"):
            here, there = ([one for side in sides for one in children(side, item)] for sides in (mine, theirs))
            pairs = zip(here, there, strict=False)
            if theirs and (
                len(here) != len(there) or any(differ(*(item_of(diagram, one) for one in pair)) for pair in pairs)
            ):
                yield Problem(
                    call,
                    f"{item}های آن با {item}های «{called.get('id')}» که صدا می‌زند یکی نیست؛ "
                    "شمار و نوع آن‌ها را یکسان کنید.",
                    f"has other {item}s than “{called.get('id')}”, which it calls; make their number and items agree.",
                    diagram.grade(call),
                )


@diagram_rule("data-state", WARNING)
def find_misplaced_states(diagram: Diagram) -> Iterator[Problem]:
    """A reference tells a state of its data object, the object tells its item, and neither the other (10.4.1)."""
    for element in diagram.of("dataObject", "dataObjectReference"):
        reference = diagram.kind[element] == "dataObjectReference"
        if reference and element.get("itemSubjectRef") and element.get("dataObjectRef"):
            yield Problem(
                element,
                "ارجاع به داده نوع داده (itemSubjectRef) ندارد؛ آن را روی خود dataObject بنویسید.",
                "is a reference, which has no itemSubjectRef; write it on the data object itself.",
            )
        elif not reference and next(children(element, "dataState"), None) is not None:
            yield Problem(
                element,
                "داده خود حالت (dataState) ندارد؛ حالت را روی ارجاع آن (dataObjectReference) بنویسید.",
                "has a dataState, which only references have; write it on its dataObjectReference.",
            )


@diagram_rule("quantity")
def check_quantities(diagram: Diagram) -> Iterator[Problem]:
    """How many tokens an activity takes and gives is at least one (table 10.3)."""
    for activity in diagram.of(*sorted(ACTIVITIES)):
        for name in ("startQuantity", "completionQuantity"):
            text = activity.get(name, "1").strip().removeprefix("+")
            if text.removeprefix("-").isdecimal() and int(text) < 1:
                yield Problem(
                    activity,
                    f"{name} آن {text} است و باید دست‌کم ۱ باشد؛ آن را درست کنید.",
                    f"has {name}={text}, which isn't at least 1; correct it.",
                )
