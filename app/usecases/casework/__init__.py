"""The work of clerks and supervisors on cases: items, questions, extensions, assignment, reminders, warnings."""
