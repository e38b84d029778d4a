"""Attendances at front desks: booked, moved, kept or missed (P1–P3)."""
