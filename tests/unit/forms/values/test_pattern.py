"""Patterns that may be read in two ways are refused, and whatever is let in compiles without a warning."""

import re
from itertools import product

import pytest

from forms.errors import BadPattern
from forms.values.pattern import require_safe_pattern


@pytest.mark.parametrize("pattern", ["[[]]", "[[a]b]", "[^[a]", "[a&&b]", "x[a||b]+", "[a~~b]", "[+--]", "[[", "[a&&"])
def test_set_within_a_set_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern) as refused:
        require_safe_pattern("k", pattern)
    assert "browsers" in refused.value.message.en


@pytest.mark.parametrize(
    "pattern", [r"[\[\]]", "[a[b]", "[a-]", r"[\-\-]", r"\[\[", "a&&b", "(?:a||b)", "[|]", "[]a]", "[^]a]", "--"]
)
def test_plain_sets_are_let_in(pattern: str) -> None:
    require_safe_pattern("k", pattern)


def test_no_pattern_that_is_let_in_warns() -> None:
    for signs in product(r"[]^-&\a", repeat=6):
        pattern = "".join(signs)
        try:
            require_safe_pattern("k", pattern)
        except BadPattern:
            continue
        re.compile(pattern)  # a FutureWarning would be an error here
