"""Regular expressions as XPath and XQuery define them (Functions and Operators 3.1, section 5.6), with bounded time.

Python's `re` can run for hours on a hostile pattern; here each state of the match is visited at most once."""

from engine.feel.regex.matcher import Pattern, compile_pattern, found, replace, split

__all__ = ["Pattern", "compile_pattern", "found", "replace", "split"]
