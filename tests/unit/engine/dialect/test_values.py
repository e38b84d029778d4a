"""Values of the dialect: what they are where a diagram says nothing, which ones exist, and whose they are."""

import pytest

from engine.dialect import parse_xml, read_facts
from engine.errors import DefinitionError
from engine.model import Activity, Attendance, Audience, Bilingual, Clock, ClockStart, EndResult, Warn, WarnStep
from tests.unit.engine.dialect.test_reader import HEAD, facts, flow


def activity(inside: str) -> Activity:
    (found,) = facts(inside).activities
    return found


def test_what_a_task_is_where_it_says_nothing() -> None:
    assert activity('<task id="a"/>') == Activity(
        id="a",
        kind="task",
        name=Bilingual("", ""),
        lane=None,
        stage=None,
        audience=None,
        form=None,
        due=None,
        clock=Clock.WORKING,
        priority=50,
        candidates=None,
        pauses_clock=False,
        attendance=None,
        connector=None,
        retries=5,
        backoff="PT1M",
        notice=None,
        decision=None,
        result=None,
        outcome=None,
        letter=None,
        completes_file=False,
        warnings=(),
    )


def test_what_a_process_is_where_it_says_nothing() -> None:
    found = facts("")
    assert (found.response_time, found.clock, found.clock_start) == (None, Clock.WORKING, ClockStart.ACCEPTANCE)
    assert (found.legal_limit, found.legal_clock, found.start_form) == (None, Clock.CALENDAR, None)
    assert (found.warnings, found.pausing, found.completing) == ((), frozenset(), frozenset())


def test_what_a_process_and_its_tasks_say_is_read() -> None:
    found = facts(
        '<userTask id="a" miz:pausesClock="true"/><task id="b" miz:fileComplete="true" miz:notice="n"/>',
        'miz:legalLimit="P30D" miz:legalClock="working"',
    )
    assert (found.legal_limit, found.legal_clock) == ("P30D", Clock.WORKING)
    assert (found.pausing, found.completing) == ({"a"}, {"b"})
    assert found.activities[1].notice == "n"


def test_call_says_how_often_and_how_soon_it_is_repeated() -> None:
    call = activity('<serviceTask id="a" miz:connector="c" miz:retries="0" miz:backoff="PT5M" miz:result="r"/>')
    assert (call.connector, call.retries, call.backoff, call.result) == ("c", 0, "PT5M", "r")


@pytest.mark.parametrize("value", ["0", "7", "9999", " 12 "])
def test_whole_numbers_have_up_to_four_digits(value: str) -> None:
    assert activity(f'<userTask id="a" miz:priority="{value}"/>').priority == int(value)


@pytest.mark.parametrize("value", ["10000", "-1", "1.5", "۵", "x"])
def test_other_numbers_are_refused(value: str) -> None:
    with pytest.raises(DefinitionError, match=r"a: miz:priority=“.*” should be a whole number") as refused:
        facts(f'<userTask id="a" miz:priority="{value}"/>')
    assert refused.value.element == "a"


def test_flags_are_true_or_false() -> None:
    assert not activity('<userTask id="a" miz:pausesClock="false"/>').pauses_clock
    with pytest.raises(DefinitionError, match="should be true or false"):
        facts('<userTask id="a" miz:pausesClock="1"/>')


@pytest.mark.parametrize(("value", "result"), [(result.value, result) for result in EndResult])
def test_outcomes_are_those_of_the_list(value: str, result: EndResult) -> None:
    assert activity(f'<endEvent id="e" miz:outcome="{value}"/>').outcome is result


@pytest.mark.parametrize(("value", "audience"), [(audience.value, audience) for audience in Audience])
def test_audiences_are_those_of_the_list(value: str, audience: Audience) -> None:
    assert activity(f'<userTask id="a" miz:audience="{value}"/>').audience is audience


def test_refusal_of_a_choice_names_the_choices() -> None:
    with pytest.raises(DefinitionError, match="should be one of: working, calendar"):
        facts('<userTask id="a" miz:clock="lunar"/>')
    with pytest.raises(DefinitionError, match=r"p: miz:clock"):
        facts("", 'miz:clock="lunar"')


def warnings(inside: str) -> tuple[Warn, ...]:
    return activity(f'<userTask id="a"><extensionElements>{inside}</extensionElements></userTask>').warnings


def test_warnings_say_what_is_done_and_when() -> None:
    found = warnings('<miz:warn do="remind" before="P2D"/><miz:warn do=" escalate " after="P1D"/>')
    assert found == (Warn(WarnStep.REMIND, "P2D", None), Warn(WarnStep.ESCALATE, None, "P1D"))


@pytest.mark.parametrize("do", ["", 'do="shout"', 'do="REMIND"'])
def test_warning_that_does_something_else_is_refused_with_what_there_is(do: str) -> None:
    with pytest.raises(DefinitionError, match=r"warn do.* should be one of remind, supervisor, reassign, escalate"):
        warnings(f'<miz:warn {do} before="P2D"/>')


def test_attendance_stands_within_the_extensions_or_directly_below() -> None:
    inside = '<miz:attendance reason="ر" duration="PT5M"><miz:bring name="کارت"/><other/></miz:attendance>'
    expected = Attendance(Bilingual("ر", ""), "PT5M", (Bilingual("کارت", ""),))
    assert activity(f'<userTask id="a">{inside}</userTask>').attendance == expected
    wrapped = f'<userTask id="a"><extensionElements>{inside}</extensionElements></userTask>'
    assert activity(wrapped).attendance == expected
    assert activity('<userTask id="a"><miz:attendance/></userTask>').attendance == Attendance(Bilingual("", ""), "", ())


def test_start_form_is_that_of_the_start_of_the_process_itself() -> None:
    inner = '<subProcess id="sub"><startEvent id="i" miz:form="inner"/></subProcess>'
    assert facts(f'{inner}<startEvent id="s" miz:form="outer"/>{flow("s>sub")}').start_form == "outer"
    assert facts(inner).start_form is None
    assert facts('<intermediateCatchEvent id="c" miz:form="f"/>').start_form is None


def process(inside: str, wanted: str | None = None) -> str:
    return read_facts(parse_xml(f"{HEAD}{inside}</definitions>".encode()), wanted).process_id


RUN = '<process id="{}" isExecutable="true">{}</process>'
CALL = '<callActivity id="c" calledElement="{}"/>'


@pytest.mark.parametrize(
    ("inside", "chosen"),
    [
        ('<process id="a"/>', "a"),
        ('<process id="a"/><process id="b"/>', "a"),
        ('<process id="a"/><process id="b"><task id="t"/></process>', "b"),
        ('<process id="a"><task id="t"/></process><process id="b" isExecutable="true"/>', "b"),
        # of two executable ones that which nobody calls
        (f"{RUN.format('a', '')}{RUN.format('b', CALL.format('x:a'))}", "b"),
        # a process that calls itself may still be the one
        (f"{RUN.format('a', CALL.format('a'))}{RUN.format('b', '')}", "a"),
    ],
)
def test_process_that_is_meant_where_none_is_named(inside: str, chosen: str) -> None:
    assert process(inside) == chosen


def test_diagram_without_the_process_says_so() -> None:
    with pytest.raises(DefinitionError, match="The diagram has no process"):
        process("")
    with pytest.raises(DefinitionError, match="There is no process “x”"):
        process('<process id="a"/>', "x")
