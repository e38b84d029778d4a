"""What kinds of values the expressions of a bundle work with, as far as its files show.

Pure: kinds are worked out from what forms, scripts, decision tables and declarations say; nothing is evaluated but
constants. What isn't known for sure is any kind, and raises no finding."""
