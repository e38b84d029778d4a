"""What runs a case: SpiffWorkflow's classes, and subclasses of ours that fill its hooks; the kernel of tokens and
scopes first, everything else on it.

No method of the library is replaced from outside. Each one that a subclass replaces is listed, with its reason and the
test that shows it, in docs/spiffworkflow.md."""
