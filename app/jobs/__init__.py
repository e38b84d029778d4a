"""What the scheduler calls: due timers, outbox delivery, upkeep. The only place that knows APScheduler."""
