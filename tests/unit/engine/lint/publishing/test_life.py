"""How services begin and end: who can apply, and whom the end of a case leaves without an answer."""

import pytest

from tests.unit.engine.lint.diagrams import definitions, form, process, text
from tests.unit.engine.lint.findings import ERROR, WARNING, told

LINE = "s>a a>e"
MESSAGE = '<message id="m" name="m"/>'
ANSWERED = "<endEvent id='{}' miz:outcome='granted' miz:letter='l'/>"
STOPPING = "<endEvent id='{}' miz:outcome='granted' miz:letter='l'><terminateEventDefinition/></endEvent>"
#: a user task with a timer that interrupts nothing
WARNED = (
    "<userTask id='a' name='a'/><boundaryEvent id='b' attachedToRef='a' cancelActivity='{}'><timerEventDefinition>"
    "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
)


def start(definition: str, more: str = "") -> str:
    return f"<startEvent id='s' {more}>{definition}</startEvent>"


def begun(definition: str, more: str = "", second: str = "") -> dict[str, bytes]:
    diagram = process(f"{start(definition, more)}\n{second}\na:task\n{ANSWERED.format('e')}", LINE, beside=MESSAGE)
    return {"process.bpmn": diagram, "forms/f.form": form(text("x"))}


# the start


def test_only_the_start_of_the_service_needs_a_form() -> None:
    called = (
        '<process id="q" isExecutable="true"><startEvent id="s2"/><endEvent id="e2"/>'
        '<sequenceFlow id="g" sourceRef="s2" targetRef="e2"/></process>'
    )
    inner = (
        "<subProcess id='a'><startEvent id='s3'/><endEvent id='e3'/>"
        "<sequenceFlow id='h' sourceRef='s3' targetRef='e3'/></subProcess>"
    )
    service = definitions(
        f'{called}<process id="p" isExecutable="true"><startEvent id="s"/>{inner}'
        '<callActivity id="c" calledElement="q"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/>'
        '<sequenceFlow id="k" sourceRef="a" '
        'targetRef="c"/><sequenceFlow id="i" sourceRef="c" targetRef="e"/></process>'
    )
    assert told("start-form-missing", service, publishing=True) == {"s": ERROR}
    assert told("outcome-missing", service, publishing=True) == {"e": ERROR}


def test_service_that_messages_alone_begin_is_remarked() -> None:
    assert told("start-form-missing", begun("<messageEventDefinition messageRef='m'/>"), publishing=True) == {
        "p": WARNING
    }
    with_form = "<startEvent id='s2' miz:form='f'/><sequenceFlow id='x' sourceRef='s2' targetRef='a'/>"
    both = begun("<messageEventDefinition messageRef='m'/>", second=with_form)
    assert told("start-form-missing", both, publishing=True) == {}
    received = process(f"<receiveTask id='a' instantiate='true'/>\n{ANSWERED.format('e')}", "a>e")
    assert told("start-form-missing", received, publishing=True) == {"p": WARNING}


@pytest.mark.parametrize(
    ("definition", "more", "impossible"),
    [
        ("<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>", "", True),
        ("<timerEventDefinition><timeDate>2026-05-02T08:00:00Z</timeDate></timerEventDefinition>", "", True),
        ("<conditionalEventDefinition><condition>x = 1</condition></conditionalEventDefinition>", "", True),
        ("<messageEventDefinition messageRef='m'/><messageEventDefinition messageRef='m'/>", "", False),
        (
            "<messageEventDefinition messageRef='m'/><messageEventDefinition messageRef='m'/>",
            "parallelMultiple='true'",
            True,
        ),
        ("<messageEventDefinition messageRef='m'/>", "", False),
        ("<signalEventDefinition/>", "", False),
        ("", "miz:form='f'", False),
    ],
)
def test_nothing_begins_by_itself_at_a_desk(definition: str, more: str, impossible: bool) -> None:
    found = told("start-impossible", begun(definition, more), publishing=True)
    assert found == ({"s": ERROR} if impossible else {})


