"""From BPMN's XML to the specs of nodes that `engine.execution` runs. Nothing here runs a case."""
