"""Errors of decision models. Each names the element, so that an analyst can repair the diagram."""


class DmnError(Exception):
    """The decision model can't be used."""

    def __init__(self, message: str | None = None, element: str | None = None) -> None:
        self.message = message or (self.__doc__ or "").strip()
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


class UnknownDecision(DmnError):
    """The model has no decision or decision service of this name or id."""
