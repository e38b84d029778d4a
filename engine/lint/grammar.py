"""The schema of BPMN 2.0.2 (the normative XSD of its semantic model) as a short text, read once into tables.

A line: `kind < what it inherits: attributes | child elements in their order`. An attribute is `name=type`, `!` after
it means required. A child is followed by `?` (at most one), `*` (any number), `+` (one or more), nothing (exactly one)
or `{n}` (n or more). `@group` stands for any element of that group. Kinds in capitals are only inherited from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_GRAMMAR = """
BASE: id=id | documentation* extensionElements?
NAMED < BASE: name=text
FLOW_ELEMENT < NAMED | auditing? monitoring? categoryValueRef*
FLOW_NODE < FLOW_ELEMENT | incoming* outgoing*
ACTIVITY < FLOW_NODE: isForCompensation=flag startQuantity=number completionQuantity=number default=ref | \
ioSpecification? property* dataInputAssociation* dataOutputAssociation* @resourceRole* @loopCharacteristics?
TASK < ACTIVITY
EVENT < FLOW_NODE | property*
CATCH < EVENT: parallelMultiple=flag | dataOutput* dataOutputAssociation* outputSet? @eventDefinition* \
eventDefinitionRef*
THROW < EVENT | dataInput* dataInputAssociation* inputSet? @eventDefinition* eventDefinitionRef*
GATEWAY < FLOW_NODE: gatewayDirection=Unspecified/Converging/Diverging/Mixed
CALLABLE < NAMED | supportedInterfaceRef* ioSpecification? ioBinding*
GLOBAL_TASK < CALLABLE | @resourceRole*
COLLABORATION < NAMED: isClosed=flag | participant* messageFlow* @artifact* @conversationNode* \
conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef* \
conversationLink*
CONVERSATION_NODE < NAMED | participantRef* messageFlowRef* correlationKey*
CHOREOGRAPHY_ACTIVITY < FLOW_NODE: initiatingParticipantRef=ref! \
loopType=None/Standard/MultiInstanceSequential/MultiInstanceParallel | participantRef{2} correlationKey*
EXPRESSION < BASE: language=text evaluatesToTypeRef=ref
DATA < NAMED: itemSubjectRef=ref isCollection=flag | dataState?
DATA_ASSOCIATION < BASE | sourceRef* targetRef transformation? assignment*
ROLE < NAMED | resourceRef? resourceParameterBinding* resourceAssignmentExpression?
DEFINITION < BASE

definitions: id=id name=text targetNamespace=text! expressionLanguage=text typeLanguage=text exporter=text \
exporterVersion=text | import* extension* @rootElement* relationship*
import: namespace=text! location=text! importType=text!
extension: definition=text mustUnderstand=flag | documentation*
relationship < BASE: type=text! direction=None/Forward/Backward/Both | source+ target+
documentation: id=id textFormat=text

category < NAMED | categoryValue*
categoryValue < BASE: value=text
correlationProperty < NAMED: type=ref | correlationPropertyRetrievalExpression+
correlationPropertyRetrievalExpression < BASE: messageRef=ref! | messagePath
correlationPropertyBinding < BASE: correlationPropertyRef=ref! | dataPath
correlationKey < NAMED | correlationPropertyRef*
correlationSubscription < BASE: correlationKeyRef=ref! | correlationPropertyBinding*
dataStore < NAMED: capacity=number isUnlimited=flag itemSubjectRef=ref | dataState?
endPoint < BASE
error < NAMED: errorCode=text structureRef=ref
escalation < NAMED: escalationCode=text structureRef=ref
signal < NAMED: structureRef=ref
message < NAMED: itemRef=ref
itemDefinition < BASE: structureRef=ref isCollection=flag itemKind=Information/Physical
interface < BASE: name=text! implementationRef=ref | operation+
operation < BASE: name=text! implementationRef=ref | inMessageRef outMessageRef? errorRef*
partnerEntity < NAMED | participantRef*
partnerRole < NAMED | participantRef*
resource < BASE: name=text! | resourceParameter*
resourceParameter < NAMED: type=ref isRequired=flag
callableElement < CALLABLE
globalTask < GLOBAL_TASK
globalManualTask < GLOBAL_TASK
globalUserTask < GLOBAL_TASK: implementation=text | rendering*
globalScriptTask < GLOBAL_TASK: scriptLanguage=text | script?
globalBusinessRuleTask < GLOBAL_TASK: implementation=text
process < CALLABLE: processType=None/Public/Private isClosed=flag isExecutable=flag \
definitionalCollaborationRef=ref | auditing? monitoring? property* laneSet* @flowElement* @artifact* @resourceRole* \
correlationSubscription* supports*
auditing < BASE
partitionElement < BASE
monitoring < BASE

