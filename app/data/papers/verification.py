"""Whether a PDF is as it was signed, and by somebody the caller trusts.

Nothing here touches the network or the machine's trust store: the roots are what the caller hands in, and a stranger's
file never raises."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto.x509 import Certificate
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from app.data.papers.errors import RootUnreadable

# The verdict says that a signer is unknown; pyHanko would log each such file with a traceback as well.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class SignatureCheck:
    """What a signature proves. `signer` and `signed_at` are the file's own claim: believe them only when `trusted`."""

    #: every byte is as it was signed, and nothing was added since
    intact: bool
    #: the certificate leads to one of the trust roots and was valid at the asked moment
    trusted: bool
    signer: str | None = None
    signed_at: datetime | None = None


_PROVES_NOTHING: Final = SignatureCheck(intact=False, trusted=False)


def verify(pdf: bytes, trust_roots: Sequence[bytes], *, at: datetime | None = None) -> SignatureCheck:
    """Judge the last signature of `pdf` against `trust_roots` (PEM or DER certificates), as of `at` (default: now).

    What can't be read or isn't signed is simply not intact. Give as `at` the moment of delivery where it is known, so
    that a letter outlives its signer's certificate. Raises RootUnreadable."""
    context = ValidationContext(
        trust_roots=_certificates(trust_roots), allow_fetching=False, revocation_mode="soft-fail", moment=at
    )
    try:
        signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[-1]
        status = validate_pdf_signature(signature, context, skip_diff=True)
        return _verdict(pdf, signature, status)
    except Exception:  # a forged file can break the parsers anywhere, and each such break means the same
        return _PROVES_NOTHING


def _verdict(pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> SignatureCheck:
    """Intact: digest and signature hold, over the entire file, with nothing hidden in the gap left for it."""
    whole = signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    intact = bool(status.intact and status.valid and whole and _nothing_hidden(pdf, signature))
    subject = status.signing_cert.subject
    return SignatureCheck(
        intact=intact,
        trusted=bool(intact and status.trusted),
        signer=subject.native.get("common_name") or subject.human_friendly,
        signed_at=signature.self_reported_timestamp,
    )


def _nothing_hidden(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """The only bytes that no signature covers are those that hold it: one DER value in hex digits, then zeros."""
    _, start, resume, _ = (int(number) for number in signature.sig_object["/ByteRange"])
    content = bytes.fromhex(pdf[start + 1 : resume - 1].decode("ascii"))
    return not content[_der_length(content) :].strip(b"\0")


def _der_length(content: bytes) -> int:
    """How many bytes the DER value at the start of `content` takes (X.690 §8.1.3)."""
    first = content[1]
    if first < 0x80:
        return 2 + first
    octets = first & 0x7F
    return 2 + octets + int.from_bytes(content[2 : 2 + octets])


def _certificates(roots: Sequence[bytes]) -> list[Certificate]:
    try:
        return [certificate for root in roots for certificate in load_certs_from_pemder_data(root)]
    except ValueError as error:
        raise RootUnreadable from error
