"""What the scheduler runs: delivery of the outbox, correlation of messages, retention, and the health of the desk."""