def test_timers_and_conditions_begin_what_is_inside_of_a_case() -> None:
    inner = (
        "<subProcess id='x' triggeredByEvent='true'><startEvent id='s1' isInterrupting='false'><timerEventDefinition>"
        "<timeDuration>P1D</timeDuration></timerEventDefinition></startEvent><endEvent id='e1'/>"
        "<sequenceFlow id='i' sourceRef='s1' targetRef='e1'/></subProcess>"
    )
    diagram = process(f"<startEvent id='s' miz:form='f'/>\n{inner}\na:task\n{ANSWERED.format('e')}", LINE)
    assert told("start-impossible", diagram, publishing=True) == {}
    assert told("outcome-missing", diagram, publishing=True) == {}


# the end


@pytest.mark.parametrize(
    ("nodes", "flows", "unanswered"),
    [
        ("s:start a:task e:end", LINE, {"e"}),
        (f"s:start g:xor {ANSWERED.format('e')}\ne2:end", "s>g g>e[x] g>e2[y]", {"e2"}),
        # of branches that all run one answer is enough if it comes last, or stops the others
        (f"s:start f:and a:task b:task {ANSWERED.format('e')}\ne2:end", "s>f f>a f>b a>e b>e2", set()),
        (f"s:start f:and a:user b:task {ANSWERED.format('e')}\ne2:end", "s>f f>a f>b a>e b>e2", set()),
        (f"s:start f:and a:task b:user {ANSWERED.format('e')}\ne2:end", "s>f f>a f>b a>e b>e2", {"e2"}),
        (f"s:start f:and a:task b:user {STOPPING.format('e')}\ne2:end", "s>f f>a f>b a>e b>e2", set()),
        ("s:start f:and a:task b:task e:end e2:end", "s>f f>a f>b a>e b>e2", {"e", "e2"}),
        (f"s:start a:task b:user {ANSWERED.format('e')}\ne2:end", "s>a a>e a>b b>e2", {"e2"}),
        (f"s:start a:task b:user {STOPPING.format('e')}\ne2:end", "s>a a>e a>b b>e2", set()),
        (f"s:start a:task b:user {STOPPING.format('e')}\ne2:end", "s>a a>e a>b[x] b>e2", set()),
        # a branch that stops the case answers nothing for the others
        (
            f"s:start f:and a:user {ANSWERED.format('e')}\n<endEvent id='e2'><terminateEventDefinition/></endEvent>",
            "s>f f>a f>e2 a>e",
            {"e2"},
        ),
        # of an inclusive gateway one branch may run alone
        (f"s:start f:or a:task b:task {STOPPING.format('e')}\ne2:end", "s>f f>a[x] f>b[y] a>e b>e2", {"e2"}),
        # after a join there is one way
        (f"s:start f:and a:task b:task j:and {ANSWERED.format('e')}", "s>f f>a f>b a>j b>j j>e", set()),
        ("s:start f:and a:task b:task j:and e:end", "s>f f>a f>b a>j b>j j>e", {"e"}),
        # a loop
        (f"s:start a:user g:xor {ANSWERED.format('e')}", "s>a a>g g>a[x] g>e[y]", set()),
        # a warning beside
        (f"s:start {WARNED.format('false')}\nc:user e2:end {STOPPING.format('e')}", "s>a a>e b>c c>e2", set()),
        (f"s:start {WARNED.format('false')}\nc:user e2:end {ANSWERED.format('e')}", "s>a a>e b>c c>e2", {"e2"}),
        (f"s:start {WARNED.format('false')}\nc:task e2:end {ANSWERED.format('e')}", "s>a a>e b>c c>e2", set()),
        (f"s:start {WARNED.format('true')}\nc:task e2:end {STOPPING.format('e')}", "s>a a>e b>c c>e2", {"e2"}),
        # an error that ends the case
        (
            f"s:start g:xor {ANSWERED.format('e')}\n<endEvent id='e2'><errorEventDefinition/></endEvent>",
            "s>g g>e[x] g>e2[y]",
            {"e2"},
        ),
    ],
)
def test_no_case_closes_without_an_answer(nodes: str, flows: str, unanswered: set[str]) -> None:
    found = told("outcome-missing", process(nodes, flows), publishing=True)
    assert found == dict.fromkeys(unanswered, ERROR)


