"""Uploaded files: inspected before they are kept, stored by the hash of their content; and exported spreadsheets."""
