"""Build a decision table from its XML, cell by cell."""

from engine.dmn.errors import WrongModel
from engine.dmn.expressions import Builder
from engine.dmn.table import AGGREGATIONS, ORDERING, POLICIES, Input, Output, Rule, Table
from engine.dmn.xml import Element, child, children, label, local_name, text_of
from engine.feel import nodes
from engine.feel.errors import FeelSyntaxError
from engine.feel.names import normalize
from engine.feel.parser import parse_expression
from engine.feel.scope import Evaluate
from engine.feel.unary import Test
from engine.model import Bilingual

_ONE_OUTPUT = Bilingual("تنها یک خروجی تجمیع می‌شود", "only one output can be aggregated")

#: Kinds of values that have a sum.
_SUMMED = frozenset({"number", "days and time duration", "years and months duration"})


def build_table(builder: Builder, element: Element) -> Evaluate:
    """The closure of a `decisionTable`. Raises `DmnError`."""
    policy = element.get("hitPolicy", "UNIQUE")
    aggregation = element.get("aggregation")
    if policy not in POLICIES:
        raise WrongModel(Bilingual(f"سیاست انتخاب `{policy}` نیست", f"there is no hit policy {policy}"), label(element))
    if aggregation is not None and (aggregation not in AGGREGATIONS or policy != "COLLECT"):
        raise WrongModel(_not_aggregated(policy, aggregation), label(element))
    inputs = [_input(builder, column, place) for place, column in enumerate(children(element, "input"), 1)]
    outputs = [_output(builder, column, element) for column in children(element, "output")]
    if not outputs:
        raise WrongModel(Bilingual("جدول خروجی ندارد", "the table has no output"), label(element))
    if aggregation is not None and len(outputs) > 1:
        raise WrongModel(_ONE_OUTPUT, label(element))
    _require_premises(policy, outputs, element)
    kind = builder.types.kind(outputs[0].type)
    if aggregation == "SUM" and kind is not None and kind not in _SUMMED:
        raise WrongModel(_not_summed(kind), label(element))
    rows = enumerate(children(element, "rule"), 1)
    rules = tuple(_rule(builder, row, number, len(inputs), len(outputs)) for number, row in rows)
    table = Table(_owner(element), policy, aggregation, tuple(inputs), tuple(outputs), rules, builder.types)
    builder.tables.append(table)
    return table.evaluate


def _require_premises(policy: str, outputs: list[Output], table: Element) -> None:
    """What the hit policy takes for granted (DMN 1.3, 8.2.10 and 8.2.11). Raises `WrongModel`."""
    if policy in ORDERING and all(output.order is None for output in outputs):
        raise WrongModel(_without_order(policy), label(table))
    names = [output.name for output in outputs]
    if len(names) > 1 and "" in names:
        raise WrongModel(_NAMELESS, label(table))
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise WrongModel(_named_twice(twice), label(table))


def _owner(element: Element) -> str:
    """Name of the decision or knowledge model that the table belongs to."""
    owners = (here for here in element.iterancestors() if here.get("name"))
    owner = next(owners, element)
    return owner.get("name") or element.get("id") or "table"


def _input(builder: Builder, column: Element, place: int) -> Input:
    expression = child(column, "inputExpression")
    if expression is None:
        raise WrongModel(Bilingual(f"ورودی {place} عبارتی ندارد", f"input {place} has no expression"), label(column))
    text = text_of(expression, "text") or column.get("label")
    node = builder.feel(text, expression) if text else nodes.Nothing(f"input {place} has no expression")
    type_ = builder.types.find(expression.get("typeRef"))
    return Input(
        label=column.get("label") or text or str(place),
        value=builder.closure(node),
        type=type_,
        allowed=_allowed(builder, column, "inputValues"),
        allowed_text=_values(column, "inputValues"),
    )


def _values(column: Element, name: str) -> str | None:
    values = child(column, name)
    text = text_of(values, "text") if values is not None else None
    return None if text == "-" else text


