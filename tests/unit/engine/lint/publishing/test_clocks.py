"""Times in ISO 8601, warnings and announced presence: each thing that may be missing on its own."""

import pytest

from engine.lint import lint
from engine.lint.iso import is_cycle, is_duration, is_moment, is_moment_or_span
from tests.unit.engine.lint.diagrams import process
from tests.unit.engine.lint.findings import ERROR, told

LINE = "s>a a>e"


@pytest.mark.parametrize(
    ("text", "moment", "duration", "cycle"),
    [
        ("2026-05-01", True, False, False),
        ("2026-05-01T10:00:00+03:30", True, False, False),
        ("2026-13-01", False, False, False),
        ("P3D", False, True, False),
        ("PT1H30M", False, True, False),
        ("R/P1D", False, False, True),
        ("R3/PT1H", False, False, True),
        ("R3/2026-05-01/P1D", False, False, True),
        ("R3/2026-05-01/2026-05-02", False, False, True),
        ("R3/P1D/2026-05-01", False, False, True),
        ("R3/P1D/P1D", False, False, False),
        ("R3/2026-05-01", False, False, False),
        ("R3", False, False, False),
        ("Rx/P1D", False, False, False),
        ("3/P1D", False, False, False),
        ("R3/", False, False, False),
        ("P1D/R3", False, False, False),
        ("", False, False, False),
    ],
)
def test_times_are_those_of_iso_8601(text: str, moment: bool, duration: bool, cycle: bool) -> None:
    assert (is_moment(text), is_duration(text), is_cycle(text)) == (moment, duration, cycle)
    assert is_moment_or_span(f" {text} ", "timeDate") is moment
    assert is_moment_or_span(text, "timeDuration") is duration
    assert is_moment_or_span(text, "timeCycle") is (cycle or duration)


def test_cycle_may_be_cron() -> None:
    assert is_moment_or_span("0 9 * * MON", "timeCycle")
    assert not is_moment_or_span("0 9 * * MON", "timeDuration")


def warned(
    warning: str, *, task: str = 'miz:due="P2D" miz:audience="staff"', attributes: str = ""
) -> dict[object, object]:
    owner = f'<userTask id="a" name="a" {task}><extensionElements>{warning}</extensionElements></userTask>'
    diagram = process(f"s:start {owner}\ne:end", LINE, attributes=f'isExecutable="true" {attributes}')
    return {**told("warning-incomplete", diagram)}


@pytest.mark.parametrize(
    ("warning", "complete"),
    [
        ('<miz:warn do="remind" before="P1D"/>', True),
        ('<miz:warn do="remind" after="PT2H"/>', True),
        ('<miz:warn do="remind"/>', False),
        ('<miz:warn do="remind" before="P1D" after="P1D"/>', False),
        ('<miz:warn do="remind" before="soon"/>', False),
        ('<miz:warn do="shout" before="P1D"/>', False),
        ('<miz:warn before="P1D"/>', False),
    ],
)
def test_warning_has_one_duration_and_a_known_step(warning: str, complete: bool) -> None:
    assert warned(warning) == ({} if complete else {"a": ERROR})


def test_warning_refers_to_something_that_is_due() -> None:
    remind = '<miz:warn do="remind" before="P1D"/>'
    assert warned(remind, task='miz:audience="staff"') == {"a": ERROR}


@pytest.mark.parametrize(
    ("response", "do", "complete"),
    [
        ('miz:responseTime="P3D"', "supervisor", True),
        ('miz:responseTime="P3D"', "remind", False),
        ("", "supervisor", False),
    ],
)
def test_warning_of_the_promise_tells_supervisors_of_a_promise(response: str, do: str, complete: bool) -> None:
    inside = f'<extensionElements><miz:warn do="{do}" before="P1D"/></extensionElements>'
    diagram = process(f"{inside}\ns:start a:task e:end", LINE, attributes=f'isExecutable="true" {response}')
    assert told("warning-incomplete", diagram) == ({} if complete else {"p": ERROR})


@pytest.mark.parametrize(
    ("attendance", "lacking"),
    [
        ('<miz:attendance reason="r" duration="PT5M"><miz:bring name="n"/></miz:attendance>', None),
        ('<miz:attendance duration="PT5M"><miz:bring name="n"/></miz:attendance>', "reason"),
        ('<miz:attendance reason=" " duration="PT5M"><miz:bring name="n"/></miz:attendance>', "reason"),
        ('<miz:attendance reason="r"><miz:bring name="n"/></miz:attendance>', "duration"),
        ('<miz:attendance reason="r" duration="soon"><miz:bring name="n"/></miz:attendance>', "duration"),
        ('<miz:attendance reason="r" duration="PT5M"/>', "bring"),
        ("", "attendance"),
    ],
)
def test_presence_is_announced_with_reason_duration_and_papers(attendance: str, lacking: str | None) -> None:
    for audience in ("desk", "staff"):
        task = (
            f'<userTask id="a" name="a" miz:audience="{audience}"><extensionElements>{attendance}</extensionElements>'
        )
        found = lint({"process.bpmn": process(f"s:start {task}</userTask>\ne:end", LINE)})
        said = [f.message.en for f in found if f.rule == "attendance-incomplete"]
        assert len(said) == (lacking is not None and audience == "desk")
        assert all(f"(lacking: {lacking})" in text for text in said)
        elsewhere = [f.element for f in found if f.rule == "attendance-elsewhere"]
        assert elsewhere == (["a"] if attendance and audience == "staff" else [])
