"""Services: published versions, drafts of bundles and their files, and moves of running cases to a newer version."""
