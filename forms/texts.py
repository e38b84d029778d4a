"""Texts in the two languages of the desk, and errors that speak both. Persian comes first everywhere."""

from typing import ClassVar, NamedTuple


class Bilingual(NamedTuple):
    """One text in Persian and in English."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """The English text for "en", else the Persian one; an empty side falls back on the other."""
        return (self.en or self.fa) if language == "en" else (self.fa or self.en)


class BilingualError(Exception):
    """Something is wrong."""

    # The docstring is the English message, `fa` the Persian one; both are templates over the keywords of `__init__`.
    code: ClassVar[str] = "error"
    fa: ClassVar[str] = "ایرادی پیش آمد."

    def __init__(self, **values: object) -> None:
        self.values = values
        self.message = Bilingual(self.fa.format(**values), (self.__doc__ or "").format(**values))
        super().__init__(self.message.en)

    @property
    def message_fa(self) -> str:
        """What to tell a reader of Persian."""
        return self.message.fa

    @property
    def message_en(self) -> str:
        """What to tell a reader of English."""
        return self.message.en
