"""The words inside the extension elements of other modelers: which attributes and parts each has that are read here, or
that mean nothing for how a process runs. Whatever else stands in them is named, so that a new word can't slip through.

The words directly on elements of BPMN are told by the modules that read them (`camunda`, `zeebe`, `spiffworkflow`,
`jbpm`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.dialect.adoption import Adoption, owner_of
from engine.dialect.xml import Element

#: a line: `element: attributes | elements inside`. `=a/b` behind an attribute: these values say what is so here anyway,
#: others are named
_CAMUNDA = """
in: source sourceExpression target variables businessKey |
out: source sourceExpression target variables |
inputOutput: | inputParameter outputParameter
inputParameter: name | list map script
outputParameter: name | list map script
list: | value script
map: | entry
entry: key | list map script
value: |
script: scriptFormat resource |
connector: | connectorId inputOutput
connectorId: |
failedJobRetryTimeCycle: |
"""
_ZEEBE = """
taskDefinition: type retries |
taskHeaders: | header
header: key value |
ioMapping: | input output
input: source target |
output: source target |
formDefinition: formId formKey externalReference bindingType=latest/deployment |
assignmentDefinition: assignee candidateGroups candidateUsers |
taskSchedule: dueDate followUpDate |
priorityDefinition: priority |
calledElement: processId propagateAllParentVariables propagateAllChildVariables bindingType |
calledDecision: decisionId resultVariable bindingType=latest/deployment |
script: expression resultVariable |
loopCharacteristics: inputCollection inputElement outputCollection outputElement |
subscription: correlationKey |
userTask: |
versionTag: value |
"""
_SPIFFWORKFLOW = """
preScript: |
postScript: |
messagePayload: |
messageVariable: |
calledDecisionId: |
serviceTaskOperator: id resultVariable | parameters retry
parameters: | parameter
parameter: id name type value |
retry: retries backoff_base |
properties: | property
property: name value |
category: |
"""
_DROOLS = """
import: name |
global: identifier type |
metaData: name | metaValue
metaValue: |
onEntry-script: scriptFormat | script
onExit-script: scriptFormat | script
script: |
"""


@dataclass(frozen=True, slots=True)
class Extension:
    """What one extension element may hold. An attribute's values are those that need no word; None: any."""

    attributes: Mapping[str, frozenset[str] | None]
    parts: frozenset[str]


def _read(table: str) -> dict[str, Extension]:
    found: dict[str, Extension] = {}
    for line in filter(None, table.splitlines()):
        head, _, parts = line.partition("|")
        name, _, attributes = head.partition(":")
        pairs = (word.partition("=") for word in attributes.split())
        values = {word: frozenset(few.split("/")) if few else None for word, _, few in pairs}
        found[name] = Extension(values, frozenset(parts.split()))
    return found


#: by modeler and name of the element
EXTENSIONS: Mapping[str, Mapping[str, Extension]] = {
    "camunda": _read(_CAMUNDA),
    "zeebe": _read(_ZEEBE),
    "spiffworkflow": _read(_SPIFFWORKFLOW),
    "drools": _read(_DROOLS),
}


def name_inner_words(adoption: Adoption, namespace: str, label: str) -> None:
    """Remark on what stands in extension elements of that namespace and isn't in the table; `label` is the prefix with
    which these words are usually written."""
    prefix = f"{{{namespace}}}"
    known = EXTENSIONS.get(label, EXTENSIONS["camunda"])
    for extension in adoption.root.iter(f"{prefix}*"):
        name = extension.tag.removeprefix(prefix)
        owner = owner_of(extension)
        if name in known and owner is not None:
            for word in _unknown(extension, known[name], prefix):
                adoption.ignored(owner, f"{label}:{name} {word}")


def _unknown(extension: Element, known: Extension, prefix: str) -> Iterator[str]:
    for key, value in extension.attrib.items():
        name = str(key).removeprefix(prefix)
        values = known.attributes.get(name, frozenset())
        if values is not None and str(value) not in values:
            yield name
    for part in extension.iterchildren("*"):
        name = str(part.tag).removeprefix(prefix)
        if name not in known.parts:
            yield name.rpartition("}")[2]
