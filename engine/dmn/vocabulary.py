"""The elements and attributes of DMN 1.1 to 1.6 (the XSDs of the models, in one table): which are read here, which mean
nothing for what is decided, and which are named by the gate because they would."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What becomes of a word."""

    READ = "read"
    #: a description, a label, a picture, who is responsible
    MEANINGLESS = "meaningless"
    #: it says something that isn't done here
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one element."""

    attributes: Mapping[str, Part]
    children: Mapping[str, Part]


#: a line: `element < what it inherits: attributes | elements inside`. `~` marks what means nothing, `-` what is named;
#: `@` stands for a group. Elements in capitals are only inherited from
_TABLE = """
BASE: ~id ~label | ~description ~extensionElements
NAMED < BASE: name
ITEM < NAMED: typeRef
REQUIREMENT < BASE
BOXED < BASE: typeRef
TESTS < BASE: expressionLanguage ~constraintType | text
ONE < BASE | @expression

definitions < NAMED: namespace expressionLanguage -typeLanguage ~exporter ~exporterVersion | import itemDefinition \
decision inputData businessKnowledgeModel decisionService ~knowledgeSource ~elementCollection ~performanceIndicator \
~organizationUnit ~textAnnotation ~association ~group
import < NAMED: namespace importType ~locationURI
itemDefinition < NAMED: isCollection -typeLanguage | typeRef allowedValues typeConstraint itemComponent functionItem
itemComponent < NAMED: isCollection -typeLanguage | typeRef allowedValues typeConstraint itemComponent functionItem
functionItem < BASE: outputTypeRef | ~parameters
allowedValues < TESTS
typeConstraint < TESTS

decision < NAMED: id | ~question ~allowedAnswers variable informationRequirement knowledgeRequirement \
~authorityRequirement ~supportedObjective ~impactedPerformanceIndicator ~decisionMaker ~decisionOwner ~usingProcess \
~usingTask @expression
inputData < NAMED: id href | variable
businessKnowledgeModel < NAMED: id | variable encapsulatedLogic knowledgeRequirement ~authorityRequirement
decisionService < NAMED: id | variable outputDecision ~encapsulatedDecision inputDecision inputData
variable < ITEM
informationRequirement < REQUIREMENT | requiredDecision requiredInput
knowledgeRequirement < REQUIREMENT | requiredKnowledge
requiredDecision: href |
requiredInput: href |
requiredKnowledge: href |
outputDecision: href |
inputDecision: href |

literalExpression < BOXED: expressionLanguage | text -importedValues
context < BOXED | contextEntry
contextEntry < BASE | variable @expression
invocation < BOXED | @expression binding
binding: | parameter @expression
parameter < ITEM: ~typeRef |
list < BOXED | @expression
relation < BOXED | column row
column < ITEM
row < BASE | @expression
encapsulatedLogic < BOXED: kind | formalParameter @expression
functionDefinition < BOXED: kind | formalParameter @expression
formalParameter < ITEM
conditional < BOXED | if then else
if < ONE
then < ONE
else < ONE
filter < BOXED | in match
in < ONE: ~typeRef |
match < ONE
for < BOXED: iteratorVariable | in return
return < ONE
some < BOXED: iteratorVariable | in satisfies
every < BOXED: iteratorVariable | in satisfies
satisfies < ONE

decisionTable < BOXED: hitPolicy aggregation ~preferredOrientation outputLabel | input output ~annotation rule
input < BASE: label | inputExpression inputValues
inputExpression < BOXED: expressionLanguage | text
inputValues < TESTS
output < ITEM: label | outputValues defaultOutputEntry
outputValues < TESTS
defaultOutputEntry < BASE: expressionLanguage ~typeRef | text
rule < BASE | inputEntry outputEntry ~annotationEntry
inputEntry < TESTS
outputEntry < BASE: expressionLanguage ~typeRef | text
text: |
typeRef: |
"""
_EXPRESSIONS = """literalExpression context invocation list relation functionDefinition conditional filter for some
every decisionTable""".split()  # noqa: SIM905 - a list of words reads better


def _marked(word: str) -> tuple[str, Part]:
    part = {"~": Part.MEANINGLESS, "-": Part.NAMED}.get(word[0], Part.READ)
    return (word if part is Part.READ else word[1:]), part


def _read() -> dict[str, Vocabulary]:
    found: dict[str, Vocabulary] = {}
    for line in filter(None, _TABLE.splitlines()):
        before, _, children = line.partition("|")
        head, _, attributes = before.partition(":")
        name, _, base = (part.strip() for part in head.partition("<"))
        inherited = found[base] if base else Vocabulary({}, {})
        words = children.replace("@expression", " ".join(_EXPRESSIONS)).split()
        found[name] = Vocabulary(
            {**inherited.attributes, **dict(map(_marked, attributes.split()))},
            {**inherited.children, **dict(map(_marked, words))},
        )
    return {name: one for name, one in found.items() if not name.isupper()}


#: by local name; elements that mean nothing aren't looked into
VOCABULARY: Mapping[str, Vocabulary] = _read()
