"""The answer: a case is closed, its letter is set and signed, and anybody can verify it."""
