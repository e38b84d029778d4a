"""Why a paper could not be set or signed. One class per reason; the docstring is the default message."""


class PaperError(Exception):
    """The paper could not be made."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class FontsMissing(PaperError):
    """The fonts of the papers are not where they were looked for; the front-end build puts them there."""


class PaperNotSet(PaperError):
    """The typesetter refused the template or its data."""


class KeyUnreadable(PaperError):
    """The signing key is absent, is not a PKCS#12 file, or its passphrase is wrong."""


class RootUnreadable(PaperError):
    """A trust root is neither a PEM nor a DER certificate."""


class NotSignable(PaperError):
    """What was to be signed is not a PDF document."""
