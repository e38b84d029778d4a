"""Proving a letter genuine (I6): by the code on it, or by the signature of the file itself."""

from typing import TYPE_CHECKING

from app.data.correspondence import letter_store
from app.data.integrations import gateways
from app.data.papers.verification import SignatureCheck, verify
from forms.values.digits import normalise_digits

if TYPE_CHECKING:
    from app.data.models import Letter

LARGEST = 10 * 1024 * 1024


def normalised(typed: str) -> str:
    """A verification code as stored: ASCII letters and digits, upper case."""
    return "".join(c for c in normalise_digits(typed).upper() if c.isascii() and c.isalnum())


def find_letter(typed: str) -> "Letter | None":
    """The letter that carries this code."""
    return letter_store.find_letter_by_code(normalised(typed))


def verify_file(content: bytes) -> SignatureCheck:
    """Whether a PDF is signed by this desk and unchanged; a file over the limit is judged by nothing."""
    return verify(content[:LARGEST], [gateways().signer.trust_root])