collaboration < COLLABORATION
globalConversation < COLLABORATION
choreography < COLLABORATION | @flowElement*
globalChoreographyTask < COLLABORATION: initiatingParticipantRef=ref | @flowElement*
participant < NAMED: processRef=ref | interfaceRef* endPointRef* participantMultiplicity?
participantMultiplicity < BASE: minimum=number maximum=number
participantAssociation < BASE | innerParticipantRef outerParticipantRef
messageFlow < NAMED: sourceRef=ref! targetRef=ref! messageRef=ref
messageFlowAssociation < BASE: innerMessageFlowRef=ref! outerMessageFlowRef=ref!
conversation < CONVERSATION_NODE
subConversation < CONVERSATION_NODE | @conversationNode*
callConversation < CONVERSATION_NODE: calledCollaborationRef=ref | participantAssociation*
conversationLink < NAMED: sourceRef=ref! targetRef=ref!
conversationAssociation < BASE: innerConversationNodeRef=ref! outerConversationNodeRef=ref!
choreographyTask < CHOREOGRAPHY_ACTIVITY | messageFlowRef+
subChoreography < CHOREOGRAPHY_ACTIVITY | @flowElement* @artifact*
callChoreography < CHOREOGRAPHY_ACTIVITY: calledChoreographyRef=ref | participantAssociation*

laneSet < NAMED | lane*
childLaneSet < NAMED | lane*
lane < NAMED: partitionElementRef=ref | partitionElement? flowNodeRef* childLaneSet?
sequenceFlow < FLOW_ELEMENT: sourceRef=ref! targetRef=ref! isImmediate=flag | conditionExpression?
dataObject < FLOW_ELEMENT: itemSubjectRef=ref isCollection=flag | dataState?
dataObjectReference < FLOW_ELEMENT: itemSubjectRef=ref dataObjectRef=ref | dataState?
dataStoreReference < FLOW_ELEMENT: itemSubjectRef=ref dataStoreRef=ref | dataState?
dataState < NAMED
association < BASE: sourceRef=ref! targetRef=ref! associationDirection=None/One/Both
group < BASE: categoryValueRef=ref
textAnnotation < BASE: textFormat=text | text?
artifact < BASE

