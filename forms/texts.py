"""Errors that speak both languages of the desk. Persian comes first everywhere."""

from typing import ClassVar

from engine import Bilingual


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
