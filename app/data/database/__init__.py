"""Engine, session and transactions: which database is in use, who may write now, who writes next on SQLite."""
