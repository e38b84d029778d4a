"""Units, front desks, people and memberships out of tables and into them: read, checked as a whole, written at once."""
