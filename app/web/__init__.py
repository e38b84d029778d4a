"""Flask glue that all audiences share: sessions, permissions, commits, errors, templates."""
