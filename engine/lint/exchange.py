"""Messages as they are exchanged: by tasks, events, operations and flows, with the data they carry and the keys that
tell them apart (BPMN 2.0.2, 8.4.2, 8.4.3, 10.3.3, 10.5.1)."""

from collections.abc import Iterator

from engine.dialect import Element
from engine.dialect.names import THROW_EVENTS, children, text_of
from engine.lint.diagram import Diagram
from engine.lint.items import differ, item_of
from engine.lint.registry import WARNING, Problem, diagram_rule

#: what an event definition refers to, besides messages
_CARRIERS = {"signalEventDefinition": "signalRef", "errorEventDefinition": "errorRef"}
_CARRIERS["escalationEventDefinition"] = "escalationRef"


def message_of(diagram: Diagram, element: Element) -> Element | None:
    """The message that a task or definition refers to by itself."""
    return _found(diagram, element, "messageRef", "message")


def _operation(diagram: Diagram, element: Element) -> Element | None:
    written = element.get("operationRef") or next((text_of(one) for one in children(element, "operationRef")), "")
    found = diagram.find(written, element)
    return found if found is not None and diagram.kind[found] == "operation" else None


def _found(diagram: Diagram, element: Element, attribute: str, kind: str) -> Element | None:
    found = diagram.find(element.get(attribute), element)
    return found if found is not None and diagram.kind[found] == kind else None


def _of_operation(diagram: Diagram, operation: Element | None, side: str) -> Element | None:
    for reference in () if operation is None else children(operation, side):
        found = diagram.find(text_of(reference), reference)
        return found if found is not None and diagram.kind[found] == "message" else None
    return None


@diagram_rule("operation-message")
def compare_messages_of_operations(diagram: Diagram) -> Iterator[Problem]:
    """Who sends or receives by an operation exchanges its message (10.3.3), and a message flow carries the
    message of its ends (9.4)."""
    for element in diagram.of("sendTask", "receiveTask", "messageEventDefinition"):
        operation = _operation(diagram, element)
        mine, its = message_of(diagram, element), _of_operation(diagram, operation, "inMessageRef")
        if operation is not None and mine is not None and its is not None and mine is not its:
            yield Problem(
                element,
                f"پیام آن «{mine.get('id')}» است، ولی عملیات «{operation.get('id')}» پیام «{its.get('id')}» را می‌گیرد؛ "
                "یکی را درست کنید.",
                f"has the message “{mine.get('id')}”, but its operation “{operation.get('id')}” takes "
                f"“{its.get('id')}”; correct one of them.",
                diagram.grade(element),
            )
    for flow in diagram.of("messageFlow"):
        carried = message_of(diagram, flow)
        for end in ("sourceRef", "targetRef"):
            node = diagram.find(flow.get(end), flow)
            if carried is not None and node is not None and _exchanges_another(diagram, node, carried):
                yield Problem(
                    flow,
                    f"پیام «{carried.get('id')}» را می‌برد، ولی {end} آن («{node.get('id')}») پیام دیگری دارد؛ "
                    "یکی را درست کنید.",
                    f"carries the message “{carried.get('id')}”, but its {end} “{node.get('id')}” has another one; "
                    "correct one of them.",
                    diagram.grade(node),
                )


def _exchanges_another(diagram: Diagram, node: Element, message: Element) -> bool:
    """Whether all messages that a task or event refers to are others."""
    places = (node, *(d for d in diagram.definitions(node) if diagram.kind[d] == "messageEventDefinition"))
    own = [found for place in places if (found := message_of(diagram, place)) is not None]
    return bool(own) and message not in own


@diagram_rule("message-data")
def compare_data_of_messages(diagram: Diagram) -> Iterator[Problem]:
    """What a task or event puts into a message, or takes out of one, is the item of that message; a send task has one
    data input at most, a receive task one data output, a service task of an operation one of each (10.3.3, 10.5.1)."""
    for task in diagram.of("sendTask", "receiveTask", "serviceTask"):
        operation = _operation(diagram, task)
        if diagram.kind[task] == "serviceTask" and operation is None:
            continue
        into = message_of(diagram, task) if diagram.kind[task] != "serviceTask" else None
        given = into if into is not None else _of_operation(diagram, operation, "inMessageRef")
        sides = {"sendTask": [("dataInput", given)], "receiveTask": [("dataOutput", given)]}
        answered = [("dataInput", given), ("dataOutput", _of_operation(diagram, operation, "outMessageRef"))]
        for item, message in sides.get(diagram.kind[task], answered):
            items = [one for place in children(task, "ioSpecification") for one in children(place, item)]
            yield from _compared(diagram, task, items, [message] if message is not None else [], limit=1)
    for event in (node for node in diagram.nodes if diagram.definitions(node)):
        item = "dataInput" if diagram.kind[event] in THROW_EVENTS else "dataOutput"
        definitions = [_carried(diagram, one) for one in diagram.definitions(event)]
        yield from _compared(diagram, event, list(children(event, item)), definitions, limit=len(definitions))


