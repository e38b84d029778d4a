"""Steps that failed for good: retried, resolved or given up by a person; tokens moved by hand."""
