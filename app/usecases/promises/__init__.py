"""The promised date, one subject from end to end: calendars and their changes, counting, pauses, recalculation,
explanation, escalation. Calendars and promises need each other; parted they would be a circle."""
