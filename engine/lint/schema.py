"""What the schema of BPMN 2.0.2 knows, as tables: element names, where they stand, and what may refer to what."""

from collections.abc import Mapping

from engine.dialect.names import ACTIVITIES, EVENTS, FLOW_NODES, GATEWAYS, SCOPES


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: any element will do
ANY: frozenset[str] = frozenset({"*"})

EVENT_DEFINITIONS = frozenset(
    {
        "cancelEventDefinition",
        "compensateEventDefinition",
        "conditionalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "linkEventDefinition",
        "messageEventDefinition",
        "signalEventDefinition",
        "terminateEventDefinition",
        "timerEventDefinition",
    }
)
DATA = frozenset({"dataObject", "dataObjectReference", "dataStore", "dataStoreReference"})
ITEM_AWARE = DATA | {"dataInput", "dataOutput", "property", "inputDataItem", "outputDataItem"}
ARTIFACTS = frozenset({"association", "group", "textAnnotation"})
ROOTS = _words(
    "category choreography collaboration conversation correlationProperty dataStore endPoint error",
    "escalation globalBusinessRuleTask globalChoreographyTask globalConversation globalManualTask",
    "globalScriptTask globalTask globalUserTask interface itemDefinition message partnerEntity",
    "partnerRole process resource signal",
)
CHOREOGRAPHY = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
KNOWN = (
    FLOW_NODES
    | EVENT_DEFINITIONS
    | ITEM_AWARE
    | ARTIFACTS
    | ROOTS
    | CHOREOGRAPHY
    | _words(
        "activityRef artifact assignment auditing baseElement callConversation categoryValue categoryValueRef",
        "childLaneSet choreographyRef completionCondition complexBehaviorDefinition condition",
        "conditionExpression conversationAssociation conversationLink correlationKey",
        "correlationPropertyBinding correlationPropertyRef correlationPropertyRetrievalExpression",
        "correlationSubscription dataInputAssociation dataInputRefs dataOutputAssociation dataOutputRefs",
        "dataPath dataState definitions documentation endPointRef errorRef event eventDefinition",
        "eventDefinitionRef expression extension extensionElements flowNodeRef formalExpression from",
        "humanPerformer import inMessageRef incoming innerConversationNodeRef innerParticipantRef inputSet",
        "inputSetRefs interfaceRef ioBinding ioSpecification lane laneSet loopCardinality loopCharacteristics",
        "loopCondition loopDataInputRef loopDataOutputRef messageFlow messageFlowAssociation messageFlowRef",
        "messagePath monitoring multiInstanceLoopCharacteristics operation operationRef optionalInputRefs",
        "optionalOutputRefs outMessageRef outerConversationNodeRef outerParticipantRef outgoing outputSet",
        "outputSetRefs participant participantAssociation participantMultiplicity participantRef",
        "partitionElement performer potentialOwner relationship rendering resourceAssignmentExpression",
        "resourceParameter resourceParameterBinding resourceRef resourceRole rootElement script sequenceFlow",
        "source sourceRef standardLoopCharacteristics subConversation supportedInterfaceRef supports target",
        "targetRef text timeCycle timeDate timeDuration to transformation value whileExecutingInputRefs",
        "whileExecutingOutputRefs",
    )
)

_FLOW_ELEMENT_PLACES = SCOPES | {"choreography", "globalChoreographyTask", "subChoreography"}
#: where an element may stand, for those that matter
PLACES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(FLOW_NODES | {"sequenceFlow", "dataObject", "dataObjectReference"}, _FLOW_ELEMENT_PLACES),
    **dict.fromkeys(
        ("process", "collaboration", "message", "error", "signal", "escalation"), frozenset({"definitions"})
    ),
    **dict.fromkeys(EVENT_DEFINITIONS, EVENTS | {"definitions"}),
    **dict.fromkeys(CHOREOGRAPHY, frozenset({"choreography", "globalChoreographyTask", "subChoreography"})),
    "lane": frozenset({"laneSet", "childLaneSet"}),
    "laneSet": SCOPES,
    "childLaneSet": frozenset({"lane"}),
    "flowNodeRef": frozenset({"lane"}),
    "participant": frozenset({"collaboration", "choreography", "conversation", "globalConversation"}),
    "messageFlow": frozenset({"collaboration", "choreography", "conversation", "globalConversation"}),
    "conditionExpression": frozenset({"sequenceFlow"}),
    "multiInstanceLoopCharacteristics": ACTIVITIES,
    "standardLoopCharacteristics": ACTIVITIES,
    "timeDate": frozenset({"timerEventDefinition"}),
    "timeDuration": frozenset({"timerEventDefinition"}),
    "timeCycle": frozenset({"timerEventDefinition"}),
    "script": frozenset({"scriptTask", "globalScriptTask"}),
}

