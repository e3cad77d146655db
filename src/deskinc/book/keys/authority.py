"""The site's own certificate authority: certificates with which officers sign papers.

Profile (RFC 5280): P-256 and SHA-256 throughout; roots are CA, path length 0, keyCertSign and
cRLSign, ten years; officers digitalSignature and nonRepudiation, extended key usage
documentSigning (RFC 9336) and emailProtection, two years, the licence number as serialNumber.
A second root, the relief CA, issues certificates of 72 hours only. Private keys are raw 32-byte
scalars, certificates and lists DER; every function takes the moment as ``now`` (aware).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

ROOT_LIFE = timedelta(days=3650)
OFFICER_LIFE = timedelta(days=730)
RELIEF_LIFE = timedelta(hours=72)
CRL_LIFE = timedelta(days=365)
BACKDATED = timedelta(minutes=5)
"""How far before ``now`` a certificate begins, for clocks that differ."""

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_LONGEST = 64
_NOT_PRINTABLE = re.compile(r"[^A-Za-z0-9 '()+,\-./:=?]+")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A CA: its certificate (DER) and its private scalar."""

    certificate: bytes
    private: bytes = field(repr=False)


def new_pdf_key() -> bytes:
    """A fresh P-256 scalar (32 bytes) for an officer's signatures on paper."""
    return _scalar(ec.generate_private_key(ec.SECP256R1()))


def private_key(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """The P-256 key of a raw scalar; ValueError if it is none."""
    return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())


def public_point(scalar: bytes) -> bytes:
    """The public key as the 65-byte uncompressed point."""
    public = private_key(scalar).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def make_ca(site: str, now: datetime, country: str = "") -> Issuer:
    """The root of a site; ``country`` is ISO 3166 alpha-2."""
    return _root(site, " CA", now, country)


def make_relief_ca(site: str, now: datetime, country: str = "") -> Issuer:
    """The second root, which vouches for relief officers only."""
    return _root(site, " relief CA", now, country)


def issue(issuer: Issuer, name: str, licence: str, private: bytes, now: datetime) -> bytes:
    """The certificate of an officer (DER), two years; ValueError for an empty name."""
    public = private_key(private).public_key()
    return _issue(issuer, name, licence, public, now, OFFICER_LIFE)


def issue_relief(issuer: Issuer, name: str, licence: str, private: bytes, now: datetime) -> bytes:
    """The certificate of a relief officer (DER), 72 hours, from the relief CA."""
    public = private_key(private).public_key()
    return _issue(issuer, name, licence, public, now, RELIEF_LIFE)


def issue_again(issuer: Issuer, name: str, licence: str, point: bytes, now: datetime) -> bytes:
    """Another certificate of an officer for the same key (``point``, as :func:`public_point`)."""
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return _issue(issuer, name, licence, public, now, OFFICER_LIFE)


def span(certificate: bytes) -> tuple[datetime, datetime]:
    """From when to when a certificate (DER) holds, in UTC; ValueError for what is none."""
    read = x509.load_der_x509_certificate(certificate)
    return read.not_valid_before_utc, read.not_valid_after_utc


def serial(ca: bytes, certificate: bytes) -> int | None:
    """The serial number of a certificate (DER) that this CA (DER) issued; None for any other."""
    try:
        read = x509.load_der_x509_certificate(certificate)
        read.verify_directly_issued_by(x509.load_der_x509_certificate(ca))
    except (ValueError, TypeError, InvalidSignature):
        return None
    return read.serial_number


@dataclass(frozen=True, slots=True)
class Listing:
    """What a CRL says: its number, from when to when it holds, and who is on it since when."""

    number: int
    since: datetime
    until: datetime
    serials: Mapping[int, datetime]


def listing(ca: bytes, crl: bytes) -> Listing | None:
    """What a CRL (DER) says; None for one that the CA of certificate ``ca`` (DER) did not sign."""
    try:
        read = x509.load_der_x509_crl(crl)
        public = x509.load_der_x509_certificate(ca).public_key()
        number = read.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        signed = isinstance(public, ec.EllipticCurvePublicKey) and read.is_signature_valid(public)
    except (ValueError, x509.ExtensionNotFound):
        return None
    if not signed or read.next_update_utc is None:
        return None
    serials = {one.serial_number: one.revocation_date_utc for one in read}
    return Listing(number, read.last_update_utc, read.next_update_utc, serials)


def revocations(
    issuer: Issuer, revoked: Mapping[int, datetime], number: int, now: datetime
) -> bytes:
    """The CRL (DER) naming certificates by serial number and when each was revoked; for a year.

    ``number`` grows with every list of this CA.
    """
    ca = x509.load_der_x509_certificate(issuer.certificate)
    key = private_key(issuer.private)
    begin = _whole(now)
    builder = x509.CertificateRevocationListBuilder().issuer_name(ca.subject)
    builder = builder.last_update(begin).next_update(begin + CRL_LIFE)
    builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    builder = builder.add_extension(_issued_by(key), critical=False)
    for number_of_one, moment in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(number_of_one)
        builder = builder.add_revoked_certificate(entry.revocation_date(_whole(moment)).build())
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def printable(text: str) -> str:
    """``text`` in the characters of an ASN.1 PrintableString (X.680 §41), at most 64 of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_PRINTABLE.sub("-", plain).strip()[:_LONGEST]


def _root(site: str, suffix: str, now: datetime, country: str) -> Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    common = " ".join(site.split())[: _LONGEST - len(suffix)] + suffix
    subject = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, _name(site))]
    if re.fullmatch("[A-Za-z]{2}", country):
        subject.insert(0, x509.NameAttribute(NameOID.COUNTRY_NAME, country.upper()))
    name = x509.Name([*subject, x509.NameAttribute(NameOID.COMMON_NAME, common)])
    builder = _certificate(name, name, key.public_key(), key, now, _whole(now) + ROOT_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(root=True), critical=True)
    return Issuer(builder.sign(key, SHA256()).public_bytes(Encoding.DER), _scalar(key))


def _issue(
    issuer: Issuer, name: str, licence: str, public: ec.EllipticCurvePublicKey,
    now: datetime, life: timedelta,
) -> bytes:  # fmt: skip
    ca = x509.load_der_x509_certificate(issuer.certificate)
    key = private_key(issuer.private)
    own = [item for item in ca.subject if item.oid != NameOID.COMMON_NAME]
    if number := printable(licence):
        own.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
    subject = x509.Name([*own, x509.NameAttribute(NameOID.COMMON_NAME, _name(name))])
    end = min(_whole(now) + life, ca.not_valid_after_utc)
    builder = _certificate(subject, ca.subject, public, key, now, end)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(root=False), critical=True)
    uses = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    builder = builder.add_extension(uses, critical=False)
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_whole(now) - BACKDATED)
        .not_valid_after(_whole(end))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_issued_by(issuer_key), critical=False)
    )


def _issued_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _scalar(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_numbers().private_value.to_bytes(32, "big")
