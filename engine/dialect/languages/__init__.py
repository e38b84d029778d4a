"""Expressions and scripts of other languages: what JUEL means in FEEL, and what is told of the rest."""