task < TASK
manualTask < TASK
userTask < TASK: implementation=text | rendering*
scriptTask < TASK: scriptFormat=text | script?
serviceTask < TASK: implementation=text operationRef=ref
sendTask < TASK: implementation=text messageRef=ref operationRef=ref
receiveTask < TASK: implementation=text instantiate=flag messageRef=ref operationRef=ref
businessRuleTask < TASK: implementation=text
callActivity < ACTIVITY: calledElement=ref
subProcess < ACTIVITY: triggeredByEvent=flag | laneSet* @flowElement* @artifact*
transaction < ACTIVITY: triggeredByEvent=flag method=text | laneSet* @flowElement* @artifact*
adHocSubProcess < ACTIVITY: triggeredByEvent=flag cancelRemainingInstances=flag ordering=Parallel/Sequential | \
laneSet* @flowElement* @artifact* completionCondition?
standardLoopCharacteristics < BASE: testBefore=flag loopMaximum=number | loopCondition?
multiInstanceLoopCharacteristics < BASE: isSequential=flag behavior=None/One/All/Complex oneBehaviorEventRef=ref \
noneBehaviorEventRef=ref | loopCardinality? loopDataInputRef? loopDataOutputRef? inputDataItem? outputDataItem? \
complexBehaviorDefinition* completionCondition?
complexBehaviorDefinition < BASE | condition event?
loopCharacteristics < BASE
ioSpecification < BASE | dataInput* dataOutput* inputSet+ outputSet+
ioBinding < BASE: operationRef=ref! inputDataRef=ref! outputDataRef=ref!
inputSet < NAMED | dataInputRefs* optionalInputRefs* whileExecutingInputRefs* outputSetRefs*
outputSet < NAMED | dataOutputRefs* optionalOutputRefs* whileExecutingOutputRefs* inputSetRefs*
dataInput < DATA
dataOutput < DATA
inputDataItem < DATA
outputDataItem < DATA
property < NAMED: itemSubjectRef=ref | dataState?
dataInputAssociation < DATA_ASSOCIATION
dataOutputAssociation < DATA_ASSOCIATION
assignment < BASE | from to
resourceRole < ROLE
performer < ROLE
humanPerformer < ROLE
potentialOwner < ROLE
resourceParameterBinding < BASE: parameterRef=ref! | @expression
resourceAssignmentExpression < BASE | @expression
rendering < BASE

startEvent < CATCH: isInterrupting=flag
intermediateCatchEvent < CATCH
boundaryEvent < CATCH: cancelActivity=flag attachedToRef=ref!
intermediateThrowEvent < THROW
implicitThrowEvent < THROW
event < THROW
endEvent < THROW
cancelEventDefinition < DEFINITION
compensateEventDefinition < DEFINITION: waitForCompletion=flag activityRef=ref
conditionalEventDefinition < DEFINITION | condition
errorEventDefinition < DEFINITION: errorRef=ref
escalationEventDefinition < DEFINITION: escalationRef=ref
linkEventDefinition < DEFINITION: name=text! | source* target?
messageEventDefinition < DEFINITION: messageRef=ref | operationRef?
signalEventDefinition < DEFINITION: signalRef=ref
terminateEventDefinition < DEFINITION
timerEventDefinition < DEFINITION | timeDate? timeDuration? timeCycle?
eventDefinition < DEFINITION

exclusiveGateway < GATEWAY: default=ref
inclusiveGateway < GATEWAY: default=ref
parallelGateway < GATEWAY
complexGateway < GATEWAY: default=ref | activationCondition?
eventBasedGateway < GATEWAY: instantiate=flag eventGatewayType=Exclusive/Parallel

