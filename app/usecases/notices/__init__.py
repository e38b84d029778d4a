"""Notices to people by SMS and e-mail: worded here, delivered from the outbox after the commit."""
