"""Tasks (BPMN 2.0, 10.3.3): which spec each becomes by what the dialect says of it."""

from engine.build.activity_parsers import ActivityParser
from engine.build.event_parsers import EventParser
from engine.dialect.names import children, extensions
from engine.errors import DefinitionError
from engine.execution.activities import NoticeTask, PlainTask, ServiceTask
from engine.execution.expressions import Expression
from engine.execution.node import Node
from engine.execution.timers import Moments
from engine.model import Bilingual


class UserTaskParser(ActivityParser):
    """A person's work: when it is due and for whom it is."""

    def create_task(self) -> Node:
        """The task with its deadline and candidates."""
        activity, id_ = self.references.activity(self.node), self.bpmn_id
        lane = self.references.lanes.get(activity.lane or "")
        task: Node = self.spec_class(
            self.spec,
            id_,
            due=Moments(activity.due, element=id_) if activity.due else None,
            candidates=Expression(activity.candidates, element=id_) if activity.candidates else None,
            unit=Expression(lane.unit, element=lane.id) if lane and lane.unit else None,
            **self.bpmn_attributes,
        )
        return task


class ScriptTaskParser(ActivityParser):
    """FEEL to be evaluated. Without a script nothing is done, as the standard says in table 10.20."""

    def create_task(self) -> Node:
        """The script compiled, or a task that passes."""
        id_, script = self.bpmn_id, self.get_script()
        if not script:
            return PlainTask(self.spec, id_, **self.bpmn_attributes)
        language = (self.node.get("scriptFormat") or "feel").lower()
        if language not in ("feel", "text/feel", "application/feel"):
            raise DefinitionError(
                Bilingual(
                    f"«{id_}»: اسکریپت‌ها FEEL هستند، نه `{language}`", f"{id_}: scripts are FEEL, not {language}"
                ),
                element=id_,
            )
        compiled = Expression(script, element=id_, may_throw=True)
        task: Node = self.spec_class(self.spec, id_, script=compiled, **self.bpmn_attributes)
        return task

    def get_script(self) -> str:
        """The text of the script; "" for none, which the library refuses."""
        return (next((child.text for child in children(self.node, "script")), None) or "").strip()


class ServiceTaskParser(ActivityParser):
    """What is asked of a connector, and what is kept of its answer."""

    def create_task(self) -> Node:
        """The task with its mappings."""
        task: Node = self.spec_class(self.spec, self.bpmn_id, **self.mappings(), **self.bpmn_attributes)
        return task

    def mappings(self) -> dict[str, dict[str, Expression]]:
        """What `<miz:input>` and `<miz:output>` say. Raises `DefinitionError`."""
        return {
            argument: {
                item.get("name") or "": Expression(item.get("value") or "null", element=self.bpmn_id)
                for item in extensions(self.node, side)
            }
            for argument, side in (("sends", "input"), ("keeps", "output"))
        }


class BusinessRuleTaskParser(ServiceTaskParser):
    """A decision of the bundle; without one it asks a connector like a service task."""

    def create_task(self) -> Node:
        """The task with the decisions of the bundle. Raises `DefinitionError` where its own isn't among them."""
        id_, decisions = self.bpmn_id, self.references.decisions
        decision = self.references.activity(self.node).decision
        if decision is None:
            return ServiceTask(self.spec, id_, **self.mappings(), **self.bpmn_attributes)
        if decision not in decisions:
            raise DefinitionError(
                Bilingual(f"«{id_}»: تصمیم «{decision}» نیست", f"{id_}: there is no decision “{decision}”"), element=id_
            )
        task: Node = self.spec_class(self.spec, id_, decisions=decisions, **self.bpmn_attributes)
        return task


class SendTaskParser(ServiceTaskParser, EventParser):
    """Sends a message; with a notice or a connector it sends by that."""

    keeps_data = True

    def create_task(self) -> Node:
        """The task by what it sends."""
        activity = self.references.activity(self.node)
        if activity.notice:
            return NoticeTask(self.spec, self.bpmn_id, **self.mappings(), **self.bpmn_attributes)
        if activity.connector:
            return ServiceTask(self.spec, self.bpmn_id, **self.mappings(), **self.bpmn_attributes)
        task: Node = self._create_task(self.parse_message_event(self.node))
        return task


class ReceiveTaskParser(ActivityParser, EventParser):
    """Waits for a message."""

    def create_task(self) -> Node:
        """The task with its message."""
        task: Node = self._create_task(self.parse_message_event(self.node))
        return task