_NODES = FLOW_NODES | CHOREOGRAPHY
_MESSAGE = {"messageRef": frozenset({"message"})}
_OPERATION = {"operationRef": frozenset({"operation"})}
_FLOW = frozenset({"sequenceFlow"})
_ITEM = {"itemSubjectRef": frozenset({"itemDefinition"})}
_END = _NODES | {"participant"} | frozenset({"callConversation", "subConversation", "conversation"})

#: references by kind of element; "kind/" gives those written as text of child elements
REFERENCES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "sequenceFlow": {"sourceRef": _NODES, "targetRef": _NODES},
    **{kind: {"default": _FLOW} for kind in ACTIVITIES | GATEWAYS},
    "sendTask": {"default": _FLOW, **_MESSAGE, **_OPERATION},
    "receiveTask": {"default": _FLOW, **_MESSAGE, **_OPERATION},
    "serviceTask": {"default": _FLOW, **_OPERATION},
    "boundaryEvent": {"attachedToRef": ACTIVITIES},
    "messageEventDefinition": {**_MESSAGE, **_OPERATION},
    "errorEventDefinition": {"errorRef": frozenset({"error"})},
    "signalEventDefinition": {"signalRef": frozenset({"signal"})},
    "escalationEventDefinition": {"escalationRef": frozenset({"escalation"})},
    "compensateEventDefinition": {"activityRef": ACTIVITIES},
    "messageFlow": {"sourceRef": _END, "targetRef": _END, **_MESSAGE},
    "association": {"sourceRef": ANY, "targetRef": ANY},
    "participant": {"processRef": frozenset({"process"})},
    "dataObject": _ITEM,
    "dataStore": _ITEM,
    "dataInput": _ITEM,
    "dataOutput": _ITEM,
    "property": _ITEM,
    "message": {"itemRef": frozenset({"itemDefinition"})},
    "signal": {"structureRef": frozenset({"itemDefinition"})},
    "error": {"structureRef": frozenset({"itemDefinition"})},
    "escalation": {"structureRef": frozenset({"itemDefinition"})},
    "dataObjectReference": {"dataObjectRef": frozenset({"dataObject"}), **_ITEM},
    "dataStoreReference": {"dataStoreRef": frozenset({"dataStore"}), **_ITEM},
    "group": {"categoryValueRef": frozenset({"categoryValue"})},
    "lane": {"partitionElementRef": ANY},
    "ioBinding": {"inputDataRef": ANY, "outputDataRef": ANY, **_OPERATION},
    "multiInstanceLoopCharacteristics": {
        "oneBehaviorEventRef": EVENT_DEFINITIONS,
        "noneBehaviorEventRef": EVENT_DEFINITIONS,
    },
    "dataInputAssociation/": {"sourceRef": ITEM_AWARE, "targetRef": ITEM_AWARE},
    "dataOutputAssociation/": {"sourceRef": ITEM_AWARE, "targetRef": ITEM_AWARE},
    "operation/": {"errorRef": frozenset({"error"})},
    "linkEventDefinition/": {
        "source": frozenset({"linkEventDefinition"}),
        "target": frozenset({"linkEventDefinition"}),
    },
}
#: references written as text of an element of this name, wherever it stands
EVERYWHERE: Mapping[str, frozenset[str]] = {
    "incoming": _FLOW,
    "outgoing": _FLOW,
    "flowNodeRef": FLOW_NODES,
    "eventDefinitionRef": EVENT_DEFINITIONS,
    "dataInputRefs": frozenset({"dataInput"}),
    "dataOutputRefs": frozenset({"dataOutput"}),
    "loopDataInputRef": ITEM_AWARE,
    "loopDataOutputRef": ITEM_AWARE,
    "inMessageRef": frozenset({"message"}),
    "outMessageRef": frozenset({"message"}),
    "correlationPropertyRef": frozenset({"correlationProperty"}),
    "participantRef": frozenset({"participant"}),
    "interfaceRef": frozenset({"interface"}),
    "supportedInterfaceRef": frozenset({"interface"}),
}
#: attributes without which an element means nothing
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "sequenceFlow": ("sourceRef", "targetRef"),
    "messageFlow": ("sourceRef", "targetRef"),
    "association": ("sourceRef", "targetRef"),
    "boundaryEvent": ("attachedToRef",),
}
