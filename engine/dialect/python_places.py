"""Where a diagram holds Python: conditions, counts, times and scripts. Each becomes FEEL in its place, or is noted as
something without which the process would run otherwise than drawn.

Text that Python can't parse, or that calls a function of FEEL, is FEEL already and stays as it is."""

import ast
import builtins
import re
from collections.abc import Callable

from engine.dialect.adoption import Adoption
from engine.dialect.languages.foreign_reasons import is_of_javas_family
from engine.dialect.names import bpmn, children, miz
from engine.dialect.python_expressions import condition_of, parsed, value_of
from engine.dialect.python_reasons import Unsayable, Why
from engine.dialect.python_scripts import as_context, source_of, statements_of, steps_of
from engine.dialect.python_steps import Step
from engine.dialect.xml import Element
from engine.feel.library import PREDEFINED
from engine.model import Bilingual

CONDITIONS = ("conditionExpression", "condition", "loopCondition", "completionCondition")
TIMES = ("timeDate", "timeDuration", "timeCycle")
#: the beginning of a time in ISO 8601, which Python may take for arithmetic
_IS_TIME = re.compile(r"\s*(?:-?P[\dT]|R\d*/|\d{4}-)")
#: functions that only FEEL has
_FEEL_ONLY = PREDEFINED - set(dir(builtins))
_IN_FEEL = Bilingual(
    "اسکریپت در FEEL چنین است: {x: مقدار, y: مقدار}",
    "in FEEL a script is a context: {x: value, y: value}",
)
_LANES = Bilingual(
    "این‌جا مسئول هر مسیر را miz:role می‌گوید", "here miz:role on a lane says whose work it is, not a variable"
)


def is_python(language: str) -> bool:
    """Whether a language is Python by its name."""
    return "python" in language.lower()


def read_conditions(adoption: Adoption, *, everywhere: bool) -> None:
    """All conditions, counts and times: those that say they are Python, or all that don't say otherwise."""
    for names, read in ((CONDITIONS, _condition), (("loopCardinality", "messagePath"), _value), (TIMES, _time)):
        for element in adoption.root.iter(*map(bpmn, names)):
            language = element.get("language") or ""
            plain = read is _time and _IS_TIME.match(element.text or "")
            if is_python(language) or (everywhere and not language and not plain):
                read_expression(adoption, element, read, certain=is_python(language))


def read_expression(adoption: Adoption, element: Element, read: Callable[[ast.expr], str], *, certain: bool) -> None:
    """Write the text of an element in FEEL. `certain`: it can't be FEEL."""
    text = (element.text or "").strip()
    if not text:
        return
    try:
        spend(adoption, text)
        node = parsed(text)
        if node is not None and (certain or not calls_feel(node)):
            element.text = read(node)
            element.set("language", "feel")
    except Unsayable as error:
        element.set("language", "python")
        adoption.changed(element, element.tag.rpartition("}")[2], error.told(text))


def spend(adoption: Adoption, code: str) -> None:
    """Count what is read of a file. Raises `Unsayable` where it is too much."""
    if not adoption.may_read(code):
        raise Unsayable(Why.MUCH)


def read_script(adoption: Adoption, task: Element, *, everywhere: bool) -> None:
    """The script of a task that is Python: by what it says, or by being statements. In files of unknown origin (not
    `everywhere`) comments alone are no script."""
    language = task.get("scriptFormat") or ""
    if (language and not is_python(language)) or task.get(miz("result")) is not None:
        return
    for script in children(task, "script"):
        text, certain = script.text or "", is_python(language)
        if not text.strip() or (text.lstrip().startswith("{") and not certain):
            continue  # a context is FEEL
        if not certain and not everywhere and is_of_javas_family(text):
            continue
        try:
            spend(adoption, text)
            statements = statements_of(text)
            told = certain or (everywhere and statements == [])
            if statements is not None and (told or any(map(_acts, statements))):
                steps = steps_of(text)
                script.text = as_context(steps) if steps else ""
                task.set("scriptFormat", "feel")
                note_lanes(adoption, task, steps)
        except Unsayable as error:
            refuse_script(adoption, task, "script", error, text)
            task.set("scriptFormat", "python")


def refuse_script(adoption: Adoption, owner: Element, word: str, error: Unsayable, text: str) -> None:
    """Note a script that can't be run."""
    reason = error.told(source_of(text))
    adoption.changed(owner, word, Bilingual(f"{reason.fa}؛ {_IN_FEEL.fa}", f"{reason.en}; {_IN_FEEL.en}"))


def note_lanes(adoption: Adoption, owner: Element, steps: list[Step]) -> None:
    """A script that hands out the work of lanes, as SpiffArena has it."""
    if any(step.name == "lane_owners" for step in steps):
        adoption.ignored(owner, "lane_owners", _LANES)


def calls_feel(tree: ast.AST) -> bool:
    """Whether a function is called that FEEL has and Python hasn't."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(name, ast.Name) and name.id in _FEEL_ONLY for name in calls)


def _acts(statement: ast.stmt) -> bool:
    """Whether a statement does something in Python: a lone value doesn't, and is FEEL where it stands alone."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call) and not calls_feel(statement.value)
    return True


def _condition(node: ast.expr) -> str:
    return condition_of(node)


def _value(node: ast.expr) -> str:
    return value_of(node).text


def _time(node: ast.expr) -> str:
    """A time: a text in quotes stands for itself, a `timedelta` of fixed numbers for its duration."""
    match node:
        case ast.Constant(value=str(text)) if _IS_TIME.match(text):
            return text.strip()
        case ast.Call(func=ast.Name(id="timedelta") | ast.Attribute(attr="timedelta"), args=[], keywords=[_, *_]):
            return _duration(node)
    return value_of(node).text


def _duration(node: ast.Call) -> str:
    """`timedelta(days=1, hours=2)` as ISO 8601. Raises `Unsayable`."""
    parts = {"days": 0, "hours": 0, "minutes": 0, "seconds": 0}
    for word in node.keywords:
        count = word.value.value if isinstance(word.value, ast.Constant) else None
        name, times = ("days", 7) if word.arg == "weeks" else (word.arg or "", 1)
        if type(count) is not int or count < 0 or name not in parts:
            raise Unsayable(Why.CALL, node)
        parts[name] += count * times
    days, clock = parts.pop("days"), "".join(f"{count}{name[0].upper()}" for name, count in parts.items() if count)
    return f"P{days}D" + (f"T{clock}" if clock else "")
