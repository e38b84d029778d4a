"""Errors of decision models. Each names the element, so that an analyst can repair the diagram."""

from engine.feel.errors import FeelSyntaxError
from engine.model import Bilingual


class DmnError(Exception):
    """The decision model can't be used."""

    def __init__(self, text: Bilingual, element: str | None = None) -> None:
        #: the same in both languages, without a full stop
        self.text = text
        self.message = self.text.en
        self.element = element
        super().__init__(f"{element}: {self.message}" if element else self.message)


class UnreadableModel(DmnError):
    """The file is no DMN model, is too large, or holds a document type or entities."""


class WrongModel(DmnError):
    """An element of the model has no meaning."""


class MissingImport(WrongModel):
    """A model that this one imports is not at hand."""


class WrongExpression(DmnError):
    """An expression of the model is not FEEL."""

    #: the expression as it is written; "" where it is FEEL, but too deep
    expression = ""

    @classmethod
    def of(cls, error: FeelSyntaxError, expression: str, element: str) -> "WrongExpression":
        """What the parser of FEEL says of an expression, `element` being the label of where it stands."""
        shown = expression[:200]
        text = Bilingual(f"{error.text.fa} در `{shown}`", f"{error.text.en} in `{shown}`")
        wrong = cls(text, element)
        wrong.expression = expression
        return wrong


class UnknownDecision(DmnError):
    """The model has no decision or decision service of this name or id."""
