"""Words and signs of JUEL, and of what looks like it."""

import re

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)[lLdDfF]?(?![\w.])|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[^\W\d]\w*)
    |(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]]))""",
    re.VERBOSE,
)
#: what is no variable: words of the language, and values of Python, which would be variables that nobody sets
RESERVED = frozenset(
    {"and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "instanceof"}
    | {"True", "False", "None"}
)
#: what other engines call figures of a multi-instance activity (their counter begins at 0)
FIGURES = {
    "loopCounter": "(loopCounter - 1)",
    "nrOfInstances": "numberOfInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
}
#: objects whose `getVariable("x")` is the variable x
CONTEXTS = frozenset({"execution", "task", "kcontext", "delegateExecution"})


def literal(text: str) -> str:
    """A FEEL string of a text, its line breaks written as JUEL and Java write them."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
