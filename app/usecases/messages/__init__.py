"""BPMN messages and signals between cases and systems: what a case sends, and what it waits for."""
