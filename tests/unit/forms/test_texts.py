"""Texts in two languages, errors in two languages, and problems with answers."""

import pytest

from engine import Bilingual
from forms.problems import Problem, Refusal, refuse
from forms.texts import BilingualError


@pytest.mark.parametrize(
    ("pair", "fa", "en"),
    [
        (Bilingual("ف", "E"), "ف", "E"),
        (Bilingual("ف", ""), "ف", "ف"),
        (Bilingual("", "E"), "E", "E"),
        (Bilingual("", ""), "", ""),
    ],
)
def test_text_falls_back_on_the_other_language(pair: Bilingual, fa: str, en: str) -> None:
    assert (pair.in_language("fa"), pair.in_language("en"), pair.in_language("de")) == (fa, en, fa)


def test_error_fills_in_its_values_in_both_languages() -> None:
    class Broken(BilingualError):
        """“{what}” is broken."""

        fa = "«{what}» خراب است."

    error = Broken(what="x")
    assert (str(error), error.message_en, error.message_fa) == ("“x” is broken.", "“x” is broken.", "«x» خراب است.")
    assert error.values == {"what": "x"}


def test_refusal_carries_its_problem() -> None:
    with pytest.raises(Refusal, match=r"^No$") as refused:
        refuse("c", "نه", "No")
    assert refused.value.problem == Problem("c", Bilingual("نه", "No"))
    assert str(refused.value.problem) == "No"