def test_what_takes_over_by_an_event_answers_as_well() -> None:
    def taking_over(end: str) -> bytes:
        inner = (
            "<subProcess id='x' triggeredByEvent='true'><startEvent id='s1'><messageEventDefinition messageRef='m'/>"
            f"</startEvent>{end}<sequenceFlow id='i' sourceRef='s1' targetRef='e1'/></subProcess>"
        )
        return process(f"s:start a:user {ANSWERED.format('e')}\n{inner}", LINE, beside=MESSAGE)

    assert told("outcome-missing", taking_over("<endEvent id='e1'/>"), publishing=True) == {"e1": ERROR}
    assert told("outcome-missing", taking_over(ANSWERED.format("e1")), publishing=True) == {}


@pytest.mark.parametrize(
    ("outcome", "letter", "before", "answered"),
    [
        ("granted", True, "<task id='a'/>", True),
        ("granted", False, "<sendTask id='a' miz:notice='n'/>", False),
        ("refused", False, "<task id='a'/>", False),
        ("withdrawn", False, "<task id='a'/>", False),
        ("withdrawn", True, "<task id='a'/>", True),
        ("withdrawn", False, "<sendTask id='a' miz:notice='n'/>", True),
        ("lapsed", False, "<sendTask id='a' miz:notice='n'/>", True),
        ("lapsed", False, "<sendTask id='a' miz:notice=' '/>", False),
        ("lapsed", False, "<sendTask id='a'/>", False),
    ],
)
def test_every_result_is_told(outcome: str, letter: bool, before: str, answered: bool) -> None:
    named = "miz:letter='l'" if letter else ""
    end = f"<endEvent id='e' miz:outcome='{outcome}' {named}/>"
    found = told("answer-missing", process(f"s:start {before}\n{end}", LINE), publishing=True)
    assert found == ({} if answered else {"e": ERROR})


def test_notice_counts_on_every_way_into_the_end() -> None:
    lapsed, notice = "<endEvent id='e' miz:outcome='lapsed'/>", "<sendTask id='{}' miz:notice='n'/>"
    nodes = f"s:start g:xor {notice.format('a')}\n{{}}\nj:xor {lapsed}"
    flows = "s>g g>a[x] g>b[y] a>j b>j j>e"
    told_twice = process(nodes.format(notice.format("b")), flows)
    told_once = process(nodes.format("b:task"), flows)
    assert told("answer-missing", told_twice, publishing=True) == {}
    assert told("answer-missing", told_once, publishing=True) == {"e": ERROR}


def test_thousands_of_branches_are_looked_at_in_bounded_time() -> None:
    count = 1_000
    drawn = (
        f"<parallelGateway id='g{n}'/><userTask id='t{n}' name='t'/><endEvent id='m{n}'/>"
        f"<sequenceFlow id='x{n}' sourceRef='g{n}' targetRef='t{n}'/><sequenceFlow id='y{n}' sourceRef='t{n}' "
        f"targetRef='m{n}'/><sequenceFlow id='z{n}' sourceRef='g{n}' targetRef='g{n + 1}'/>"
        for n in range(count)
    )
    diagram = process(f"s:start {''.join(drawn)}<task id='g{count}'/>{STOPPING.format('e')}", f"s>g0 g{count}>e")
    assert told("outcome-missing", diagram, publishing=True) == {}
