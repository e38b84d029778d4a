"""Diagrams of any modeler, read into the dialect: the one way from a file to the tree that the engine works with."""

import re
from dataclasses import dataclass

from engine.dialect.adoption import Adoption, Remark
from engine.dialect.assignments import assignments_to_feel
from engine.dialect.camunda import CAMUNDA, FOX, adopt_camunda, adopt_fox
from engine.dialect.juel import is_juel, is_whole_juel, juel_to_feel
from engine.dialect.languages.foreign_code import tell_foreign_code
from engine.dialect.languages.foreign_reasons import COMPUTED_NAME
from engine.dialect.languages.java_expressions import code_to_feel
from engine.dialect.names import BPMN, bpmn, local_name, miz
from engine.dialect.other_tools.foreign_words import name_foreign_words
from engine.dialect.other_tools.jbpm import DROOLS, adopt_jbpm
from engine.dialect.python_pieces import Kind
from engine.dialect.python_places import read_conditions, read_script
from engine.dialect.spiffworkflow import SPIFFWORKFLOW, adopt_spiffworkflow, uses_spiffworkflow
from engine.dialect.xml import Element, parse_xml
from engine.dialect.xpath import looks_like_xpath, xpath_to_feel
from engine.dialect.zeebe import ZEEBE, adopt_zeebe

#: attributes that are true or false; XML Schema also writes 1 and 0
_FLAGS = frozenset(
    """isExecutable isForCompensation triggeredByEvent cancelActivity isInterrupting parallelMultiple instantiate
    isSequential testBefore waitForCompletion cancelRemainingInstances isCollection isClosed""".split()  # noqa: SIM905
)
#: the namespaces whose words are read
_READ = frozenset({*CAMUNDA, FOX, ZEEBE, DROOLS, SPIFFWORKFLOW})
_EXPRESSIONS = (
    *("conditionExpression", "condition", "loopCondition", "loopCardinality", "completionCondition"),
    *("activationCondition", "timeDate", "timeDuration", "timeCycle"),
)
#: what JUEL is converted to in them; elsewhere its value stays what it is
_WANTED = {
    **dict.fromkeys(("conditionExpression", "condition", "loopCondition", "completionCondition"), Kind.TRUTH),
    "loopCardinality": Kind.NUMBER,
}
#: the beginning of a time in ISO 8601
_TIME = re.compile(r"\s*(?:P|R\d*/|\d{4})")
#: languages whose simple expressions read like Java's
_JAVA_LIKE = ("java", "mvel", "groovy", "juel", "javascript", "ecmascript")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as the engine reads it, and what of other modelers' extensions has no counterpart."""

    root: Element
    remarks: tuple[Remark, ...]


def read_diagram(data: bytes) -> Reading:
    """Parse a diagram and read what other modelers wrote into the dialect. Raises `XmlError`."""
    adoption = Adoption(parse_xml(data))
    _normalize(adoption.root)
    used = _namespaces(adoption.root)
    for namespace in CAMUNDA:
        if namespace in used:
            adopt_camunda(adoption, namespace)
    if FOX in used:
        adopt_fox(adoption)
    if ZEEBE in used:
        adopt_zeebe(adoption)
    if DROOLS in used:
        adopt_jbpm(adoption)
    if uses_spiffworkflow(adoption.root, used):
        adopt_spiffworkflow(adoption)
    else:
        read_conditions(adoption, everywhere=False)
    _translate(adoption)
    tell_foreign_code(adoption, _EXPRESSIONS)
    name_foreign_words(adoption, _READ)
    return Reading(adoption.root, tuple(adoption.remarks))


def _namespaces(root: Element) -> set[str]:
    """The namespaces of all elements and attributes."""
    names = {str(name) for element in root.iter("*") for name in (element.tag, *element.attrib)}
    return {name[1:].partition("}")[0] for name in names if name.startswith("{")}


def _normalize(root: Element) -> None:
    """Write truth values as `true` and `false`, and references into this file without prefix."""
    own = root.get("targetNamespace")
    for element in root.iter(f"{{{BPMN}}}*"):
        for key, value in element.attrib.items():
            name, text = str(key), str(value).strip()
            if name in _FLAGS and text in ("1", "0", "true", "false"):
                element.set(name, {"1": "true", "0": "false"}.get(text, text))
            elif ":" in text and (name.endswith("Ref") or name == "calledElement"):
                prefix, _, rest = text.partition(":")
                if own and element.nsmap.get(prefix) == own:
                    element.set(name, rest)


def _translate(adoption: Adoption) -> None:
    """Conditions, counts, times and scripts of Java's family, and in XPath, as FEEL, where they are simple. Others stay
    as they are: the gate names them. Nearly every file says that XPath is its usual language in vain."""
    usual = adoption.root.get("expressionLanguage", "")
    for element in adoption.root.iter(*map(bpmn, _EXPRESSIONS)):
        text = element.text or ""
        language = element.get("language") or (usual if "XPath" in usual and looks_like_xpath(text) else "")
        wanted = _WANTED.get(local_name(element) or "", Kind.ANY)
        feel = _feel(text, language, wanted, mixed=_TIME.match(text) is not None)
        if feel is not None:
            element.text = feel
            element.attrib.pop("language", "")
    for task in adoption.root.iter(bpmn("scriptTask")):
        language = (task.get("scriptFormat") or "").lower()
        for script in task.iterchildren(bpmn("script")):
            feel = _feel(script.text or "", language) or _assignments(task, script.text or "", language)
            if feel is not None:
                script.text = feel
                task.set("scriptFormat", "feel")
        read_script(adoption, task, everywhere=False)
    for call in adoption.root.iter(bpmn("callActivity")):
        if is_juel(call.get("calledElement") or ""):
            adoption.changed(call, "calledElement", COMPUTED_NAME)
    for named in adoption.root.iter(bpmn("message"), bpmn("signal")):
        _fix_name(adoption, named)


def _assignments(task: Element, script: str, language: str) -> str | None:
    """A script that sets variables, as FEEL. Where no language is named it may be one too: as FEEL it would be a
    comparison whose answer nobody keeps."""
    keeps = task.get(miz("result")) is not None
    if keeps or (language and not any(name in language for name in _JAVA_LIKE)):
        return None
    return assignments_to_feel(script)


def _fix_name(adoption: Adoption, named: Element) -> None:
    """The name of a message or signal: fixed, not worked out at run time (`="fixed"` is)."""
    name = (named.get("name") or "").strip()
    text = name.removeprefix("=").strip()
    if name.startswith("=") and len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        named.set("name", text[1:-1])
    elif name.startswith("=") or is_juel(name):
        adoption.changed(named, "name", COMPUTED_NAME)


def _feel(text: str, language: str, wanted: Kind = Kind.ANY, *, mixed: bool = False) -> str | None:
    """The text as FEEL, JUEL as what is `wanted`; None where it is FEEL already, or has no counterpart. `mixed`: text
    around `${…}` counts as text, as in `PT${hours}H`; else it might be FEEL that happens to hold such a string."""
    if is_whole_juel(text) or (mixed and is_juel(text)):
        return juel_to_feel(text, wanted)
    if any(name in language.lower() for name in _JAVA_LIKE):
        return code_to_feel(text)
    return xpath_to_feel(text) if "xpath" in language.lower() else None
