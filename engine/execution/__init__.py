"""What runs a case: SpiffWorkflow's classes, extended by subclasses; the kernel of tokens and scopes first, everything
else on it.

No method of the library is replaced from outside. What its habits cost, and which subclass avoids them, is listed in
`engine/README.md`."""