expression < EXPRESSION
formalExpression < EXPRESSION
conditionExpression < EXPRESSION
condition < EXPRESSION
completionCondition < EXPRESSION
loopCondition < EXPRESSION
loopCardinality < EXPRESSION
activationCondition < EXPRESSION
transformation < EXPRESSION
from < EXPRESSION
to < EXPRESSION
timeDate < EXPRESSION
timeDuration < EXPRESSION
timeCycle < EXPRESSION
messagePath < EXPRESSION
dataPath < EXPRESSION
"""
#: what `@group` stands for
_GROUPS = """
rootElement: category collaboration choreography globalConversation globalChoreographyTask correlationProperty \
dataStore endPoint error escalation signal message itemDefinition interface partnerEntity partnerRole resource \
globalTask globalManualTask globalUserTask globalScriptTask globalBusinessRuleTask process callableElement \
cancelEventDefinition compensateEventDefinition conditionalEventDefinition errorEventDefinition \
escalationEventDefinition linkEventDefinition messageEventDefinition signalEventDefinition \
terminateEventDefinition timerEventDefinition
flowElement: task manualTask userTask scriptTask serviceTask sendTask receiveTask businessRuleTask callActivity \
subProcess transaction adHocSubProcess startEvent intermediateCatchEvent boundaryEvent intermediateThrowEvent \
implicitThrowEvent event endEvent exclusiveGateway inclusiveGateway parallelGateway complexGateway \
eventBasedGateway sequenceFlow dataObject dataObjectReference dataStoreReference choreographyTask subChoreography \
callChoreography
artifact: association group textAnnotation artifact
conversationNode: conversation subConversation callConversation
resourceRole: resourceRole performer humanPerformer potentialOwner
loopCharacteristics: standardLoopCharacteristics multiInstanceLoopCharacteristics loopCharacteristics
eventDefinition: cancelEventDefinition compensateEventDefinition conditionalEventDefinition errorEventDefinition \
escalationEventDefinition linkEventDefinition messageEventDefinition signalEventDefinition \
terminateEventDefinition timerEventDefinition eventDefinition
expression: expression formalExpression
"""
_MEMBERS: Mapping[str, frozenset[str]] = {
    name: frozenset(members.split())
    for name, _, members in (line.partition(":") for line in _GROUPS.strip().splitlines())
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """`type` is id, ref, text, flag, number or the allowed words joined by `/`."""

    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Child:
    """A place in the order of child elements: what may stand there (a word or a group), and how often."""

    name: str
    kinds: frozenset[str]
    least: int
    limit: int | None


@dataclass(slots=True)
class Kind:
    """What the schema says of one kind of element."""

    name: str
    attributes: dict[str, Attribute] = field(default_factory=dict)
    children: tuple[Child, ...] = ()
    #: the place of each child element in the order
    position: dict[str, int] = field(default_factory=dict)
    #: names of required attributes, and places of required children
    required: tuple[str, ...] = ()
    demanding: tuple[int, ...] = ()


_OFTEN = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def _child(text: str) -> Child:
    name, brace, number = text.partition("{")
    if brace:
        least, limit = int(number.rstrip("}")), None
    else:
        least, limit = _OFTEN.get(text[-1], (1, 1))
        name = text.rstrip("?*+")
    group = name.removeprefix("@")
    return Child(group, _MEMBERS[group] if name != group else frozenset((name,)), least, limit)


def _attributes(words: Iterable[str]) -> dict[str, Attribute]:
    pairs = (word.partition("=") for word in words)
    return {name: Attribute(type_.rstrip("!"), type_.endswith("!")) for name, _, type_ in pairs}


def _read(grammar: str) -> dict[str, Kind]:
    """All kinds of the grammar, what they inherit included."""
    kinds: dict[str, Kind] = {}
    for line in filter(None, grammar.splitlines()):
        before, _, children = line.partition("|")
        head, _, attributes = before.partition(":")
        name, _, base = (part.strip() for part in head.partition("<"))
        inherited = kinds[base] if base else Kind("")
        kind = Kind(name, {**inherited.attributes, **_attributes(attributes.split())})
        kind.children = (*inherited.children, *map(_child, children.split()))
        kind.position = {word: place for place, child in enumerate(kind.children) for word in child.kinds}
        kind.required = tuple(name for name, attribute in kind.attributes.items() if attribute.required)
        kind.demanding = tuple(place for place, child in enumerate(kind.children) if child.least)
        kinds[name] = kind
    return {name: kind for name, kind in kinds.items() if not name.isupper()}


#: the schema by local name; elements that only hold a reference or any text are not in it
KINDS: Mapping[str, Kind] = _read(_GRAMMAR)
#: elements that hold one reference as text, or text
LEAVES = frozenset(name for kind in KINDS.values() for place in kind.children for name in place.kinds) - set(KINDS)
#: every element of BPMN's semantic namespace
ELEMENTS = frozenset(KINDS) | LEAVES
