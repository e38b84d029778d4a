"""Scripts that only set variables, in Java's family, as a FEEL context whose entries become variables.

`x = x + 1`, `x += 1`, `x++` and `execution.setVariable("x", x + 1)`, one after the other. Whatever else a script does
(names of its own, calls, branches) has no counterpart: then the answer is None, and nothing is guessed."""

import re

from engine.dialect.descent import MAX_LENGTH
from engine.dialect.languages.java_expressions import code_to_feel

#: a variable that the script sets, and to what; the texts of both forms stand for `name`, `sign` and `value`
_SET = re.compile(r"(?P<name>[^\W\d]\w*)\s*(?P<sign>[-+*/]?)=(?!=)(?P<value>.+)", re.DOTALL)
_STEP = re.compile(r"(?P<name>[^\W\d]\w*)\s*(?P<sign>\+\+|--)")
_CALL = re.compile(
    r"""(?:execution|kcontext|delegateExecution)\s*\.\s*setVariable\s*\(\s*(?P<quote>["'])(?P<name>[^\W\d]\w*)(?P=quote)
    \s*,(?P<value>.+)\)""",
    re.DOTALL | re.VERBOSE,
)
#: the ends of statements, outside of texts
_PART = re.compile(r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^;\n"'])+""")


def assignments_to_feel(script: str) -> str | None:
    """The script as a FEEL context; None where it does more than to set each of its variables once."""
    if len(script) > MAX_LENGTH or _PART.sub("", script).strip(";\r\n"):
        return None
    statements = [part.strip() for part in _PART.findall(script) if part.strip()]
    entries = dict(filter(None, map(_entry, statements)))
    if not entries or len(entries) < len(statements):
        return None
    return "{" + ", ".join(f"{name}: {value}" for name, value in entries.items()) + "}"


def _entry(statement: str) -> tuple[str, str] | None:
    """The variable that a statement sets and the FEEL of its value."""
    step = _STEP.fullmatch(statement)
    if step is not None:
        return _valued(step["name"], f"{step['name']} {step['sign'][0]} 1")
    found = _CALL.fullmatch(statement)
    if found is not None:
        return _valued(found["name"], found["value"])
    found = _SET.fullmatch(statement)
    if found is None:
        return None
    grown = f"{found['name']} {found['sign']} ({found['value']})" if found["sign"] else found["value"]
    return _valued(found["name"], grown)


def _valued(name: str, code: str) -> tuple[str, str] | None:
    value = code_to_feel(code)
    return None if value is None or code_to_feel(name) != name else (name, value)
