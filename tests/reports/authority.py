"""A site's certificate authority for the tests: root, officers, revocation list (P-256)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from deskinc.reports.signing import SigningIdentity

MOMENT = datetime(2026, 11, 24, 10, 21, tzinfo=UTC)
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Authority:
    """A root that issues officers' certificates."""

    key: ec.EllipticCurvePrivateKey
    root: x509.Certificate

    @property
    def der(self) -> bytes:
        """The root, DER."""
        return self.root.public_bytes(Encoding.DER)

    def officer(
        self, name: str, *, withdrawn: bool = False, crl: bool = True, days: int = 36500
    ) -> SigningIdentity:
        """A new officer; with ``crl`` the list stands beside the certificate."""
        private = ec.generate_private_key(ec.SECP256R1())
        issued = (
            _builder(_name(name), private, self.root.subject, self.key, days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage(authority=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        raw = issued.public_bytes(Encoding.DER)
        listed = self.crl(issued.serial_number if withdrawn else None) if crl else None
        return SigningIdentity(private, raw, (self.der,), listed)

    def crl(self, withdrawn: int | None = None) -> bytes:
        """The list of withdrawn certificates, empty or with one serial number."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(MOMENT - timedelta(hours=1))
            .next_update(MOMENT + timedelta(days=365))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        if withdrawn is not None:
            entry = x509.RevokedCertificateBuilder().serial_number(withdrawn)
            builder = builder.add_revoked_certificate(
                entry.revocation_date(MOMENT - timedelta(hours=2)).build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def authority(name: str = "Harbour Court Security CA") -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    root = (
        _builder(subject, key, subject, key, 3650)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, root)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Harbour Court Security"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _builder(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(MOMENT + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
