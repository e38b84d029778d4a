"""A seventh service is data: a folder of files that no line of code knows of is linted, walked and answered."""

import json
from pathlib import Path

import pytest

import engine
from tests.processes.bundles import Walk, load_bundle, read_walks
from tests.processes.player import compare, play

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:miz:services">
  <bpmn:message id="withdrawal" name="withdrawal" />
  <bpmn:process id="hall_booking" name="رزرو سالن" miz:en="Hall booking" isExecutable="true" miz:responseTime="P3D">
    <bpmn:extensionElements>
      <miz:stage id="asked" name="درخواست" en="Asked" />
      <miz:stage id="decided" name="پاسخ" en="Decided" />
    </bpmn:extensionElements>
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="office" name="دفتر" miz:en="Office" miz:role="clerk" miz:unit='"case"'>
        <bpmn:flowNodeRef>asked_for_hall</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>price</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>decide</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>decision</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>booked</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>refused</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>taken_back</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>withdrawn</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="asked_for_hall" name="درخواست" miz:en="Asked" miz:form="request" miz:stage="asked" />
    <bpmn:businessRuleTask id="price" name="بها" miz:en="Price" miz:decision="hall_price" miz:result="hall_price"
                           miz:stage="asked" />
    <bpmn:userTask id="decide" name="تصمیم" miz:en="Decide" miz:audience="staff" miz:form="decision" miz:due="P1D"
                   miz:stage="decided" />
    <bpmn:exclusiveGateway id="decision" name="تصمیم؟" miz:en="Decision?" default="to_booked" />
    <bpmn:endEvent id="booked" name="رزرو شد" miz:en="Booked" miz:outcome="granted" miz:letter="booked"
                   miz:stage="decided" />
    <bpmn:endEvent id="refused" name="رد شد" miz:en="Refused" miz:outcome="refused" miz:letter="refused"
                   miz:stage="decided" />
    <bpmn:boundaryEvent id="taken_back" name="انصراف" miz:en="Withdrawal" attachedToRef="decide">
      <bpmn:messageEventDefinition messageRef="withdrawal" />
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="withdrawn" name="پس گرفته شد" miz:en="Withdrawn" miz:outcome="withdrawn" miz:letter="withdrawn"
                   miz:stage="decided" />
    <bpmn:sequenceFlow id="to_withdrawn" sourceRef="taken_back" targetRef="withdrawn" />
    <bpmn:sequenceFlow id="to_price" sourceRef="asked_for_hall" targetRef="price" />
    <bpmn:sequenceFlow id="to_decide" sourceRef="price" targetRef="decide" />
    <bpmn:sequenceFlow id="to_decision" sourceRef="decide" targetRef="decision" />
    <bpmn:sequenceFlow id="to_booked" sourceRef="decision" targetRef="booked" />
    <bpmn:sequenceFlow id="to_refused" sourceRef="decision" targetRef="refused">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">hall_decision = "no"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
  </bpmn:process>