def _allowed(builder: Builder, column: Element, name: str) -> Test | None:
    text = _values(column, name)
    return builder.tests(text, column).test if text else None


def _output(builder: Builder, column: Element, table: Element) -> Output:
    values = child(column, "outputValues")
    type_ = builder.types.find(column.get("typeRef"))
    order = text_of(values, "text") if values is not None else None
    if order is None:
        order = next(builder.types.limits(type_), None)  # the priority of a constrained type's values
    default = child(column, "defaultOutputEntry")
    default_text = text_of(default, "text") if default is not None else None
    name = normalize(column.get("name") or table.get("outputLabel") or "")
    return Output(
        name=name,
        label=column.get("label") or name or "of the table",
        type=type_,
        allowed=_allowed(builder, column, "outputValues"),
        order=_order(builder, order),
        default=_closure(builder, default_text, default),
        allowed_text=text_of(values, "text") if values is not None else None,
    )


def _closure(builder: Builder, text: str | None, element: Element | None) -> Evaluate | None:
    return builder.closure(builder.feel(text, element)) if text and element is not None else None


def _order(builder: Builder, values: str | None) -> Evaluate | None:
    """The closure of the list of output values; None where they are no list, such as `< 5`."""
    try:
        return builder.closure(parse_expression(f"[{values}]", builder.names)) if values and values != "-" else None
    except FeelSyntaxError:
        return None


def _rule(builder: Builder, row: Element, number: int, inputs: int, outputs: int) -> Rule:
    tests = [_test(builder, cell) for cell in children(row, "inputEntry")]
    values = [_value(builder, cell) for cell in children(row, "outputEntry")]
    if len(tests) != inputs or len(values) != outputs:
        raise WrongModel(_uneven(number), label(row))
    asked = tuple((column, test) for column, test in enumerate(tests) if test is not None)
    texts = tuple([text_of(cell, "text") or "-" for cell in row if local_name(cell) in ("inputEntry", "outputEntry")])
    return Rule(number, asked, tuple(values), texts)


def _test(builder: Builder, cell: Element) -> Test | None:
    """The cell's test; None for a cell that holds for all values."""
    text = text_of(cell, "text")
    return builder.tests(text, cell).test if text and text != "-" else None


def _value(builder: Builder, cell: Element) -> Evaluate:
    text = text_of(cell, "text")
    return builder.closure(builder.feel(text, cell) if text and text != "-" else nodes.Literal(None))


_NAMELESS = Bilingual(
    "هر یک از چند خروجی باید نامی داشته باشد، چون نتیجه زمینه‌ای از آن‌هاست",
    "each of several outputs needs a name, for the result is a context",
)


def _not_summed(kind: str) -> Bilingual:
    return Bilingual(f"نوع خروجی `{kind}` است که جمع ندارد", f"the output is of type {kind}, of which there is no sum")


def _without_order(policy: str) -> Bilingual:
    instead = "FIRST" if policy == "PRIORITY" else "RULE ORDER"
    return Bilingual(
        f"`{policy}` قاعده‌ها را به ترتیب مقدارهای خروجی می‌چیند و هیچ خروجی‌ای فهرست مقدار ندارد؛ آن‌ها را از مهم‌ترین "
        f"به بعد بنویسید یا `{instead}` را برگزینید",
        f"{policy} orders the rules by the output values, and no output lists any; list them from the most important "
        f"one on, or choose {instead}",
    )


def _named_twice(name: str) -> Bilingual:
    return Bilingual(
        f"دو خروجی «{name}» نام دارند و نتیجه تنها یکی را نگه می‌دارد",
        f"two outputs are called “{name}”; the result can hold one of them",
    )


def _uneven(number: int) -> Bilingual:
    return Bilingual(f"قاعدهٔ {number} برای هر ستون یک خانه ندارد", f"rule {number} has not one cell for each column")


def _not_aggregated(policy: str, aggregation: str) -> Bilingual:
    return Bilingual(
        f"سیاست `{policy}` با `{aggregation}` تجمیع نمی‌شود", f"{policy} can't be aggregated by {aggregation}"
    )
