"""Units and provinces: which unit a request goes to."""
