"""Which kinds of elements each reference of BPMN 2.0.2 may lead to."""

from collections.abc import Mapping

from engine.dialect.names import ACTIVITIES, CHOREOGRAPHY, FLOW_NODES, GATEWAYS

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
_NODES = FLOW_NODES | CHOREOGRAPHY
_MESSAGE = {"messageRef": frozenset({"message"})}
_OPERATION = {"operationRef": frozenset({"operation"})}
_FLOW = frozenset({"sequenceFlow"})
_ITEM = {"itemSubjectRef": frozenset({"itemDefinition"})}
_STRUCTURE = {"structureRef": frozenset({"itemDefinition"})}
_CONVERSATION = frozenset({"callConversation", "subConversation", "conversation"})
_COLLABORATION = frozenset({"collaboration", "choreography", "globalConversation", "globalChoreographyTask"})
_PARTICIPANT = frozenset({"participant"})
#: what sends and receives messages (InteractionNode, BPMN 2.0.2, figure 9.7)
_END = _NODES | _PARTICIPANT | _CONVERSATION
#: what a call activity may call
CALLABLE = frozenset(
    {
        "process",
        "globalTask",
        "globalManualTask",
        "globalUserTask",
        "globalScriptTask",
        "globalBusinessRuleTask",
        "callableElement",
    }
)

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
    "process": {"definitionalCollaborationRef": _COLLABORATION},
    "dataObject": _ITEM,
    "dataStore": _ITEM,
    "dataInput": _ITEM,
    "dataOutput": _ITEM,
    "property": _ITEM,
    "message": {"itemRef": frozenset({"itemDefinition"})},
    "signal": _STRUCTURE,
    "error": _STRUCTURE,
    "escalation": _STRUCTURE,
    "dataObjectReference": {"dataObjectRef": frozenset({"dataObject"}), **_ITEM},
    "dataStoreReference": {"dataStoreRef": frozenset({"dataStore"}), **_ITEM},
    "group": {"categoryValueRef": frozenset({"categoryValue"})},
    "lane": {"partitionElementRef": ANY},
    "ioBinding": {"inputDataRef": ANY, "outputDataRef": ANY, **_OPERATION},
    "multiInstanceLoopCharacteristics": {
        "oneBehaviorEventRef": EVENT_DEFINITIONS,
        "noneBehaviorEventRef": EVENT_DEFINITIONS,
    },
    "resourceParameterBinding": {"parameterRef": frozenset({"resourceParameter"})},
    "correlationSubscription": {"correlationKeyRef": frozenset({"correlationKey"})},
    "correlationPropertyBinding": {"correlationPropertyRef": frozenset({"correlationProperty"})},
    "correlationPropertyRetrievalExpression": _MESSAGE,
    "conversationLink": {"sourceRef": _END, "targetRef": _END},
    "conversationAssociation": {"innerConversationNodeRef": _CONVERSATION, "outerConversationNodeRef": _CONVERSATION},
    "messageFlowAssociation": {
        "innerMessageFlowRef": frozenset({"messageFlow"}),
        "outerMessageFlowRef": frozenset({"messageFlow"}),
    },
    "choreographyTask": {"initiatingParticipantRef": _PARTICIPANT},
    "subChoreography": {"initiatingParticipantRef": _PARTICIPANT},
    "callChoreography": {
        "initiatingParticipantRef": _PARTICIPANT,
        "calledChoreographyRef": frozenset({"choreography", "globalChoreographyTask"}),
    },
    "globalChoreographyTask": {"initiatingParticipantRef": _PARTICIPANT},
    "callConversation": {"calledCollaborationRef": _COLLABORATION},
    "dataInputAssociation/": {"sourceRef": ITEM_AWARE, "targetRef": ITEM_AWARE},
    "dataOutputAssociation/": {"sourceRef": ITEM_AWARE, "targetRef": ITEM_AWARE},
    "operation/": {"errorRef": frozenset({"error"})},
    "linkEventDefinition/": {
        "source": frozenset({"linkEventDefinition"}),
        "target": frozenset({"linkEventDefinition"}),
    },
}
_DATA_INPUT, _DATA_OUTPUT = frozenset({"dataInput"}), frozenset({"dataOutput"})
#: references written as text of an element of this name, wherever it stands
EVERYWHERE: Mapping[str, frozenset[str]] = {
    "incoming": _FLOW,
    "outgoing": _FLOW,
    "flowNodeRef": _NODES,
    "eventDefinitionRef": EVENT_DEFINITIONS,
    "dataInputRefs": _DATA_INPUT,
    "optionalInputRefs": _DATA_INPUT,
    "whileExecutingInputRefs": _DATA_INPUT,
    "dataOutputRefs": _DATA_OUTPUT,
    "optionalOutputRefs": _DATA_OUTPUT,
    "whileExecutingOutputRefs": _DATA_OUTPUT,
    "inputSetRefs": frozenset({"inputSet"}),
    "outputSetRefs": frozenset({"outputSet"}),
    "loopDataInputRef": ITEM_AWARE,
    "loopDataOutputRef": ITEM_AWARE,
    "inMessageRef": frozenset({"message"}),
    "outMessageRef": frozenset({"message"}),
    "operationRef": frozenset({"operation"}),
    "correlationPropertyRef": frozenset({"correlationProperty"}),
    "participantRef": _PARTICIPANT,
    "innerParticipantRef": _PARTICIPANT,
    "outerParticipantRef": _PARTICIPANT,
    "messageFlowRef": frozenset({"messageFlow"}),
    "choreographyRef": frozenset({"choreography", "globalChoreographyTask"}),
    "categoryValueRef": frozenset({"categoryValue"}),
    "interfaceRef": frozenset({"interface"}),
    "supportedInterfaceRef": frozenset({"interface"}),
    "endPointRef": frozenset({"endPoint"}),
    "resourceRef": frozenset({"resource"}),
    "supports": frozenset({"process"}),
}
#: what other tools put into lists that only redundantly repeat what is drawn: harmless
TOLERATED: Mapping[str, frozenset[str]] = {
    "incoming": frozenset({"messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}),
    "outgoing": frozenset({"messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}),
    "flowNodeRef": DATA | {"association", "group", "textAnnotation"},
}
