"""Miz's BPMN engine: a pure core on SpiffWorkflow, (definition, snapshot, input, now) -> Outcome.

This module is its whole public face; nothing in here reads a clock, a file, a database or the network."""
