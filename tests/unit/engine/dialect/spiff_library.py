"""Diagrams of SpiffArena's modeler as the library itself runs them (SpiffWorkflow 3.2.0, its `spiff` parser and specs,
unchanged), for comparison; and the same as files for our own player."""

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.util.task import TaskState

from tests.unit.engine.dialect.modelers import saved

NAMESPACE = b'<definitions xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
#: rounds of the library's own loop; every diagram here needs fewer
MAX_ROUNDS = 50


def spiff(elements: str, links: str = "s->a, a->e", *, roots: str = "", process: str = "") -> bytes:
    """A file that declares SpiffArena's namespace."""
    return saved(elements, links, roots=roots, process=process).replace(b"<definitions ", NAMESPACE, 1)


def word(name: str, text: str = "") -> str:
    """An element of the modeler."""
    return f"<spiffworkflow:{name}>{text}</spiffworkflow:{name}>"


def scripts(before: str = "", after: str = "") -> str:
    """A script before and one after an element."""
    return word("preScript", before) + word("postScript", after)


def script_task(script: str, more: str = "", attributes: str = "") -> str:
    """The element `a` with a script."""
    return f'<scriptTask id="a" name="a" {attributes}><script>{script}</script>{more}</scriptTask>'


def timer(duration: str) -> str:
    """An event that waits."""
    definition = f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    return f'<intermediateCatchEvent id="a">{definition}</intermediateCatchEvent>'


def choice(condition: str) -> bytes:
    """To the task `b` where the condition holds, else to the task `c`; each notes its name as `way`."""
    tasks = "".join(f'<scriptTask id="{one}"><script>way = "{one}"</script></scriptTask>' for one in ("b", "c"))
    ways = (
        '<sequenceFlow id="n" sourceRef="a" targetRef="c"/><sequenceFlow id="y" sourceRef="a" targetRef="b">'
        f"<conditionExpression>{escape(condition)}</conditionExpression></sequenceFlow>"
    )
    return spiff(f'<exclusiveGateway id="a" default="n"/>{tasks}{ways}', "s->a, b->e, c->e")


def operator(parameters: Mapping[str, str], more: str = "", *, result: str = "") -> str:
    """The call of a service."""
    given = "".join(f'<spiffworkflow:parameter id="{n}" type="any" value="{v}"/>' for n, v in parameters.items())
    inside = word("parameters", given) + more
    return f'<spiffworkflow:serviceTaskOperator id="http/Post" {result}>{inside}</spiffworkflow:serviceTaskOperator>'


def message_event(kind: str, content: str = "", *, id_: str = "a", attributes: str = "") -> str:
    """An event with the message `m` and what is said of its content."""
    inside = f"<extensionElements>{content}</extensionElements>"
    definition = f'<messageEventDefinition id="of-{id_}" messageRef="m">{inside}</messageEventDefinition>'
    return f'<{kind} id="{id_}" {attributes}>{definition}</{kind}>'


class _Services(TaskDataEnvironment):  # type: ignore[misc]  # the library has no types
    """Answers calls of services with fixed values, and remembers what went along."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        super().__init__()
        self.answers = answers
        self.calls: list[tuple[str, dict[str, object]]] = []

    def call_service(self, context: Any, **call: Any) -> str:
        given = {name: one["value"] for name, one in call["operation_params"].items()}
        self.calls.append((call["operation_name"], given))
        return json.dumps(self.answers[call["operation_name"]])


class Library:
    """One case, run by the library until nothing is left: people's tasks are done with `answers` by element id."""

    def __init__(
        self,
        diagram: bytes,
        data: Mapping[str, object] | None = None,
        *,
        answers: Mapping[str, Mapping[str, object]] | None = None,
        services: Mapping[str, object] | None = None,
        dmn: bytes | None = None,
    ) -> None:
        parser = SpiffBpmnParser()
        parser.add_bpmn_xml(etree.fromstring(diagram))
        if dmn is not None:
            parser.add_dmn_xml(etree.fromstring(dmn))
        spec = parser.get_spec("case")
        self.services = _Services(services or {})
        self.workflow = BpmnWorkflow(
            spec, parser.get_subprocess_specs("case"), script_engine=PythonScriptEngine(self.services)
        )
        first = self.workflow.get_next_task(state=TaskState.READY)
        first.set_data(**json.loads(json.dumps(data or {})))
        self._run(answers or {})

    def _run(self, answers: Mapping[str, Mapping[str, object]]) -> None:
        for _ in range(MAX_ROUNDS):
            self.workflow.do_engine_steps()
            waiting = self.workflow.get_tasks(state=TaskState.READY, manual=True)
            if not waiting:
                return
            task = waiting[0]
            task.set_data(**answers.get(task.task_spec.bpmn_id, {}))
            task.run()

    @property
    def data(self) -> dict[str, object]:
        """What the last task left."""
        assert self.workflow.is_completed()
        return dict(self.workflow.last_task.data)
