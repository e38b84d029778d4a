"""Functions of the library that are executed together, by what they do."""

#: what makes a case out of a snapshot, or a new one
CASE = (
    "Workflow.__init__",
    "BpmnBaseWorkflow.__init__",
    "BpmnWorkflow.__init__",
    "EventManager.__init__",
    "PythonScriptEngine.__init__",
    "Task.__init__",
)
#: the life of a task, from its arrival until it leaves the tree
LIFE = (
    "TaskSpec._update",
    "BpmnTaskSpec._update_hook",
    "TaskSpec._update_hook",
    "Task._ready",
    "TaskSpec._on_ready",
    "Task.run",
    "TaskSpec._run",
    "TaskSpec._run_hook",
    "Task.complete",
    "TaskSpec._on_complete",
    "BpmnTaskSpec._on_complete_hook",
    "TaskSpec._on_complete_hook",
    "Task._sync_children",
    "Task._child_added_notify",
    "Workflow._remove_task",
    "Workflow._task_removed_notify",
    "Event.emit",
)
#: the end of the case, by its end event
END = ("ThrowingEvent._run_hook", "Workflow._mark_complete")
#: an event is taken by a task that waits for it
CAUGHT = (
    "CatchingEvent.catch",
    "EventDefinition.catch",
    "EventDefinition.has_fired",
    "CatchingEvent._on_ready_hook",
    "EventManager.remove_task",
    "CatchingEvent._run_hook",
    "EventDefinition.reset",
)
#: a scope inside of a task begins, and ends
INNER = ("BpmnSubWorkflow.__init__", "Event.connect", "BpmnWorkflow.depth")
INNER_END = ("SubWorkflowTask._on_subworkflow_completed", "BpmnSubWorkflow._task_removed_notify")

#: a file, its scopes and its elements are read
READ = (
    "BpmnParser.add_bpmn_xml",
    "BpmnParser._add_processes",
    "BpmnParser.create_parser",
    "BpmnParser._get_parser_class",
    "BpmnParser.get_process_parser",
    "BpmnParser.get_spec",
    "ProcessParser.__init__",
    "ProcessParser.parse_node",
    "ProcessParser.get_lane_name",
    "ProcessParser.get_outgoing_sequence_flows",
    "TaskParser.__init__",
    "TaskParser.create_task",
    "NodeParser.parse_extensions",
    "EventDefinitionParser._create_task",
    "EventDefinitionParser.get_description",
    "TaskSpec.connect",
    "MultiChoice.connect_if",
)
#: tasks are looked for
FOUND = ("Workflow.get_tasks", "TaskIterator.__next__", "BpmnTaskFilter.matches", "TaskFilter.matches")

#: the groups by what they do
GROUPS = {
    "a diagram is read": READ,
    "the case is made": CASE,
    "a task lives": LIFE,
    "an event is caught": CAUGHT,
    "a scope inside is made": INNER,
    "a scope inside ends": INNER_END,
    "the case ends": END,
    "tasks are looked for": FOUND,
}
