"""State is a code, never a sentence: no branch looks into the text of an error, a cause or a message.

A text is what such a name holds (`.error`, `.cause`, `.message` …), what `str` makes of an exception, what the
exception was made with, and a name that was given one of these. Shown, stored or logged it may be; compared, searched
or taken apart it may not. What may have the name of a text and be none is in `NAMES`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import tree

#: attributes that hold a text for people
TEXTS = {"message", "message_fa", "message_en", "error", "cause", "fault", "strerror", "msg", "line"}
#: of these a comparison with something that isn't a literal is allowed: elsewhere they are the name of a BPMN message,
#: and the number of a line
NAMES = {"message", "line"}
#: what text is asked about
LOOKS = {
    *("startswith", "endswith", "find", "rfind", "index", "rindex", "count", "partition", "rpartition", "split"),
    *("rsplit", "splitlines", "removeprefix", "removesuffix", "isdigit", "isalpha", "contains", "like", "ilike"),
    *("regexp_match", "icontains", "istartswith", "iendswith"),
}
#: what leaves text a text
KEEPS = {"lower", "upper", "casefold", "strip", "lstrip", "rstrip", "replace", "format", "encode", "title"}
#: what takes a text as an argument and tells one from another
TAKES = {"match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split", "group_by", "distinct"}
MAKES_TEXT = {"str", "repr", "format"}

#: incidents of releases that stored no code: frozen, and tested with what they stored
LEGACY = Path("engine/legacy_incidents.py")
#: the typesetter reports a letter that no font has in its message and nowhere else: its errors have no code
TYPESETTER = Path("app/data/papers/render.py")
#: parsers of others say what is wrong in English sentences only; here, and nowhere else, they are made into codes, and
#: what is no known sentence has a code too
PARSERS = {
    *(Path(f"engine/parser_faults/{language}.py") for language in ("xml", "json")),
    Path("forms/values/pattern.py"),
}


def looks_into_texts(module: ast.Module) -> list[str]:
    """The lines that decide by the text of a message."""
    found = []
    for scope in _scopes(module):
        texts = _Texts(scope)
        found += [f"{node.lineno} {ast.unparse(node)}" for node in _own_nodes(scope) if _decides(node, texts)]
    return sorted(set(found))


class _Texts:
    """Which expressions of one function are texts."""

    def __init__(self, scope: ast.AST) -> None:
        nodes = list(_own_nodes(scope))
        self.errors = {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
        self.errors |= {name for node in nodes for name in _raised_arguments(node)}
        self.names = {node.arg for node in nodes if _is_text_parameter(node)}
        for _ in range(3):  # a name may be given what another name was given
            self.names |= {name for node in nodes for name, value in _given(node) if self.holds(value)}

    def holds(self, node: ast.AST) -> bool:
        """Whether the expression is a text for people."""
        match node:
            case ast.Name(id=name):
                return name in self.names
            case ast.Attribute(attr=attr):
                return attr in TEXTS
            case ast.Subscript(value=value):
                return self._is_of_error(value) or (isinstance(node.slice, ast.Slice) and self.holds(value))
            case ast.Call() | ast.JoinedStr() | ast.BoolOp() | ast.IfExp() | ast.NamedExpr():
                return any(self.holds(part) or self._is_error(part) for part in _sources(node))
        return False

    def _is_error(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id in self.errors

    def _is_of_error(self, node: ast.AST) -> bool:
        """What an exception was made with."""
        return isinstance(node, ast.Attribute) and node.attr in ("args", "values") and self._is_error(node.value)


def _sources(node: ast.AST) -> list[ast.expr]:
    """What a text is made of."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in MAKES_TEXT:
            return [first]
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in KEEPS:
            return [value]
        case ast.JoinedStr(values=values):
            return [part.value for part in values if isinstance(part, ast.FormattedValue)]
        case ast.BoolOp() | ast.IfExp() | ast.NamedExpr():
            return [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
    return []


def _decides(node: ast.AST, texts: _Texts) -> bool:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [left, *others]
            return any(_is_compared(op, *pair, texts) for op, *pair in zip(ops, sides, others, strict=False))
        case ast.Call(func=ast.Attribute(attr=attr, value=value), args=args):
            asks = attr in LOOKS and texts.holds(value)
            return asks or (attr in TAKES and any(texts.holds(one) for one in args))
        case ast.Match(subject=subject):
            return texts.holds(subject)
    return False


def _is_compared(op: ast.cmpop, left: ast.expr, right: ast.expr, texts: _Texts) -> bool:
    if isinstance(op, ast.Is | ast.IsNot):
        return False
    for one, other in ((left, right), (right, left)):
        if not texts.holds(one) or _is_nothing(other) or _is_member(other):
            continue
        if isinstance(op, ast.In | ast.NotIn) or not (isinstance(one, ast.Attribute) and one.attr in NAMES):
            return True
        if isinstance(other, ast.Constant | ast.JoinedStr) or (isinstance(other, ast.Name) and other.id.isupper()):
            return True
    return False


def _is_nothing(node: ast.expr) -> bool:
    """Whether it is asked only if there is a text at all."""
    return isinstance(node, ast.Constant) and node.value in (None, "")


def _is_member(node: ast.expr) -> bool:
    """Whether it is of an enumeration: what is equal to it is none of our texts."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id[0].isupper()
        and node.attr.isupper()
    )


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
        case (
            ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            | ast.NamedExpr(target=ast.Name(id=name), value=value)
        ):
            yield name, value


def _raised_arguments(node: ast.AST) -> Iterator[str]:
    """Parameters that are exceptions by their annotation."""
    if isinstance(node, ast.arg) and node.annotation is not None:
        named = ast.unparse(node.annotation).strip("'\"")
        if named.endswith(("Exception", "Error", "Failed", "Refused")):
            yield node.arg


def _is_text_parameter(node: ast.AST) -> bool:
    if not isinstance(node, ast.arg) or node.annotation is None:
        return False
    return node.arg in TEXTS - NAMES and ast.unparse(node.annotation) in ("str", "str | None")


def _scopes(module: ast.Module) -> Iterator[ast.AST]:
    yield module
    yield from (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Everything in a function or module but what is inside another function."""
    todo = list(ast.iter_child_nodes(scope))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            todo += ast.iter_child_nodes(node)


@pytest.mark.parametrize(
    "offence",
    [
        'if incident.message.startswith("Unforeseen fault"): pass',
        "query.where(Effect.error.startswith(failed_with, autoescape=True))",
        'found = "timed out" in effect.error',
        'found = effect.error == "timed out"',
        "found = effect.error == TIMED_OUT",
        'found = incident.cause in ("a", "b")',
        "found = incident.cause == KEY_TAKEN",
        'found = incident.cause == "a"',
        'found = "a" != incident.message.lower()',
        "found = re.match(pattern, incident.cause)",
        "found = PATTERN.search(error.message)",
        "def f(incident):\n    cause = incident.cause\n    return PATTERN.fullmatch(cause.strip())",
        'try:\n    go()\nexcept ValueError as error:\n    late = "late" in str(error)',
        "try:\n    go()\nexcept ValueError as error:\n    late = error.args[0] == LATE",
        'try:\n    go()\nexcept ValueError as error:\n    late = f"{error}".endswith("late")',
        'def f(error: Exception):\n    text = str(error)\n    return text.partition(":")[0]',
        'match incident.message:\n    case "a":\n        pass',
        'while (said := failed.message).startswith("a"): pass',
        "query.where(Incident.cause.like(pattern))",
        "query.where(Incident.cause == text)",
        "query.group_by(Case.service_id, Incident.cause)",
        "def meaning(cause: str) -> str:\n    return next(text for pattern, text in MEANINGS if pattern.match(cause))",
        'def f(error: Exception):\n    what = str(error) if wanted(error) else ""\n    return what.partition(":")[0]',
        'def f(error: BundleUnreadable | Exception):\n    return str(error.values["what"]).partition(":")[0]',
    ],
)
def test_a_decision_by_a_text_is_seen(offence: str) -> None:
    assert looks_into_texts(ast.parse(offence)) != []


@pytest.mark.parametrize(
    "innocent",
    [
        "found = incident.code is FailureCode.UNKNOWN",
        "found = effect.code == code",
        "if effect.error is None: pass",
        'found = effect.error != ""',
        "found = subscription.message == name",
        "found = rule.cause == ClosureCause.DUST",
        'found = "from" in event.detail',
        "try:\n    go()\nexcept ValueError as error:\n    raise Refused(str(error)) from error",
        "row.error = attempt.error[:500]",
        'log.info(f"{error.message}")',
        'found = code.startswith("HTTP_5")',
        "found = PATTERN.match(value)",
        "try:\n    go()\nexcept HTTPError as error:\n    final = error.code == 404",
    ],
)
def test_what_shows_a_text_or_compares_a_code_is_allowed(innocent: str) -> None:
    assert looks_into_texts(ast.parse(innocent)) == []


def test_nothing_decides_by_the_text_of_a_message() -> None:
    allowed = {LEGACY, TYPESETTER, *PARSERS}
    modules = [path for path in tree.modules("app", "engine", "forms") if path not in allowed]
    assert [f"{path}:{line}" for path in modules for line in looks_into_texts(tree.parsed(path))] == []


@pytest.mark.parametrize("path", sorted(PARSERS), ids=str)
def test_sentences_of_parsers_are_made_into_codes_in_one_place_each(path: Path) -> None:
    assert len(looks_into_texts(tree.parsed(path))) == 1


def test_the_typesetter_alone_is_asked_by_its_message() -> None:
    lines = looks_into_texts(tree.parsed(TYPESETTER))
    assert [line.partition(" ")[2] for line in lines] == ["_UNKNOWN_LETTER.search(error.message)"]
