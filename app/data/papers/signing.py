"""Electronic signatures on letters: PAdES baseline B (ETSI EN 319 142-1) by pyHanko.

Nothing here touches the network: no time stamp is fetched. Signing takes longer than setting the letter and
belongs into a job; a key may one day live in a slower device. A signer may be shared by threads."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final, Self

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign import Signer as CmsSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.data.papers.errors import KeyUnreadable, NotSignable

_FIELD: Final = "Signature"
_DIGEST: Final = "sha256"
#: bytes of a signature beside its certificates: attributes, and the signature of the largest key in use (RSA 8192)
_ENVELOPE: Final = 3_072
_DEVELOPMENT: Final = "DEVELOPMENT ONLY"
_DEVELOPMENT_LIFETIME: Final = timedelta(days=730)


@dataclass(frozen=True)
class Signer:
    """A key with its certificate and the chain above it, ready to sign letters."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @classmethod
    def from_pkcs12(cls, path: Path, passphrase: str | None = None) -> Self:
        """The signer in a PKCS#12 file (RFC 7292), an RSA or elliptic curve key. Raises KeyUnreadable."""
        try:
            secret = passphrase.encode() if passphrase else None
            key, certificate, chain = pkcs12.load_key_and_certificates(path.read_bytes(), secret)
        except (OSError, ValueError) as error:
            raise KeyUnreadable(f"{path}: {error}") from error
        if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise KeyUnreadable(f"{path} holds no RSA or elliptic curve key with its certificate")
        return cls(key, certificate, tuple(chain))

    @property
    def name(self) -> str:
        """The subject of the certificate (RFC 4514)."""
        return self.certificate.subject.rfc4514_string()

    @property
    def trust_root(self) -> bytes:
        """The certificate (DER) that `verify` must be given to trust this signer: the top of its chain."""
        return (self.chain[-1] if self.chain else self.certificate).public_bytes(Encoding.DER)

    @property
    def is_development(self) -> bool:
        """Whether this is a generated key that proves nothing; production refuses it."""
        units = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        return any(unit.value == _DEVELOPMENT for unit in units)

    def sign(self, pdf: bytes, *, reason: str = "", location: str = "") -> bytes:
        """`pdf` with a signature over all of it appended, dated by the machine's clock. Raises NotSignable."""
        about = PdfSignatureMetadata(
            field_name=_FIELD,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
            location=location or None,
        )
        try:
            document = IncrementalPdfFileWriter(BytesIO(pdf))
            signed = sign_pdf(document, about, _KeptKey(self), bytes_reserved=self._room())
        except (PdfError, ValueError) as error:
            raise NotSignable(f"not a PDF document that can be signed: {error}") from error
        return bytes(signed.getvalue())

    def _room(self) -> int:
        """Hex digits to keep for the signature; told to pyHanko, which would else sign once more to find out."""
        certificates = (self.certificate, *self.chain)
        return 2 * (_ENVELOPE + sum(len(known.public_bytes(Encoding.DER)) for known in certificates))


class _KeptKey(CmsSigner):
    """Signs with a key parsed once; pyHanko's own signer parses and checks an RSA key for every document."""

    def __init__(self, signer: Signer) -> None:
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # an empty constructor
        known.register_multiple(_parsed(certificate) for certificate in signer.chain)
        super().__init__(signing_cert=_parsed(signer.certificate), cert_registry=known)
        self._key = signer.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature of `data`; the digest is always the one this module asks for."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), SHA256())
        return self._key.sign(data, ec.ECDSA(SHA256()))


def _parsed(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(Encoding.DER))


def generate_development_key(path: Path, passphrase: str | None = None) -> Signer:
    """Write a self-signed key named «development» to a PKCS#12 file that only its owner may read. It lies on a curve:
    an RSA key is checked for a tenth of a second at each start.

    An existing file is never overwritten: raises FileExistsError."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _development_certificate(key, datetime.now(UTC))
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    content = pkcs12.serialize_key_and_certificates(b"miz development", key, certificate, None, lock)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return Signer(key, certificate)


def _development_certificate(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """A certificate that says of itself what it is, with the key usage that a signature on a letter needs."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Miz"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _DEVELOPMENT),
            x509.NameAttribute(NameOID.COMMON_NAME, "Miz development key (proves nothing)"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(minutes=5)).not_valid_after(now + _DEVELOPMENT_LIFETIME)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return builder.add_extension(usage, critical=True).sign(key, SHA256())
