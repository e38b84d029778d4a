"""A small certificate authority: a root, and an elliptic curve key whose certificate it signed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID


def write_chained_key(folder: Path) -> tuple[Path, bytes]:
    """A PKCS#12 file (passphrase «secret») with key, certificate and chain; and the root in DER."""
    root_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test root")])
    leaf_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Municipality of Isfahan")])
    root = _certificate(root_name, root_key, root_name, root_key, authority=True)
    leaf = _certificate(leaf_name, leaf_key, root_name, root_key, authority=False)
    path = folder / "chained.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"seal", leaf_key, leaf, [root], BestAvailableEncryption(b"secret"))
    )
    return path, root.public_bytes(Encoding.DER)


def _certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, SHA256())
    )
