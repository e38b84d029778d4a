"""What is wrong with an answer: a code for programs and a sentence in both languages for people."""

from dataclasses import dataclass
from typing import NoReturn

from engine import Bilingual


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right in one answer; the text says what to do."""

    code: str
    text: Bilingual

    def __str__(self) -> str:
        return self.text.en


class Refusal(Exception):
    """The answer can't be taken."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text.en)
        self.problem = problem


def refuse(code: str, fa: str, en: str) -> NoReturn:
    """Raise `Refusal` with this code and these texts."""
    raise Refusal(Problem(code, Bilingual(fa, en)))
