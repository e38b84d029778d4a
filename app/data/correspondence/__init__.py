"""What goes to and fro between an applicant and the desk, one module a table: drafts, documents, questions,
attendances, letters, notices, opinions. Rows only; who may read or write them is decided above."""
