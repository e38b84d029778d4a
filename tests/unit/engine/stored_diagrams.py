"""The diagrams of the stored cases: between them every kind of state that a token can be stored in."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:miz="urn:miz:1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">'
)


class Scenario:
    """A diagram with the data that its elements are given."""

    def __init__(
        self,
        elements: str,
        links: str,
        *,
        roots: str = "",
        data: Mapping[str, Any] | None = None,
        answers: Mapping[str, Any] | None = None,
        amends: tuple[Mapping[str, Any], ...] = (),
        more: Mapping[str, bytes] | None = None,
    ) -> None:
        body = f'{HEAD}{roots}<process id="case" isExecutable="true">{elements}{flows(links)}</process></definitions>'
        self.bundle = {"process.bpmn": body.encode(), **(more or {})}
        self.data = dict(data or {})
        self.answers = dict(answers or {})
        self.amends = amends


def flows(text: str) -> str:
    """Sequence flows from `a->b` and `a->b: condition`, ids made of both ends and a number."""
    made = []
    for number, line in enumerate(re.split(r"[,\n]\s*(?=\w+\s*->)", text.strip())):
        ends, _, condition = line.partition(":")
        source, target = (end.strip() for end in ends.split("->"))
        inner = f"<conditionExpression>{escape(condition.strip())}</conditionExpression>" if condition else ""
        made.append(
            f'<sequenceFlow id="{source}.{target}.{number}" sourceRef="{source}" targetRef="{target}">'
            f"{inner}</sequenceFlow>"
        )
    return "".join(made)


def undoable(name: str, kind: str = "userTask", handler: str = "userTask", inner: str = "") -> str:
    """An activity with the one that undoes it."""
    return (
        f'<{kind} id="{name}">{inner}</{kind}><boundaryEvent id="{name}_b" attachedToRef="{name}">'
        f'<compensateEventDefinition/></boundaryEvent><{handler} id="undo_{name}" isForCompensation="true"/>'
        f'<association id="{name}_l" sourceRef="{name}_b" targetRef="undo_{name}"/>'
    )


def timer(kind: str, text: str) -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


#: FEEL that can't be worked out
TOO_LONG = "{x0: string(1e30), " + ", ".join(f"x{n}: x{n - 1} + x{n - 1}" for n in range(1, 15)) + "}"
START = '<startEvent id="start"/><endEvent id="end"/>'
EACH = (
    '<multiInstanceLoopCharacteristics {}miz:collection="people" miz:item="person" miz:output="said" '
    'miz:outputItem="w"/>'
)
SUB = '<subProcess id="{0}"><startEvent id="{0}0"/>{1}<endEvent id="{0}1"/>{2}</subProcess>'

SCENARIOS: dict[str, Scenario] = {
    # fork and join, boundary timers, nested and called processes, inclusive join, connector, receive task
    "nested": Scenario(
        START
        + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="a" miz:due="P2D" '
        + 'miz:candidates="people"/><receiveTask id="r" name="go"/>'
        + '<boundaryEvent id="t" attachedToRef="s" cancelActivity="false">'
        + timer("timeCycle", "R2/PT3H")
        + '</boundaryEvent><endEvent id="told"/><callActivity id="c" calledElement="other"/>'
        + '<boundaryEvent id="broke" attachedToRef="b"><errorEventDefinition errorRef="e"/></boundaryEvent>'
        + '<inclusiveGateway id="in"/><inclusiveGateway id="out"/><serviceTask id="b" miz:connector="http" '
        + 'miz:result="answer"/>'
        + SUB.format(
            "s",
            f'<userTask id="w">{EACH.format("")}</userTask><userTask id="v">'
            + EACH.format('isSequential="true" ')
            + "</userTask>",
            flows("s0->w, w->v, v->s1"),
        ),
        """start->fork, fork->a, fork->s, fork->c, fork->in, in->b: n > 0, in->r, b->out, r->out, broke->out
        a->join, s->join, c->join, out->join, join->end, t->told""",
        roots='<error id="e" errorCode="E_DOWN"/><process id="other"><startEvent id="o0"/><userTask id="o"/>'
        f'<userTask id="p"/><endEvent id="o1"/>{flows("o0->o, o->p, p->o1")}</process>',
        data={"n": 1, "people": ["ali", "sara", "نرگس"]},
        amends=({"people": ["x", "y"]},),
    ),
    # data associations, token quantities, complex gateway, several events together, ad hoc, compensation inside
    "odd": Scenario(
        START
        + '<dataObject id="list"/><parallelGateway id="fork"/><complexGateway id="some"><activationCondition>'
        + "activationCount &gt;= 2</activationCondition></complexGateway>"
        + '<userTask id="a"><ioSpecification><dataInput id="ai" name="given"/><dataOutput id="ao" name="w"/><inputSet/>'
        + "<outputSet/></ioSpecification><dataInputAssociation><sourceRef>list</sourceRef><targetRef>ai</targetRef>"
        + "</dataInputAssociation><dataOutputAssociation><sourceRef>ao</sourceRef><targetRef>list</targetRef>"
        + '</dataOutputAssociation></userTask><userTask id="two" startQuantity="2"/><userTask id="b"/>'
        + '<boundaryEvent id="both" attachedToRef="b" cancelActivity="false" parallelMultiple="true">'
        + '<messageEventDefinition messageRef="m"/><messageEventDefinition messageRef="n"/></boundaryEvent>'
        + '<endEvent id="told"/>'
        + '<adHocSubProcess id="hoc"><userTask id="h1"/><userTask id="h2"/><completionCondition>n &gt; 0'
        + '</completionCondition></adHocSubProcess><adHocSubProcess id="all" cancelRemainingInstances="false">'
        + '<userTask id="j1"/><userTask id="j2"/><userTask id="j3"/><completionCondition>n &gt; 0'
        + '</completionCondition></adHocSubProcess><adHocSubProcess id="row" ordering="Sequential"><userTask id="i1"/>'
        + '<userTask id="i2"/><completionCondition>n &gt; 1</completionCondition></adHocSubProcess>'
        + '<subProcess id="e" triggeredByEvent="true"><startEvent id="e0" isInterrupting="false">'
        + '<messageEventDefinition messageRef="m"/>'
        + timer("timeCycle", "R2/PT5H")
        + f'</startEvent><userTask id="x"/><endEvent id="e1"/>{flows("e0->x, x->e1")}</subProcess>',
        """start->fork, fork->a, fork->a, a->two, fork->b, b->some, fork->hoc, hoc->some, fork->row, row->some
        fork->all, all->end, some->end: waitingForStart = true or n > 0, two->end, both->told""",
        roots='<message id="m" name="m"/><message id="n" name="n"/>',
        data={"n": 0},
        answers={"i2": {"n": 2, "w": 1}},
        amends=({"n": 1},),
    ),
    # a complex gateway none of whose conditions holds, at its activation and at its reset
    "complex": Scenario(
        START
        + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><complexGateway id="some">'
        + "<activationCondition>activationCount &gt;= 2</activationCondition></complexGateway><endEvent id='late'/>",
        "start->fork, fork->a, fork->b, fork->c, a->some, b->some, c->some, some->end: waitingForStart and n > 0"
        ", some->late: not(waitingForStart) and (if n = 1 then " + TOO_LONG + " else true)",
        data={"n": 0},
        answers={"some": {"n": 1}, "c": {"c": 1}},
        amends=({"n": 2},),
    ),
    # event-based gateway, conditional events, messages with keys, endless cycles, cron
    "events": Scenario(
        '<laneSet id="ls"><lane id="desk" miz:unit="if n = 0 then &quot;headquarters&quot; else '
        '&quot;case&quot;"><flowNodeRef>u</flowNodeRef></lane></laneSet>'
        + START
        + '<parallelGateway id="fork"/><parallelGateway id="join"/><eventBasedGateway id="g"/>'
        + '<intermediateCatchEvent id="gm"><messageEventDefinition messageRef="m" miz:key="id"/>'
        + '</intermediateCatchEvent><intermediateCatchEvent id="gt">'
        + timer("timeDuration", "PT12H")
        + '</intermediateCatchEvent><intermediateCatchEvent id="gs"><signalEventDefinition signalRef="sig"/>'
        + '</intermediateCatchEvent><intermediateCatchEvent id="when"><conditionalEventDefinition><condition>'
        + "n &gt; 1</condition></conditionalEventDefinition></intermediateCatchEvent>"
        + '<userTask id="u"/><boundaryEvent id="often" attachedToRef="u" cancelActivity="false">'
        + timer("timeCycle", "R/PT4H")
        + '</boundaryEvent><boundaryEvent id="cron" attachedToRef="u" cancelActivity="false">'
        + timer("timeCycle", "0 9 * * *")
        + '</boundaryEvent><boundaryEvent id="each" attachedToRef="u" cancelActivity="false">'
        + "<conditionalEventDefinition><condition>n &gt; 0</condition></conditionalEventDefinition></boundaryEvent>"
        + '<boundaryEvent id="until" attachedToRef="u" cancelActivity="false">'
        + timer("timeCycle", "R5/PT2H/2026-05-02T19:00:00Z")
        + '</boundaryEvent><intermediateCatchEvent id="all" parallelMultiple="true">'
        + '<messageEventDefinition messageRef="n"/><signalEventDefinition signalRef="sig"/>'
        + timer("timeDuration", "PT3H")
        + '</intermediateCatchEvent><endEvent id="told"/><exclusiveGateway id="xm"/>',
        """start->fork, fork->g, g->gm, g->gt, g->gs, gm->xm, gt->xm, gs->xm, xm->join, fork->when, when->join, fork->u
        u->join, fork->all, all->join, join->end, often->told, cron->told, each->told, until->told""",
        roots='<message id="m" name="m"/><message id="n" name="n"/><signal id="sig" name="sig"/>',
        data={"n": 0, "id": "case-7"},
        answers={"u": {"n": 3}},
        amends=({"n": 1}, {"n": 2}, {"n": 0}),
    ),
    # correlation keys of the standard, fixed by the first message
    "correlated": Scenario(
        START + '<intermediateThrowEvent id="out"><messageEventDefinition messageRef="m"/></intermediateThrowEvent>'
        '<receiveTask id="in" messageRef="n"/><userTask id="u"/><receiveTask id="again" messageRef="n"/>',
        "start->out, out->in, in->u, u->again, again->end",
        roots='<message id="m" name="m"/><message id="n" name="n"/><correlationProperty id="p">'
        '<correlationPropertyRetrievalExpression messageRef="m"><messagePath>order</messagePath>'
        "</correlationPropertyRetrievalExpression>"
        '<correlationPropertyRetrievalExpression messageRef="n"><messagePath>ref</messagePath>'
        "</correlationPropertyRetrievalExpression></correlationProperty>"
        '<collaboration id="co"><correlationKey id="k"><correlationPropertyRef>p</correlationPropertyRef>'
        "</correlationKey></collaboration>",
        data={"order": "A-1"},
        answers={"n": {"ref": "A-1"}},
    ),
    # incidents of every kind of step: script, condition, connector's output, loop, timer, called process, decision
    "incidents": Scenario(
        START
        + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="u"/><exclusiveGateway id="x"/>'
        + '<scriptTask id="sc" miz:result="r"><script>if missing = null then '
        + TOO_LONG
        + " else number(missing)</script></scriptTask>"
        + '<serviceTask id="sv" miz:connector="http"><extensionElements><miz:output name="got" '
        + 'value="if zero = 2 then answer else '
        + TOO_LONG
        + '"/><miz:input name="id" value="id"/></extensionElements></serviceTask>'
        + f'<userTask id="l">{EACH.format("").replace("people", "nobody")}</userTask>'
        + '<intermediateCatchEvent id="t">'
        + timer("timeDate", "moment")
        + '</intermediateCatchEvent><callActivity id="c" calledElement="other"><extensionElements><miz:output '
        + 'name="back" value="if zero = 2 then w else '
        + TOO_LONG
        + '"/></extensionElements></callActivity><userTask id="last"/>',
        """start->fork, fork->u, u->x, x->join: w = 1, fork->sc, sc->join, fork->sv, sv->join, fork->l, l->join
        fork->t, t->join, fork->c, c->join, join->last, last->end""",
        roots=f'<process id="other"><startEvent id="o0"/><userTask id="o"/><endEvent id="o1"/>{flows("o0->o, o->o1")}'
        "</process>",
        data={"id": 7},
        answers={
            "sv": {"answer": "2026-01-01"},
            "t": {"moment": "2026-05-02T13:00:00Z"},
            "l": {"nobody": ["a"], "w": 1},
            "x": {"w": 1},
        },
        amends=({"zero": 2, "missing": "3"}, {"zero": 1}, {"nobody": ["a", "b"]}),
    ),
    # compensation: handlers at work, sub-processes undone from inside, loops, events that don't wait
    "compensation": Scenario(
        START
        + undoable("a")
        + undoable("b", inner=EACH.format(""))
        + SUB.format("s", undoable("c") + undoable("d"), flows("s0->c, c->d, d->s1"))
        + '<exclusiveGateway id="way" default="way.t.6"/><intermediateThrowEvent id="now"><compensateEventDefinition '
        + 'waitForCompletion="false"/></intermediateThrowEvent><intermediateThrowEvent id="t">'
        + '<compensateEventDefinition/><messageEventDefinition messageRef="m" miz:key="if n &gt; 1 then &quot;k&quot; '
        + f'else {TOO_LONG}"/></intermediateThrowEvent><userTask id="z"/>',
        "start->a, a->b, b->s, s->way, way->now: n > 0, now->z, way->t, t->z, z->end",
        roots='<message id="m" name="m"/>',
        data={"n": 0, "people": ["ali", "sara"]},
        amends=({"n": 1},),
        answers={"t": {"n": 2}},
    ),
    # an event sub-process that undoes, and a call activity with a log inside
    "undo-inside": Scenario(
        START
        + SUB.format(
            "s",
            undoable("c")
            + '<userTask id="d"/><subProcess id="q" triggeredByEvent="true"><startEvent id="q0">'
            + '<compensateEventDefinition/></startEvent><userTask id="clean"/><intermediateThrowEvent id="back">'
            + '<compensateEventDefinition/></intermediateThrowEvent><endEvent id="q1"/>'
            + flows("q0->clean, clean->back, back->q1")
            + "</subProcess>",
            flows("s0->c, c->d, d->s1"),
        )
        + '<userTask id="mid"/><intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>',
        "start->s, s->mid, mid->t, t->end",
    ),
    # a transaction that is cancelled from a sub-process in it
    "transaction": Scenario(
        START
        + '<transaction id="tx"><startEvent id="t0"/><parallelGateway id="f"/>'
        + undoable("a")
        + '<userTask id="wait"/>'
        + SUB.format(
            "s",
            undoable("b")
            + '<userTask id="ok" miz:due="PT4H"/><exclusiveGateway id="x" default="x.s1.4"/><endEvent id="stop">'
            "<cancelEventDefinition/></endEvent>",
            flows("s0->b, b->ok, ok->x, x->stop: bad, x->s1"),
        )
        + f'<endEvent id="t1"/>{flows("t0->f, f->a, a->wait, wait->t1, f->s, s->t1")}</transaction>'
        + '<boundaryEvent id="off" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent><userTask id="sorry"/>',
        "start->tx, tx->end, off->sorry, sorry->end",
        data={"bad": True},
        amends=({"bad": False},),
    ),
    # standard loops, multi-instances of sub-processes and calls with completion conditions, behaviours
    "loops": Scenario(
        START
        + '<parallelGateway id="fork"/><parallelGateway id="join"/><userTask id="again"><standardLoopCharacteristics '
        + 'loopMaximum="3" testBefore="false"><loopCondition>n &lt; 5</loopCondition></standardLoopCharacteristics>'
        + '</userTask><subProcess id="m"><multiInstanceLoopCharacteristics behavior="One"><loopCardinality>3'
        + "</loopCardinality><completionCondition>numberOfCompletedInstances &gt;= 2</completionCondition>"
        + '</multiInstanceLoopCharacteristics><startEvent id="m0"/><userTask id="in"/><userTask id="in2"/>'
        + f'<endEvent id="m1"/>{flows("m0->in, in->in2, in2->m1")}</subProcess>'
        + '<callActivity id="c" calledElement="other" miz:passes="listed">'
        + '<extensionElements><miz:input name="who" value="person"/></extensionElements>'
        + f'{EACH.format("")}</callActivity><boundaryEvent id="mb" attachedToRef="m" cancelActivity="false">'
        + '<signalEventDefinition signalRef="m-sig"/></boundaryEvent><endEvent id="told"/>',
        "start->fork, fork->again, again->join, fork->m, m->join, fork->c, c->join, join->end, mb->told",
        roots='<signal id="m-sig" name="m"/><process id="other"><startEvent id="o0"/><userTask id="o"/>'
        f'<endEvent id="o1"/>{flows("o0->o, o->o1")}</process>',
        data={"n": 0, "people": ["ali", "sara"]},
        amends=({"n": 9},),
    ),
    # escalations and errors between scopes, interrupting event sub-processes, attached sub-process events
    "scopes": Scenario(
        START
        + SUB.format(
            "s",
            '<userTask id="a"/><exclusiveGateway id="x" default="x.s1.5"/><endEvent id="esc">'
            '<escalationEventDefinition escalationRef="up"/></endEvent><endEvent id="err">'
            '<errorEventDefinition errorRef="e"/></endEvent>'
            '<subProcess id="q" triggeredByEvent="true"><startEvent id="q0"><messageEventDefinition messageRef="m"/>'
            f'</startEvent><userTask id="qa"/><endEvent id="q1"/>{flows("q0->qa, qa->q1")}</subProcess>'
            '<parallelGateway id="pf"/><userTask id="b"/>',
            flows("s0->pf, pf->a, pf->b, a->x, x->esc: w = 0, x->s1, x->err: w = 2, b->x"),
        )
        + '<boundaryEvent id="se" attachedToRef="s" cancelActivity="false"><escalationEventDefinition '
        + 'escalationRef="up"/></boundaryEvent><boundaryEvent id="sx" attachedToRef="s"><errorEventDefinition/>'
        + '</boundaryEvent><boundaryEvent id="sm" attachedToRef="s"><messageEventDefinition messageRef="n"/>'
        + timer("timeDuration", "P1D")
        + '</boundaryEvent><userTask id="after"/><userTask id="fixed"/>',
        "start->s, s->after, after->end, se->end, sx->fixed, fixed->end, sm->fixed",
        roots='<message id="m" name="m"/><message id="n" name="n"/><escalation id="up" escalationCode="UP"/>'
        '<error id="e" errorCode="E"/>',
        answers={"b": {"w": 2}},
    ),
}
