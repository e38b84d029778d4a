"""The service that runs while programs are killed: it asks another system, waits a second, and then a clerk decides."""

from tests.factories import LIBRARY_CARD, SAMPLES

SERVICE = "exercised"
CONNECTOR = "inquiry"
_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0"
             targetNamespace="urn:miz:samples">
  <process id="exercised" name="خدمت آزموده" miz:en="Exercised" isExecutable="true" miz:responseTime="P3D">
    <extensionElements><miz:stage id="only" name="بررسی" en="Review"/></extensionElements>
    <laneSet id="lanes">
      <lane id="office" name="دفتر" miz:en="Office" miz:role="clerk" miz:unit='"case"'>
        <flowNodeRef>asked</flowNodeRef><flowNodeRef>inquire</flowNodeRef><flowNodeRef>pause</flowNodeRef>
        <flowNodeRef>decide</flowNodeRef><flowNodeRef>granted</flowNodeRef>
      </lane>
    </laneSet>
    <startEvent id="asked" name="درخواست" miz:en="Asked" miz:form="application" miz:stage="only"/>
    <serviceTask id="inquire" name="استعلام" miz:en="Inquire" miz:connector="inquiry" miz:retries="100"
                 miz:backoff="PT0.2S" miz:stage="only">
      <extensionElements><miz:input name="branch" value="branch"/></extensionElements>
    </serviceTask>
    <intermediateCatchEvent id="pause" name="درنگ" miz:en="Pause">
      <timerEventDefinition id="second" miz:clock="calendar"><timeDuration>PT1S</timeDuration></timerEventDefinition>
    </intermediateCatchEvent>
    <userTask id="decide" name="تصمیم" miz:en="Decide" miz:audience="staff" miz:form="decision" miz:due="P1D"
              miz:stage="only"/>
    <endEvent id="granted" name="صادر شد" miz:en="Granted" miz:outcome="granted" miz:letter="card" miz:stage="only"/>
    <sequenceFlow id="f1" sourceRef="asked" targetRef="inquire"/>
    <sequenceFlow id="f2" sourceRef="inquire" targetRef="pause"/>
    <sequenceFlow id="f3" sourceRef="pause" targetRef="decide"/>
    <sequenceFlow id="f4" sourceRef="decide" targetRef="granted"/>
  </process>
</definitions>
"""


def bundle() -> dict[str, str]:
    """Its files, beside the diagram those of the sample service."""
    processes, forms = SAMPLES / "processes" / LIBRARY_CARD, SAMPLES / "forms" / LIBRARY_CARD
    files = {
        path.relative_to(processes).as_posix(): path.read_text(encoding="utf-8") for path in processes.rglob("*.yaml")
    }
    files |= {f"forms/{path.name}": path.read_text(encoding="utf-8") for path in forms.glob("*.form")}
    return {**files, "process.bpmn": _DIAGRAM}
