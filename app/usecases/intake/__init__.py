"""Taking in a request: drafts, answers to forms, uploads, submission, and cases that begin by a message."""
