"""Dates of a case are ISO text in its data; every expression of a diagram, form or letter counts with them."""

from datetime import UTC, datetime

import pytest

import engine
from tests.unit.engine.case_player import Play, diagram

START = '<startEvent id="start"/><endEvent id="end"/>'
LATE_EVENING = datetime(2026, 5, 2, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("condition", "opens"),
    [
        ("visit < today()", "yes"),
        ("visit > today()", "no"),
        ('visit in [@"2026-04-01"..@"2026-04-30"]', "yes"),
        ('today() - visit > @"P20D"', "yes"),
        ("years and months duration(born; today()).years >= 18", "yes"),
        ("visit.month = 4", "yes"),
        ('asked_at < now() - @"P1D"', "no"),
    ],
)
def test_gateway_counts_with_dates_of_the_case(condition: str, opens: str) -> None:
    xml = diagram(
        START + '<exclusiveGateway id="g" default="g.no.2"/><userTask id="yes"/><userTask id="no"/>',
        f"start->g\ng->yes: {condition}\ng->no\nyes->end\nno->end".replace(",", "\n").replace(";", "&#44;"),
    ).replace(b"&amp;#44;", b",")
    data = {"visit": "2026-04-11", "born": "2000-01-01", "asked_at": "2026-05-02T08:00:00+03:30"}

    assert Play(xml, data).open == [opens]


@pytest.mark.parametrize(
    "text",
    ['visit + @"P30D"', 'date(visit) + @"P30D"', "visit_in_a_month"],
)
def test_timer_is_due_at_a_date_of_the_case(text: str) -> None:
    timer = f"<timerEventDefinition><timeDate>{text}</timeDate></timerEventDefinition>"
    xml = diagram(
        START + f'<intermediateCatchEvent id="wait">{timer}</intermediateCatchEvent>', "start->wait, wait->end"
    )

    play = Play(xml, {"visit": "2026-04-11", "visit_in_a_month": "2026-05-11"})

    assert play.last.timers[0].due_at == datetime(2026, 5, 10, 20, 30, tzinfo=UTC)  # midnight in Tehran


def test_date_that_a_script_computed_is_a_date_for_the_next_condition() -> None:
    xml = diagram(
        START
        + '<scriptTask id="s" miz:result="deadline"><script>today() + @"P3D"</script></scriptTask>'
        + '<exclusiveGateway id="g" default="g.no.3"/><userTask id="yes"/><userTask id="no"/>',
        "start->s\ns->g\ng->yes: deadline > today()\ng->no\nyes->end\nno->end",
    )

    play = Play(xml)

    assert play.data == {"deadline": "2026-05-05"}
    assert play.open == ["yes"]


def test_mapping_hands_over_what_was_computed_from_a_date() -> None:
    task = (
        '<serviceTask id="ask" miz:connector="http"><extensionElements>'
        '<miz:input name="until" value="visit + @&quot;P1M&quot;"/></extensionElements></serviceTask>'
    )

    play = Play(diagram(START + task, "start->ask, ask->end"), {"visit": "2026-04-11"})

    assert play.calls[0].payload == {"until": "2026-05-11"}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('today() = @"2026-05-03"', True),
        ("= today() > visit", True),
        ('note != ""', True),
        ("visit < missing", False),
        ("visit >", False),
    ],
)
def test_form_condition_counts_with_dates_and_the_day_of_the_office(condition: str, holds: bool) -> None:
    data = {"visit": "2026-05-02", "note": "2026-05-02"}

    assert engine.holds(condition, data, now=LATE_EVENING) is holds


def test_letter_tells_what_was_computed_from_a_date() -> None:
    data = {"visit": "2026-04-11"}

    text = engine.fill('{{ visit }}, {{ visit + @"P1D" }}, {{ today() }}', data, now=LATE_EVENING)

    assert text == "2026-04-11, 2026-04-12, 2026-05-03"


def test_unit_of_a_lane_may_depend_on_a_date() -> None:
    lane = engine.Lane("l", engine.Bilingual("", ""), unit='if visit < today() then "headquarters" else "case"')

    assert engine.lane_unit(lane, {"visit": "2026-05-02"}, now=LATE_EVENING) == "headquarters"
    assert engine.lane_unit(lane, {"visit": "2026-05-03"}, now=LATE_EVENING) == "case"
