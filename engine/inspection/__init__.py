"""A stored case as whoever knows SpiffWorkflow expects to find it: its workflow, its serialization, what differs
between two definitions. For inspection, repair tools and tests; the steps of `engine` need nothing of it."""
