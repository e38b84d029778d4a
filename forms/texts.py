"""Errors that speak both languages of the desk. Persian comes first everywhere."""

from collections.abc import Mapping
from typing import ClassVar

from engine import Bilingual


class BilingualError(Exception):
    """Something is wrong."""

    # The docstring is the English message, `fa` the Persian one; both are templates over the keywords of `__init__`;
    # a keyword that is `Bilingual` itself gives each its own words.
    code: ClassVar[str] = "error"
    fa: ClassVar[str] = "ایرادی پیش آمد."

    def __init__(self, **values: object) -> None:
        self.values = values
        persian, english = (_in_language(values, number) for number in (0, 1))
        self.message = Bilingual(self.fa.format(**persian), (self.__doc__ or "").format(**english))
        super().__init__(self.message.en)

    @property
    def message_fa(self) -> str:
        """What to tell a reader of Persian."""
        return self.message.fa

    @property
    def message_en(self) -> str:
        """What to tell a reader of English."""
        return self.message.en


def _in_language(values: Mapping[str, object], number: int) -> dict[str, object]:
    """The values for the text of one language: those that are texts in both are taken in it."""
    return {name: value[number] if isinstance(value, Bilingual) else value for name, value in values.items()}
