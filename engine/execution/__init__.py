"""SpiffWorkflow, extended by subclasses only: token, case, nodes and the builder that makes nodes from BPMN.

No method of the library is replaced from outside. What its habits cost, and which subclass avoids them, is listed in
`engine/README.md`."""
