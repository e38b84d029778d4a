# ruff: noqa: E501 - lines of files as tools write them
"""Right diagrams as many tools save them: other prefixes, extensions and habits, parts left out. None has an error."""

DI = (
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def file(inside: str, *, prefix: str = "", more: str = "", declaration: str = "") -> str:
    """A file; `prefix` is put before every BPMN element whose tag begins with `~`."""
    tag = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    body = inside.replace("</~", f"</{tag}").replace("<~", f"<{tag}")
    head = f'<{tag}definitions {name}="{MODEL}" {DI} {more} id="defs" targetNamespace="http://example.org/d">'
    return f"{declaration}{head}{body}</{tag}definitions>"


POOLS_WITH_A_BLACK_BOX = file(
    """<~collaboration id="Collaboration_1"><~participant id="Participant_1" name="Bank" processRef="Process_1" />
    <~participant id="Participant_2" name="Customer" />
    <~messageFlow id="Flow_m1" sourceRef="Participant_2" targetRef="StartEvent_1" />
    <~messageFlow id="Flow_m2" sourceRef="Activity_2" targetRef="Participant_2" />
    <~textAnnotation id="TextAnnotation_1"><~text>Within a day</~text></~textAnnotation>
    <~association id="Association_1" sourceRef="Activity_1" targetRef="TextAnnotation_1" />
    <~group id="Group_1" categoryValueRef="CategoryValue_1" /></~collaboration>
    <~category id="Category_1"><~categoryValue id="CategoryValue_1" value="Work" /></~category>
    <~process id="Process_1" isExecutable="false"><~laneSet id="LaneSet_1"><~lane id="Lane_1" name="Clerk">
    <~flowNodeRef>StartEvent_1</~flowNodeRef><~flowNodeRef>Activity_1</~flowNodeRef>
    <~flowNodeRef>Gateway_1</~flowNodeRef></~lane><~lane id="Lane_2" name="Office">
    <~flowNodeRef>Activity_2</~flowNodeRef><~flowNodeRef>Event_1</~flowNodeRef>
    <~flowNodeRef>DataObjectReference_1</~flowNodeRef></~lane></~laneSet>
    <~startEvent id="StartEvent_1"><~outgoing>Flow_1</~outgoing><~messageEventDefinition id="m1" /></~startEvent>
    <~task id="Activity_1"><~incoming>Flow_1</~incoming><~outgoing>Flow_2</~outgoing>
    <~property id="Property_1" name="__targetRef_placeholder" />
    <~dataInputAssociation id="dia"><~sourceRef>DataStoreReference_1</~sourceRef><~targetRef>Property_1</~targetRef>
    </~dataInputAssociation><~dataOutputAssociation id="doa"><~targetRef>DataObjectReference_1</~targetRef>
    </~dataOutputAssociation></~task>
    <~exclusiveGateway id="Gateway_1" name="Enough?"><~incoming>Flow_2</~incoming></~exclusiveGateway>
    <~sendTask id="Activity_2" /><~endEvent id="Event_1" />
    <~sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_1" />
    <~sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Gateway_1" />
    <~sequenceFlow id="Flow_3" name="yes" sourceRef="Gateway_1" targetRef="Activity_2" />
    <~sequenceFlow id="Flow_4" name="no" sourceRef="Gateway_1" targetRef="Event_1" />
    <~sequenceFlow id="Flow_5" sourceRef="Activity_2" targetRef="Event_1" />
    <~dataObjectReference id="DataObjectReference_1" dataObjectRef="DataObject_1" /><~dataObject id="DataObject_1" />
    <~dataStoreReference id="DataStoreReference_1" name="Register" /></~process>
    <bpmndi:BPMNDiagram id="BPMNDiagram_1"><bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1">
    <bpmndi:BPMNShape id="Activity_1_di" bpmnElement="Activity_1"><dc:Bounds x="1" y="1" width="9" height="9" />
    </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>""",
    prefix="bpmn",
    more='exporter="bpmn-js (https://demo.bpmn.io)" exporterVersion="17.0.2"',
    declaration='<?xml version="1.0" encoding="UTF-8"?>\n',
)

WITHOUT_END_AND_WITH_EMPTY_CONDITIONS = file(
    """<collaboration id="sid-1"><extensionElements><signavio:signavioDiagramMetaData metaKey="r" metaValue="1"/>
    </extensionElements><participant id="sid-2" name="Shop" processRef="sid-3"/></collaboration>
    <process id="sid-3" isClosed="false" isExecutable="false" name="Shop" processType="None"><extensionElements/>
    <laneSet id="sid-4"><lane id="sid-5" name=""><flowNodeRef>sid-6</flowNodeRef><flowNodeRef>sid-7</flowNodeRef>
    <flowNodeRef>sid-8</flowNodeRef><flowNodeRef>sid-9</flowNodeRef></lane></laneSet>
    <startEvent id="sid-6" name=""><outgoing>sid-a</outgoing></startEvent>
    <exclusiveGateway gatewayDirection="Diverging" id="sid-7" name=""><incoming>sid-a</incoming></exclusiveGateway>
    <task completionQuantity="1" id="sid-8" isForCompensation="false" name="Pack" startQuantity="1"/>
    <task completionQuantity="1" id="sid-9" isForCompensation="false" name="Send" startQuantity="1"/>
    <sequenceFlow id="sid-a" name="" sourceRef="sid-6" targetRef="sid-7"/>
    <sequenceFlow id="sid-b" name="" sourceRef="sid-7" targetRef="sid-8"><conditionExpression id="sid-x"
    xsi:type="tFormalExpression"/></sequenceFlow>
    <sequenceFlow id="sid-c" name="" sourceRef="sid-7" targetRef="sid-9"><conditionExpression id="sid-y"
    xsi:type="tFormalExpression"/></sequenceFlow></process>""",
    more='xmlns:signavio="http://www.signavio.com" expressionLanguage="http://www.w3.org/1999/XPath" '
    'typeLanguage="http://www.w3.org/2001/XMLSchema" exporter="Signavio Process Editor, http://www.signavio.com"',
)

TYPED_DATA_AND_JAVA_CONDITIONS = file(
    """<~itemDefinition id="_amountItem" structureRef="Integer"/>
    <~itemDefinition id="__a_inItem" structureRef="Object"/>
    <~message id="_msg" itemRef="_amountItem" name="paid"/>
    <~process id="evaluation" name="Evaluation" processType="Public" isExecutable="true" drools:packageName="x">
    <~extensionElements><drools:import name="java.util.List"/></~extensionElements>
    <~property id="amount" itemSubjectRef="_amountItem" name="amount"/>
    <~startEvent id="_s"><~outgoing>_1</~outgoing></~startEvent>
    <~userTask id="_a" name="Self Evaluation" drools:selectable="true"><~extensionElements><drools:metaData
    name="elementname"><drools:metaValue><![CDATA[Self Evaluation]]></drools:metaValue></drools:metaData>
    </~extensionElements><~incoming>_1</~incoming><~outgoing>_2</~outgoing>
    <~ioSpecification id="_io"><~dataInput id="_a_in" drools:dtype="Object" itemSubjectRef="__a_inItem" name="reason"/>
    <~inputSet id="_is"><~dataInputRefs>_a_in</~dataInputRefs></~inputSet><~outputSet id="_os"/></~ioSpecification>
    <~dataInputAssociation id="_di"><~sourceRef>amount</~sourceRef><~targetRef>_a_in</~targetRef>
    </~dataInputAssociation><~dataInputAssociation id="_dj"><~targetRef>_a_in</~targetRef><~assignment><~from
    xsi:type="bpmn2:tFormalExpression"><![CDATA[Self evaluation (first)]]></~from><~to>_a_in</~to></~assignment>
    </~dataInputAssociation><~potentialOwner id="_po"><~resourceAssignmentExpression id="_ra"><~formalExpression
    id="_fe">#{employee}</~formalExpression></~resourceAssignmentExpression></~potentialOwner></~userTask>
    <~exclusiveGateway id="_g" gatewayDirection="Diverging"><~incoming>_2</~incoming></~exclusiveGateway>
    <~endEvent id="_e"><~terminateEventDefinition id="_t"/></~endEvent><~endEvent id="_f"/>
    <~sequenceFlow id="_1" sourceRef="_s" targetRef="_a"/><~sequenceFlow id="_2" sourceRef="_a" targetRef="_g"/>
    <~sequenceFlow id="_3" sourceRef="_g" targetRef="_e"><~conditionExpression xsi:type="bpmn2:tFormalExpression"
    language="http://www.java.com/java"><![CDATA[return amount > 100;]]></~conditionExpression></~sequenceFlow>
    <~sequenceFlow id="_4" sourceRef="_g" targetRef="_f"><~conditionExpression xsi:type="bpmn2:tFormalExpression"
    language="http://www.mvel.org/2.0"><![CDATA[amount <= 100]]></~conditionExpression></~sequenceFlow></~process>
    <~relationship id="_r" type="BPSimData"><~extensionElements><bpsim:BPSimData/></~extensionElements>
    <~source>defs</~source><~target>defs</~target></~relationship>""",
    prefix="bpmn2",
    more='xmlns:drools="http://www.jboss.org/drools" xmlns:bpsim="http://www.bpsim.org/schemas/1.0" '
    'expressionLanguage="http://www.mvel.org/2.0" exporter="jBPM Process Modeler"',
)

JUEL_AND_JOBS = file(
    """<bpmn:process id="invoice" name="Invoice" isExecutable="true" camunda:historyTimeToLive="P30D">
    <bpmn:startEvent id="s" name="received" camunda:formKey="embedded:app:forms/start.html"/>
    <bpmn:userTask id="a" name="Approve" camunda:assignee="${approver}" camunda:dueDate="${dateTime().plusDays(3)}">
    <bpmn:extensionElements><camunda:taskListener class="org.example.L" event="create"/></bpmn:extensionElements>
    <bpmn:multiInstanceLoopCharacteristics camunda:collection="approvers" camunda:elementVariable="approver"/>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="g" name="approved?"/>
    <bpmn:serviceTask id="b" name="Archive" camunda:class="org.example.Archive" camunda:asyncBefore="true"/>
    <bpmn:scriptTask id="c" name="Note" scriptFormat="groovy" camunda:resultVariable="n">
    <bpmn:script>1 + 1</bpmn:script></bpmn:scriptTask><bpmn:callActivity id="d" calledElement="otherProcess"/>
    <bpmn:endEvent id="e"/><bpmn:endEvent id="f"/>
    <bpmn:boundaryEvent id="t" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration
    xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
    <bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="b"><bpmn:conditionExpression
    xsi:type="bpmn:tFormalExpression">${approved}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f4" sourceRef="g" targetRef="f"><bpmn:conditionExpression
    xsi:type="bpmn:tFormalExpression">${!approved}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f5" sourceRef="b" targetRef="c"/><bpmn:sequenceFlow id="f6" sourceRef="c" targetRef="d"/>
    <bpmn:sequenceFlow id="f7" sourceRef="d" targetRef="e"/><bpmn:sequenceFlow id="f8" sourceRef="t" targetRef="f"/>
    </bpmn:process>""",
    prefix="bpmn",
    more='xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" '
    'modeler:executionPlatform="Camunda Platform" exporter="Camunda Modeler"',
)

EXECUTABLE_BUT_ONLY_DRAWN = file(
    """<process id="p" isExecutable="true"><startEvent id="s"/><task id="a" name="Look"/><exclusiveGateway id="g"/>
    <intermediateThrowEvent id="n"/><sendTask id="m"/><receiveTask id="r"/><serviceTask id="v"/>
    <callActivity id="k" name="Sub"/><subProcess id="u"/><userTask id="w"/><endEvent id="e"><messageEventDefinition
    id="x"/></endEvent><eventBasedGateway id="q"/><intermediateCatchEvent id="c1"><messageEventDefinition/>
    </intermediateCatchEvent><intermediateCatchEvent id="c2"><signalEventDefinition/></intermediateCatchEvent>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
    <sequenceFlow id="f3" name="yes" sourceRef="g" targetRef="n"/><sequenceFlow id="f4" sourceRef="g" targetRef="m"/>
    <sequenceFlow id="f5" sourceRef="n" targetRef="r"/><sequenceFlow id="f6" sourceRef="m" targetRef="r"/>
    <sequenceFlow id="f7" sourceRef="r" targetRef="v"/><sequenceFlow id="f8" sourceRef="v" targetRef="k"/>
    <sequenceFlow id="f9" sourceRef="k" targetRef="u"/><sequenceFlow id="f10" sourceRef="u" targetRef="w"/>
    <sequenceFlow id="f11" sourceRef="w" targetRef="q"/><sequenceFlow id="f12" sourceRef="q" targetRef="c1"/>
    <sequenceFlow id="f13" sourceRef="q" targetRef="c2"/><sequenceFlow id="f14" sourceRef="c1" targetRef="e"/>
    <sequenceFlow id="f15" sourceRef="c2" targetRef="e"/></process>"""
)

CHOREOGRAPHY = file(
    """<message id="m1" name="Order"/><choreography id="c"><participant id="x" name="Buyer"/><participant id="y"
    name="Seller"/><messageFlow id="mf1" sourceRef="x" targetRef="y" messageRef="m1"/><messageFlow id="mf2"
    sourceRef="y" targetRef="x"/><startEvent id="s"/><choreographyTask id="t" name="Order" initiatingParticipantRef="x">
    <incoming>f</incoming><outgoing>g</outgoing><participantRef>x</participantRef><participantRef>y</participantRef>
    <messageFlowRef>mf1</messageFlowRef><messageFlowRef>mf2</messageFlowRef></choreographyTask>
    <exclusiveGateway id="g1"/><endEvent id="e"/><endEvent id="e2"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g"
    sourceRef="t" targetRef="g1"/><sequenceFlow id="h" sourceRef="g1" targetRef="e"/><sequenceFlow id="i" sourceRef="g1"
    targetRef="e2"/></choreography>"""
)

CONVERSATION = file(
    """<collaboration id="c"><participant id="x" name="Supplier"><participantMultiplicity minimum="2" maximum="5"/>
    </participant><participant id="y" name="Shop"/><messageFlow id="m" sourceRef="x" targetRef="y"/>
    <conversation id="k" name="Delivery"><participantRef>x</participantRef><participantRef>y</participantRef>
    <messageFlowRef>m</messageFlowRef></conversation><subConversation id="k2"><participantRef>x</participantRef>
    <participantRef>y</participantRef><conversation id="k3"/></subConversation>
    <conversationLink id="l1" sourceRef="x" targetRef="k"/><conversationLink id="l2" sourceRef="k" targetRef="y"/>
    </collaboration>"""
)

ONLY_DEFINITIONS = file(
    """<import namespace="http://example.org/x" location="x.xsd" importType="http://www.w3.org/2001/XMLSchema"/>
    <itemDefinition id="i" structureRef="x:Order" itemKind="Information"/><message id="m" name="Order" itemRef="i"/>
    <interface id="n" name="Orders"><operation id="o" name="place"><inMessageRef>m</inMessageRef></operation></interface>
    <resource id="r" name="Clerk"><resourceParameter id="rp" name="unit" isRequired="false"/></resource>
    <globalUserTask id="gt" name="Ask"/><dataStore id="ds" name="Register" isUnlimited="true"/>""",
    more='xmlns:x="http://example.org/x"',
)

PREFIXED_REFERENCES = file(
    """<semantic:process isExecutable="false" id="p"><semantic:startEvent name="" id="s"><semantic:outgoing>f
    </semantic:outgoing></semantic:startEvent><semantic:subProcess triggeredByEvent="false" id="u"><semantic:incoming>f</semantic:incoming>
    <semantic:task id="t"/></semantic:subProcess><semantic:boundaryEvent attachedToRef="tns:u" cancelActivity="true"
    parallelMultiple="false" id="b"><semantic:outgoing>h</semantic:outgoing><semantic:errorEventDefinition
    errorRef="tns:err"/></semantic:boundaryEvent><semantic:endEvent id="e"/>
    <semantic:sequenceFlow sourceRef="s" targetRef="u" name="" id="f"/><semantic:sequenceFlow sourceRef="u" targetRef="e"
    id="g"/><semantic:sequenceFlow sourceRef="b" targetRef="e" id="h"/></semantic:process>
    <semantic:error id="err" errorCode="E1" name="failed"/>""",
    prefix="semantic",
    more='xmlns:tns="http://example.org/d" xmlns:trisobpmn="http://www.trisotech.com/2014/triso/bpmn"',
)

ZEEBE_JOBS = file(
    """<bpmn:process id="order" isExecutable="true"><bpmn:extensionElements><zeebe:versionTag value="1"/>
    </bpmn:extensionElements><bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="a" name="Charge" zeebe:modelerTemplate="io.camunda.connectors.HttpJson.v2">
    <bpmn:extensionElements><zeebe:taskDefinition type="io.camunda:http-json:1" retries="3"/><zeebe:ioMapping>
    <zeebe:input source="=amount" target="body.amount"/><zeebe:output source="=response" target="paid"/>
    </zeebe:ioMapping><zeebe:taskHeaders><zeebe:header key="resultVariable" value="r"/></zeebe:taskHeaders>
    </bpmn:extensionElements></bpmn:serviceTask><bpmn:exclusiveGateway id="g" default="f4"/>
    <bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="g"/><bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="c">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=paid.ok and amount &gt; 10</bpmn:conditionExpression>
    </bpmn:sequenceFlow><bpmn:sequenceFlow id="f4" sourceRef="g" targetRef="e"/>
    <bpmn:sequenceFlow id="f5" sourceRef="c" targetRef="e"/></bpmn:process><bpmn:message id="m" name="shipped">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=orderId"/></bpmn:extensionElements></bpmn:message>""",
    prefix="bpmn",
    more='xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
)

EVENTS_OF_EVERY_KIND = file(
    """<signal id="sg" name="stop"/><escalation id="es" name="x" escalationCode="X"/><error id="er" errorCode="E"/>
    <process id="p" isExecutable="false"><startEvent id="s"><timerEventDefinition id="td"><timeCycle
    xsi:type="tFormalExpression">R/2008-03-01T13:00:00Z/P1Y2M10DT2H30M</timeCycle></timerEventDefinition></startEvent>
    <startEvent id="s2" isInterrupting="true" parallelMultiple="false"><signalEventDefinition signalRef="sg"/></startEvent>
    <transaction id="tx" method="##Compensate"><startEvent id="ts"/><task id="ta"/><boundaryEvent id="tb"
    attachedToRef="ta" cancelActivity="false"><compensateEventDefinition waitForCompletion="true"/></boundaryEvent>
    <task id="tu" isForCompensation="true"/><endEvent id="te"><cancelEventDefinition/></endEvent>
    <sequenceFlow id="t1" sourceRef="ts" targetRef="ta"/><sequenceFlow id="t2" sourceRef="ta" targetRef="te"/>
    <association id="tas" associationDirection="One" sourceRef="tb" targetRef="tu"/></transaction>
    <boundaryEvent id="bc" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>
    <adHocSubProcess id="ah" cancelRemainingInstances="true" ordering="Parallel"><task id="x1"/><task id="x2"/>
    <completionCondition xsi:type="tFormalExpression">done</completionCondition></adHocSubProcess>
    <subProcess id="ev" triggeredByEvent="true"><startEvent id="es1" isInterrupting="false"><escalationEventDefinition
    escalationRef="es"/></startEvent><endEvent id="ee1"/><sequenceFlow id="v1" sourceRef="es1" targetRef="ee1"/>
    </subProcess><intermediateThrowEvent id="lt"><linkEventDefinition name="A"/></intermediateThrowEvent>
    <intermediateCatchEvent id="lc"><linkEventDefinition name="A"/></intermediateCatchEvent><complexGateway id="cg"/>
    <endEvent id="e"><errorEventDefinition errorRef="er"/></endEvent><endEvent id="e2"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="tx"/><sequenceFlow id="f2" sourceRef="s2" targetRef="tx"/>
    <sequenceFlow id="f3" sourceRef="tx" targetRef="ah"/><sequenceFlow id="f4" sourceRef="ah" targetRef="lt"/>
    <sequenceFlow id="f5" sourceRef="lc" targetRef="cg"/><sequenceFlow id="f6" sourceRef="cg" targetRef="e"/>
    <sequenceFlow id="f7" sourceRef="cg" targetRef="e2"/><sequenceFlow id="f8" sourceRef="bc" targetRef="e"/></process>"""
)

_SMALL = file(
    '<process id="p"><startEvent id="s" name="شروع é"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>'
)
_LATIN = _SMALL.replace("شروع ", "")

DRAWN: dict[str, bytes] = {
    **{
        name.lower().replace("_", " "): text.encode()
        for name, text in globals().copy().items()
        if isinstance(text, str) and name.isupper() and name not in ("DI", "MODEL")
        if not name.startswith("_")
    },
    "utf-16": f'<?xml version="1.0" encoding="UTF-16"?>{_SMALL}'.encode("utf-16"),
    "utf-8 that says utf-16": f'<?xml version="1.0" encoding="utf-16"?>{_SMALL}'.encode(),
    "byte order mark": b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="utf-8"?>{_SMALL}'.encode(),
    "mac roman": f'<?xml version="1.0" encoding="MacRoman" standalone="yes"?>{_LATIN}'.encode("mac-roman"),
    "windows-1252": f'<?xml version="1.0" encoding="windows-1252"?>{_LATIN}'.encode("cp1252"),
    "windows-1256": f'<?xml version="1.0" encoding="windows-1256"?>{_SMALL}'.encode("cp1256"),
}
