"""What people do with the desk: load, check, act, record. Nothing here commits, and nothing gives up silently."""
