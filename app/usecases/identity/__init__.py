"""Who somebody is: login by a one-time code, and sessions."""
