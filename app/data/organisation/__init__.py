"""Agencies, units, front desks and their calendars."""
