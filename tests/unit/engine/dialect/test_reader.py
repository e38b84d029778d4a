"""What the dialect reads out of a diagram: facts, lanes, stages and the order of the flow."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.cli.stages import main as stages_main
from engine.dialect import XmlError, flow_of, parse_xml, read_facts
from engine.errors import DefinitionError
from engine.model import Attendance, Audience, Bilingual, Clock, ClockStart, EndResult, Facts, Lane, Stage

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0">'
STAGES = (
    '<extensionElements><miz:stage id="sent" name="ثبت" en="Sent"/><miz:stage id="review" name="بررسی"/>'
    '<miz:stage id="fix" name="اصلاح"/><miz:stage id="paid" name="پرداخت"/><miz:stage id="never" name="هرگز"/>'
    "</extensionElements>"
)


def flow(*pairs: str) -> str:
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, _, target in (pair.partition(">") for pair in pairs)
    )


def facts(inside: str, attributes: str = "", process_id: str | None = None) -> Facts:
    data = f'{HEAD}<process id="p" name="نام" {attributes}>{inside}</process></definitions>'
    return read_facts(parse_xml(data.encode()), process_id)


def test_process_says_its_promise() -> None:
    found = facts("", 'miz:en="Name" miz:responseTime="P10D" miz:clock="calendar" miz:clockStart="file-complete"')
    assert (found.name, found.response_time) == (Bilingual("نام", "Name"), "P10D")
    assert (found.clock, found.clock_start) == (Clock.CALENDAR, ClockStart.FILE_COMPLETE)


def test_process_says_how_questions_are_brought_to_mind() -> None:
    found = facts("", 'miz:questionDue="P10D" miz:questionReminders=" P2D  P5D "')
    assert (found.question_due, found.question_reminders) == ("P10D", ("P2D", "P5D"))
    assert (facts("").question_due, facts("").question_reminders) == (None, ())


def test_user_task_with_everything() -> None:
    task = (
        '<userTask id="a" name=" بررسی&#10;فنی " miz:en="Review" miz:audience="desk" miz:form="f" miz:due="P2D"'
        ' miz:priority="70" miz:candidates="reviewers" miz:pausesClock="true" miz:stage="s"><extensionElements>'
        '<miz:attendance reason="اثر انگشت" reasonEn="Prints" duration="PT15M">'
        '<miz:bring name="کارت" en="Card"/></miz:attendance>'
        "</extensionElements></userTask>"
    )
    (activity,) = facts(task).activities
    assert activity.name == Bilingual("بررسی فنی", "Review")
    assert (activity.audience, activity.form, activity.due, activity.priority) == (Audience.DESK, "f", "P2D", 70)
    assert (activity.candidates, activity.pauses_clock, activity.clock) == ("reviewers", True, Clock.WORKING)
    assert activity.attendance == Attendance(Bilingual("اثر انگشت", "Prints"), "PT15M", (Bilingual("کارت", "Card"),))


def test_start_form_outcome_and_letter() -> None:
    found = facts(
        '<startEvent id="s" miz:form="application"/><endEvent id="e" miz:outcome="granted" miz:letter="permit"/>'
        + flow("s>e")
    )
    assert found.start_form == "application"
    assert (found.activities[1].outcome, found.activities[1].letter) == (EndResult.GRANTED, "permit")
    assert found.forms == ("application",)


def test_timer_runs_in_calendar_time_unless_it_says_otherwise() -> None:
    timer = '<intermediateCatchEvent id="{}"><timerEventDefinition {}/></intermediateCatchEvent>'
    found = facts(timer.format("a", "") + timer.format("b", 'miz:clock="working"'))
    assert [activity.clock for activity in found.activities] == [Clock.CALENDAR, Clock.WORKING]


@pytest.mark.parametrize(
    "wrong", ['audience="clerk"', 'priority="high"', 'pausesClock="yes"', 'outcome="ok"', 'clock="lunar"']
)
def test_unknown_value_is_refused_with_its_element(wrong: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        facts(f'<userTask id="a" miz:{wrong}/>')
    assert refused.value.element == "a"
    assert wrong.partition("=")[0] in str(refused.value)


def test_inner_lane_inherits_and_sub_process_passes_its_lane_on() -> None:
    found = facts(
        '<laneSet id="l"><lane id="outer" name="ستاد" miz:role="clerk" miz:unit="x"><childLaneSet id="c">'
        '<lane id="inner" name="فنی">'
        "<flowNodeRef>sub</flowNodeRef></lane></childLaneSet></lane></laneSet>"
        '<subProcess id="sub"><userTask id="a"/></subProcess>'
    )
    assert found.lanes == (
        Lane("outer", Bilingual("ستاد", ""), "clerk", "x"),
        Lane("inner", Bilingual("فنی", ""), "clerk", "x"),
    )
    assert {activity.id: activity.lane for activity in found.activities} == {"sub": "inner", "a": "inner"}


def test_stages_follow_the_flow_and_declaration_decides_between_branches() -> None:
    found = facts(
        STAGES
        + '<startEvent id="s" miz:stage="sent"/><userTask id="r" miz:stage="review"/><exclusiveGateway id="g"/>'
        + '<userTask id="p" miz:stage="paid"/><userTask id="x" miz:stage="fix"/><endEvent id="e"/>'
        + flow("s>r", "r>g", "g>p", "g>x", "x>r", "p>e")
    )
    assert [stage.id for stage in found.stages] == ["sent", "review", "fix", "paid"]
    assert found.stages[0] == Stage("sent", Bilingual("ثبت", "Sent"))


def test_stage_that_comes_first_in_the_flow_comes_first() -> None:
    found = facts(
        STAGES
        + '<startEvent id="s"/><task id="a" miz:stage="paid"/><task id="b" miz:stage="sent"/>'
        + flow("s>a", "a>b")
    )
    assert [stage.id for stage in found.stages] == ["paid", "sent"]


def test_without_stages_each_run_of_a_lane_is_one() -> None:
    lanes = "".join(
        f'<lane id="{lane}" name="{lane}">{"".join(f"<flowNodeRef>{id_}</flowNodeRef>" for id_ in members)}</lane>'
        for lane, members in (("clerk", "abd"), ("applicant", "c"))
    )
    tasks = "".join(f'<task id="{id_}"/>' for id_ in "abcd")
    found = facts(f'<laneSet id="l">{lanes}</laneSet><startEvent id="s"/>{tasks}{flow("s>a", "a>b", "b>c", "c>d")}')
    assert [stage.id for stage in found.stages] == ["clerk", "applicant", "clerk-2"]
    assert [activity.stage for activity in found.activities] == [None, "clerk", "clerk", "applicant", "clerk-2"]


def test_activities_come_in_the_order_of_the_flow_through_all_levels() -> None:
    found = facts(
        '<endEvent id="e"/><task id="c"/><boundaryEvent id="late" attachedToRef="sub"/><task id="d"/>'
        '<subProcess id="sub"><task id="i2"/><task id="i1"/><startEvent id="i0"/>'
        + flow("i0>i1", "i1>i2")
        + "</subProcess>"
        '<startEvent id="s"/>' + flow("s>sub", "sub>c", "c>e", "late>d")
    )
    assert [activity.id for activity in found.activities] == ["s", "sub", "i0", "i1", "i2", "c", "e", "late", "d"]


def test_links_and_loops_keep_the_order() -> None:
    link = '<{0} id="{1}"><linkEventDefinition name="L"/></{0}>'
    found = facts(
        '<startEvent id="s"/>'
        + link.format("intermediateCatchEvent", "in")
        + link.format("intermediateThrowEvent", "out")
        + '<task id="a"/>'
        + flow("s>out", "in>a", "a>out")
    )
    assert [activity.id for activity in found.activities] == ["s", "out", "in", "a"]


def test_chosen_process() -> None:
    drawn = '<process id="pool"/><process id="drawn"><task id="a"/></process><process id="run" isExecutable="true"/>'
    root = parse_xml(f"{HEAD}{drawn}</definitions>".encode())
    assert read_facts(root).process_id == "run"
    assert read_facts(root, "drawn").process_id == "drawn"
    with pytest.raises(DefinitionError):
        read_facts(root, "none")


def test_chain_of_thousands_is_read() -> None:
    count = 5_000
    tasks = "".join(f'<task id="n{number}"/>' for number in range(count))
    found = facts(tasks + flow(*(f"n{number}>n{number + 1}" for number in range(count - 1))))
    assert [activity.id for activity in found.activities] == [f"n{number}" for number in range(count)]


def test_edges_of_the_flow_join_a_sub_process_to_what_follows() -> None:
    inside = f'<subProcess id="sub"><task id="i"/></subProcess><task id="a"/>{flow("sub>a")}'
    root = parse_xml(f'{HEAD}<process id="p">{inside}</process></definitions>'.encode())
    graph = flow_of(root[0])
    assert list(graph.successors["sub"]) == ["i", "a"]
    assert list(graph.successors["i"]) == ["a"]


def hostile() -> Iterator[tuple[str, bytes]]:
    bomb = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    yield "doctype", f"<!DOCTYPE d [{bomb}]><d>&x9;</d>".encode()
    yield "doctype", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    yield "doctype", b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><d/>'
    yield "doctype", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><d/>'.encode("utf-16")
    yield "not-xml", b""
    yield "not-xml", b"\x00\x01\x02"
    yield "not-xml", b"<a><b></a>"
    yield "not-xml", b"<d>&undefined;</d>"
    yield "not-xml", b"<a>" * 5_000
    yield "not-xml", b"<a>" * 5_000 + b"</a>" * 5_000
    yield "too-big", b"<a>" + b" " * 10_000_000 + b"</a>"
    yield "too-big", b"<a>" + b"<b/>" * 600_000 + b"</a>"


@pytest.mark.parametrize(("reason", "data"), list(hostile()), ids=lambda value: value if isinstance(value, str) else "")
def test_hostile_xml_is_refused_with_a_plain_message(reason: str, data: bytes) -> None:
    with pytest.raises(XmlError) as refused:
        parse_xml(data)
    assert refused.value.reason == reason
    assert refused.value.text.fa
    assert refused.value.text.en == str(refused.value)


def test_stages_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.bpmn"
    file.write_text(f'{HEAD}<process id="p">{STAGES}<startEvent id="s" miz:stage="sent"/></process></definitions>')
    assert stages_main([str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["stages"] == [{"stage": "sent", "name": "ثبت", "elements": ["s"]}]
    assert stages_main([str(tmp_path / "none.bpmn")]) == 2