def _carried(diagram: Diagram, definition: Element) -> Element | None:
    if diagram.kind[definition] == "messageEventDefinition":
        message = message_of(diagram, definition)
        operation = _operation(diagram, definition)
        return message if message is not None else _of_operation(diagram, operation, "inMessageRef")
    attribute = _CARRIERS.get(diagram.kind[definition])
    return None if attribute is None else diagram.find(definition.get(attribute), definition)


def _compared(
    diagram: Diagram, holder: Element, items: list[Element], carriers: list[Element | None], *, limit: int
) -> Iterator[Problem]:
    if len(items) > limit and not _is_adopted(items):
        yield Problem(
            holder,
            f"{len(items)} ورودی یا خروجی دارد، ولی پیام یا رویداد آن {limit} تا می‌پذیرد؛ آن‌ها را یکی کنید.",
            f"has {len(items)} inputs or outputs, but what it exchanges takes {limit}; make them one.",
            diagram.grade(holder),
        )
    for item, carrier in zip(items, carriers, strict=False):
        if carrier is not None and differ(item_of(diagram, item), item_of(diagram, carrier)):
            yield Problem(
                holder,
                f"دادهٔ «{item.get('id')}» آن از نوعی نیست که «{carrier.get('id')}» می‌برد؛ تعریف داده را یکسان کنید.",
                f"has the data “{item.get('id')}”, which isn't the item that “{carrier.get('id')}” carries; give both "
                "the same item definition.",
                diagram.grade(holder),
            )


def _is_adopted(items: list[Element]) -> bool:
    """Whether other modelers' mappings were read into inputs, which are the entries of what is sent."""
    return all(item.get("itemSubjectRef") is None for item in items)


@diagram_rule("correlation-key")
def check_correlation_keys(diagram: Diagram) -> Iterator[Problem]:
    """A key is made of properties. A message that has any of them has all, so that its key can be read, unless another
    key tells it apart; a subscription says where all of them come from, and no others (8.4.2)."""
    keys = [(key, correlated_properties(diagram, key)) for key in diagram.of("correlationKey")]
    whole = {
        m for _, members in keys if members for m in set.intersection(*(messages_read(diagram, p) for p in members))
    }
    for key, properties in keys:
        if not properties:
            yield Problem(
                key,
                "کلید همبستگی هیچ ویژگی (correlationPropertyRef) ندارد و هیچ پیامی را جدا نمی‌کند؛ "
                "ویژگی‌های آن را بنویسید.",
                "is a correlation key without properties, which tells no messages apart; write its properties.",
                WARNING,
            )
        read = [messages_read(diagram, one) for one in properties]
        for message in sorted(set().union(*read) - whole, key=lambda one: one.get("id") or ""):
            for one in (p for p, messages in zip(properties, read, strict=True) if message not in messages):
                yield Problem(
                    one,
                    f"از پیام «{message.get('id')}» خوانده نمی‌شود، پس کلید «{key.get('id')}» برای آن پیام کامل نیست؛ "
                    "correlationPropertyRetrievalExpression آن را بنویسید.",
                    f"isn't read from the message “{message.get('id')}”, for which the key “{key.get('id')}” is "
                    "incomplete; write its correlationPropertyRetrievalExpression.",
                    diagram.grade(one),
                )
    yield from _read_twice(diagram)
    for subscription in diagram.of("correlationSubscription"):
        yield from _bindings(diagram, subscription)


def correlated_properties(diagram: Diagram, key: Element) -> list[Element]:
    """The properties of a correlation key."""
    found = (diagram.find(text_of(one), one) for one in children(key, "correlationPropertyRef"))
    return [one for one in found if one is not None and diagram.kind[one] == "correlationProperty"]


def messages_read(diagram: Diagram, one: Element) -> set[Element]:
    """The messages that a property is read from."""
    expressions = children(one, "correlationPropertyRetrievalExpression")
    return {found for each in expressions if (found := message_of(diagram, each)) is not None}


def _read_twice(diagram: Diagram) -> Iterator[Problem]:
    for one in diagram.of("correlationProperty"):
        read = [message_of(diagram, each) for each in children(one, "correlationPropertyRetrievalExpression")]
        if len(read) != len(set(read)):
            yield Problem(
                one,
                "از یک پیام دو بار خوانده می‌شود و فقط نخستین به کار می‌آید؛ یکی را پاک کنید.",
                "is read twice from one message, of which only the first counts; remove one.",
                diagram.grade(one),
            )


def _bindings(diagram: Diagram, subscription: Element) -> Iterator[Problem]:
    key = _found(diagram, subscription, "correlationKeyRef", "correlationKey")
    wanted = [] if key is None else correlated_properties(diagram, key)
    bound = [
        _found(diagram, one, "correlationPropertyRef", "correlationProperty")
        for one in children(subscription, "correlationPropertyBinding")
    ]
    if wanted and set(wanted) != set(bound):
        yield Problem(
            subscription,
            f"باید مقدار همهٔ ویژگی‌های کلید «{subscription.get('correlationKeyRef')}» را بدهد، نه کمتر و نه بیشتر؛ "
            "correlationPropertyBinding را درست کنید.",
            f"should say where all properties of the key “{subscription.get('correlationKeyRef')}” come from, and no "
            "others; correct its correlationPropertyBindings.",
            diagram.grade(subscription),
        )
