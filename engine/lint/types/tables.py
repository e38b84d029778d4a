"""What is wrong with the expressions of decision models, over the variables of the case and what the model declares.

In a model text is text: only its types make a date of it (DMN 7.3.2)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.feel import nodes
from engine.feel.nodes import Node
from engine.lint.messages.feel_slips import grouped_number
from engine.lint.service import Service
from engine.lint.types.clashes import Clash
from engine.lint.types.inference import OPEN, Reading, read_tests
from engine.lint.types.kinds import ANY, DATA, TEMPORAL, Kind, undated
from engine.lint.types.messages import nearest
from engine.lint.types.models import Cell, InputText, ModelText, TableText, common_names, required_names
from engine.lint.types.places import Place
from engine.lint.types.slips import Slip, UnknownName
from engine.lint.types.sources import sources_of
from engine.model import Severity

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
#: a place in a model, and what is wrong there
Told = tuple[Place, Slip | UnknownName]


def read_models(service: Service, known: Mapping[str, Kind]) -> Iterator[Told]:
    """What is wrong in the decision models of the service."""
    plain = {name: undated(kind) for name, kind in known.items()}
    decided = {id_: undated(kind) for id_, kind in sources_of(service).decisions.items()}
    for file, model in sources_of(service).models.items():
        seen = common_names(model, plain)
        for literal in model.others:
            local = _local(model, literal.decision, plain, decided)
            place = Place(file, literal.node, literal.text, id=literal.owner or None)
            yield from _told(place, _read(literal.node, seen, {**local, OPEN: ANY} if literal.inside else local))
        for table in model.tables:
            yield from _table(file, table, seen, _local(model, table.decision, plain, decided))


def _local(
    model: ModelText, decision: str, known: Mapping[str, Kind], decided: Mapping[str, Kind]
) -> Mapping[str, Kind]:
    """What only a decision sees; in a knowledge model there are parameters."""
    return required_names(model, decision, known, decided) if decision else {OPEN: ANY}


def _read(node: Node, seen: Mapping[str, Kind], local: Mapping[str, Kind]) -> Reading:
    reading = Reading(seen, dated=False)
    reading.kind(node, local)
    return reading


def _told(place: Place, reading: Reading) -> Iterator[Told]:
    yield from ((place, slip) for slip in reading.found)
    yield from ((place, name) for name in reading.unknown.values())


def _table(file: str, table: TableText, seen: Mapping[str, Kind], local: Mapping[str, Kind]) -> Iterator[Told]:
    columns = [_column(head, seen, local) for head in table.inputs]
    for head in table.inputs:
        if head.node is not None:
            place = Place(file, head.node, head.text, id=table.owner, where=_where(None, head.label))
            yield from _told(place, _read(head.node, seen, local))
    texts = {cell.place for cell in table.cells if _is_text(cell.node)}
    dated: set[int] = set()
    for cell in table.cells:
        place = Place(file, cell.node, cell.text, id=table.owner, where=_where(cell.rule, cell.column))
        if cell.place >= len(columns):
            yield from _cell(place, cell, _read(cell.node, seen, local), texts)
            continue
        head, kind = table.inputs[cell.place], columns[cell.place]
        wanted = _temporal(cell.node, seen, local) if head.declared.is_any else frozenset[str]()
        if wanted and not kind.is_any and kind.names.isdisjoint(TEMPORAL):
            if cell.place not in dated:
                dated.add(cell.place)
                yield place, _untyped(head, min(wanted))
            continue
        reading = Reading(seen, dated=False)
        if isinstance(cell.node, nodes.Tests):
            read_tests(reading, cell.node, head.node or nodes.Name("?"), kind, local)
        if not head.declared.is_any:  # what is of another kind than its declared column has a rule of its own
            reading.found = [slip for slip in reading.found if slip.clash is not Clash.KINDS]
        yield from _cell(place, cell, reading, texts)


def _column(head: InputText, seen: Mapping[str, Kind], local: Mapping[str, Kind]) -> Kind:
    """What the cells of a column test: as declared, and within that as the case gives it."""
    if head.node is None:
        return head.declared
    reading = Reading(seen, dated=False)
    kind = reading.kind(head.node, local)
    if reading.unknown and kind.is_any:
        kind = DATA  # it comes from outside
    if head.declared.is_any or (kind.names & head.declared.names and kind.values is not None):
        return kind
    return head.declared


def _where(rule: int | None, column: str) -> tuple[str, str]:
    if rule is None:
        return f"ستون «{column}»", f"column “{column}”"
    return f"قاعدهٔ {str(rule).translate(_PERSIAN)}، ستون «{column}»", f"rule {rule}, column “{column}”"


def _cell(place: Place, cell: Cell, reading: Reading, texts: set[int]) -> Iterator[Told]:
    """What is wrong with a cell; a word alone in it is a text without its quotes, most likely."""
    for word in _words(cell.node):
        unknown = reading.unknown.get(word)
        if unknown is not None and (unknown.quoted or cell.place in texts):
            del reading.unknown[word]
            yield place, _word(word, reading.known)
    minus = _minus(cell.node)
    if minus is not None:
        yield place, minus
    grouped = grouped_number(cell.text)
    if grouped:
        yield place, _grouped(cell.text, grouped)
    yield from _told(place, reading)


def _parts(node: Node) -> list[Node]:
    """What a cell holds, one after the other."""
    if not isinstance(node, nodes.Tests):
        return [node]
    return [each.operand if isinstance(each, nodes.OperatorTest) else each.expression for each in node.alternatives]


def _words(node: Node) -> list[str]:
    return [part.name for part in _parts(node) if isinstance(part, nodes.Name)]


def _is_text(node: Node) -> bool:
    return any(isinstance(part, nodes.Literal) and isinstance(part.value, str) for part in _parts(node))


def _temporal(node: Node, seen: Mapping[str, Kind], local: Mapping[str, Kind]) -> frozenset[str]:
    """The dates, times and durations that the tests of a cell compare with."""
    reading = Reading(seen, dated=False)
    found: set[str] = set()
    for part in _parts(node):
        if nodes.mentions(part, "?"):
            continue
        kind = reading.kind(part, local)
        found |= (kind.items or kind).names if kind.names <= {"range", "list"} else kind.names
    return frozenset(found & TEMPORAL)


def _untyped(head: InputText, type_: str) -> Slip:
    written = {"date and time": "dateTime", "days and time duration": "dayTimeDuration"}.get(type_, type_)
    written = {"years and months duration": "yearMonthDuration"}.get(written, written)
    return Slip(
        "table-date",
        f"ستون با تاریخ، ساعت یا مدت سنجیده می‌شود ولی `{head.text}` متن است و قاعده هرگز برقرار نمی‌شود. "
        f'نوع ستون را بنویسید: typeRef="{written}".',
        f"the column is compared with a date, time or duration, but `{head.text}` is text, so the rule never matches. "
        f'Give the input expression its type: typeRef="{written}".',
    )


def _word(name: str, known: Mapping[str, Kind]) -> Slip:
    """A warning: whoever asks a lone model may have such a variable."""
    near = nearest(name, known)
    also_fa, also_en = (f" یا متغیر `{near}`", f", or the variable `{near}`") if near else ("", "")
    return Slip(
        "table-cell",
        f'واژهٔ «{name}» بی گیومه است: نام متغیری که نیست، پس تهی است. منظورتان `"{name}"` است{also_fa}؟',
        f"the word “{name}” has no quotes: it is a variable that doesn't exist, hence null. Did you mean "
        f'`"{name}"`{also_en}?',
        Severity.WARNING,
        change=None if near else (name, f'"{name}"'),
    )


def _grouped(text: str, meant: str) -> Slip:
    return Slip(
        "table-cell",
        f"`{text}` چند مقدار خوانده می‌شود، نه یک عدد. عدد را بی جداکنندهٔ هزارگان بنویسید: `{meant}`.",
        f"`{text}` is read as several values and not as one number. Write it without separators: `{meant}`.",
        change=(text, meant),
    )


def _minus(node: Node) -> Slip | None:
    """A span written with a minus sign: `100-1000` is -900."""
    for part in _parts(node) if isinstance(node, nodes.Tests) else ():
        match part:
            case nodes.Arithmetic(
                first=nodes.Literal(value=Decimal() as low), rest=(("-", nodes.Literal(value=Decimal() as high)),)
            ) if low < high:
                return Slip(
                    "table-cell",
                    f"`{low}-{high}` تفریق است و {low - high} می‌شود. برای بازه `[{low}..{high}]` بنویسید.",
                    f"`{low}-{high}` is a subtraction, which gives {low - high}. For a span write `[{low}..{high}]`.",
                    change=(f"{low}-{high}", f"[{low}..{high}]"),
                )
    return None
