"""People: profiles, logins, memberships, consent codes, and counts of their tries."""