</bpmn:definitions>
"""
RULES = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="hall" name="hall" namespace="urn:miz:services">
  <decision id="hall_price" name="بهای سالن">
    <decisionTable id="hall_table" hitPolicy="UNIQUE">
      <input id="guests_in"><inputExpression id="guests_text"><text>guests</text></inputExpression></input>
      <output id="price_out" name="price" />
      <rule id="few"><inputEntry id="few_in"><text>&lt;= 50</text></inputEntry>
        <outputEntry id="few_out"><text>1000000</text></outputEntry></rule>
      <rule id="many"><inputEntry id="many_in"><text>&gt; 50</text></inputEntry>
        <outputEntry id="many_out"><text>1000000 + (guests - 50) * 20000</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""
LETTERS = {
    "booked": "title: {fa: رزرو سالن, en: Hall booked}\n"
    "body: {fa: 'بها: {{ hall_price }}', en: 'Price: {{ hall_price }}'}\n"
    "signer: {fa: دفتر, en: Office}\n",
    "withdrawn": "title: {fa: ثبت انصراف, en: Withdrawn}\n"
    "body: {fa: '{{ why }}', en: '{{ why }}'}\n"
    "signer: {fa: دفتر, en: Office}\n",
    "refused": "title: {fa: رد درخواست, en: Refused}\n"
    "body: {fa: '{{ hall_reason }}', en: '{{ hall_reason }}'}\n"
    "signer: {fa: دفتر, en: Office}\n",
}


def _question(key: str, label: str, **more: object) -> dict[str, object]:
    return {"type": "textfield", "key": key, "label": label, "properties": {"labelEn": key}, **more}


FORMS = {
    "request": [_question("guests", "شمار مهمانان", type="number", validate={"required": True, "min": 1})],
    "decision": [
        _question(
            "hall_decision",
            "تصمیم",
            type="radio",
            values=[
                {"label": "آری", "value": "yes", "labelEn": "Yes"},
                {"label": "نه", "value": "no", "labelEn": "No"},
            ],
        ),
        _question("hall_reason", "دلیل", conditional={"hide": '=hall_decision != "no"'}, validate={"required": True}),
    ],
}


def _decide(**answers: object) -> dict[str, object]:
    return {"do": "complete", "element": "decide", "after": "PT3H", "answers": answers}


def _walk(guests: int, step: dict[str, object], **expect: object) -> dict[str, object]:
    start = {"at": "2026-05-02T09:00:00+03:30", "answers": {"guests": guests}}
    return {"name": "a walk", "start": start, "steps": [step], "expect": expect}


WALKS = {
    "booked": _walk(
        80, _decide(hall_decision="yes"), outcome="granted", letter="booked", path=["price", "decide", "booked"]
    ),
    "refused": _walk(
        20,
        _decide(hall_decision="no", hall_reason="سالن پر است"),
        outcome="refused",
        letter="refused",
        stages=["asked", "decided"],
    ),
    "withdrawn": _walk(
        20,
        {"do": "deliver", "message": "withdrawal", "after": "PT1H", "payload": {"why": "نیازی نیست"}},
        outcome="withdrawn",
        letter="withdrawn",
        path=["price", "withdrawn"],
    ),
}


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The folder of a service that the house has never seen; its forms lie in `forms/` beside it."""
    folder, forms = tmp_path / "hall-booking", tmp_path / "forms"
    for path in (folder / "letters", folder / "walks", forms):
        path.mkdir(parents=True)
    (folder / "process.bpmn").write_text(DIAGRAM, encoding="utf-8")
    (folder / "price.dmn").write_text(RULES, encoding="utf-8")
    for name, text in LETTERS.items():
        (folder / "letters" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, components in FORMS.items():
        form = {"type": "default", "id": name, "title": name, "components": components}
        (forms / f"{name}.form").write_text(json.dumps(form), encoding="utf-8")
    for name, walk in WALKS.items():
        (folder / "walks" / f"{name}.json").write_text(json.dumps(walk), encoding="utf-8")
    return folder


def _walks(service: Path) -> list[Walk]:
    return list(read_walks(service, service.parent / "forms"))


def test_the_gate_lets_it_in(service: Path) -> None:
    found = engine.lint(load_bundle(service, service.parent / "forms"), publishing=True)
    assert [f"{f.element} {f.rule}: {f.message.en}" for f in found if f.severity is engine.Severity.ERROR] == []


def test_its_walks_are_read_and_played(service: Path) -> None:
    walks = _walks(service)
    assert [walk.file for walk in walks] == ["booked", "refused", "withdrawn"]
    for walk in walks:
        compare(walk, play(walk))


def test_its_letter_tells_what_its_decision_table_computed(service: Path) -> None:
    booked = play(_walks(service)[0])
    assert ("letter", "booked", "en", "Price: 1,600,000") in booked.texts
