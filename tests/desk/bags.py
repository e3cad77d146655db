"""Certificates of another authority, as people bring them: a root, one below it, PKCS#12 files."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption as Closed
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

Key: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
PASSWORD = "seven grey herons"


def name(common: str) -> x509.Name:
    """A name of nothing but its common name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass(frozen=True)
class Elsewhere:
    """An authority outside: root and the one below it that issues."""

    now: datetime
    root_key: ec.EllipticCurvePrivateKey
    root: x509.Certificate
    middle_key: ec.EllipticCurvePrivateKey
    middle: x509.Certificate

    def issue(
        self, who: str, key: Key, *, since: float = -1, days: float = 365, signs: bool = True
    ) -> x509.Certificate:
        """A certificate for ``key``, from ``since`` days ago on."""
        made = _builder(name(who), key, self.middle.subject, self.now, since, days)
        made = made.add_extension(_usage(signs=signs), critical=True)
        return made.sign(self.middle_key, SHA256())

    def bag(
        self, path: Path, key: Key, own: x509.Certificate | None, *, whole: bool = True
    ) -> Path:
        """A PKCS#12 file; without ``whole`` the root is not in it."""
        above = [self.middle, *([self.root] if whole else [])]
        data = pkcs12.serialize_key_and_certificates(
            b"mine", key, own, above, Closed(PASSWORD.encode())
        )
        path.write_bytes(data)
        return path


def elsewhere(now: datetime) -> Elsewhere:
    """Meridian, an authority with one below it."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    root = _authority("Meridian Root", keys[0], "Meridian Root", keys[0], now)
    middle = _authority("Meridian Issuing CA", keys[1], "Meridian Root", keys[0], now)
    return Elsewhere(now, keys[0], root, keys[1], middle)


def der(certificate: x509.Certificate) -> bytes:
    """The certificate as it is kept."""
    return certificate.public_bytes(Encoding.DER)


def _authority(
    who: str, key: ec.EllipticCurvePrivateKey, by: str, signer: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:  # fmt: skip
    made = _builder(name(who), key, name(by), now, -400, 4000)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return made.sign(signer, SHA256())


def _builder(
    who: x509.Name, key: Key, by: x509.Name, now: datetime, since: float, days: float
) -> x509.CertificateBuilder:
    begin = now + timedelta(days=since)
    return (
        x509.CertificateBuilder().subject_name(who).issuer_name(by).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
    )  # fmt: skip


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=not signs,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
