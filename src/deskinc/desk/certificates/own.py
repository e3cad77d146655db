"""A certificate that a person brings: from a PKCS#12 file, looked at before it is used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID

from deskinc import children
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.intake import sandbox
from deskinc.intake.sentences import refusal
from deskinc.intake.unfit import Unfit

SECONDS = 30.0
"""After how long a file is not opened."""
LIMIT = 1024 * 1024
RSA_LEAST, RSA_MOST = 2048, 8192
LONGEST = 10
"""Issuers that a chain has at most."""


@dataclass(frozen=True, slots=True)
class Own:
    """A certificate with its key (PKCS#8) and issuers as far as the file has them, all DER."""

    certificate: bytes = field(repr=False)
    issuers: tuple[bytes, ...] = field(repr=False)
    key: bytes = field(repr=False)
    name: str
    issuer: str
    until: datetime
    strength: str
    complete: bool


def opened(path: Path, password: str, now: datetime) -> Own:
    """Open the file at ``path`` in a child process, and look at what is in it. Blocks.

    Raises DeskError for a wrong password, and for anything that cannot sign papers at ``now``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise DeskError(
            _("{name} cannot be read: {why}.").format(name=path.name, why=error.strerror),
            _("Choose the file itself; its name ends in .p12 or .pfx."),
        ) from error
    job = {"job": "pkcs12", "password": password}
    try:
        answer = sandbox.ask(job, data, children.command("--intake-child"), SECONDS)
        key, certificate, *others = answer.parts
    except Unfit as unfit:
        raise refusal(unfit.code, path.name, "pkcs12") from unfit
    except ValueError as error:
        raise refusal("answer", path.name, "pkcs12") from error
    return looked_at(certificate, others, key, now)


def looked_at(certificate: bytes, others: Sequence[bytes], key: bytes, now: datetime) -> Own:
    """What a certificate is; raises DeskError where it cannot sign papers.

    Without ``key`` the key lies in a token.
    """
    try:
        read = x509.load_der_x509_certificate(certificate)
        strength = _strength(read)
        if key and _public(load_der_private_key(key, None).public_key()) != _public(
            read.public_key()
        ):
            raise DeskError(_("The key in the file is not that of its certificate."), _again())
        _usable(read)
    except (ValueError, TypeError) as error:
        raise DeskError(_("The certificate is damaged and cannot be read."), _again()) from error
    _in_time(read, now)
    issuers, complete = _chain(read, others)
    return Own(
        certificate, issuers, key, named(certificate), _common(read.issuer),
        read.not_valid_after_utc, strength, complete,
    )  # fmt: skip


def named(certificate: bytes) -> str:
    """Whose a certificate says it is."""
    return _common(x509.load_der_x509_certificate(certificate).subject)


def issued_by(certificate: bytes) -> str:
    """Whose authority a certificate names."""
    return _common(x509.load_der_x509_certificate(certificate).issuer)


def _common(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    words = str(found[0].value) if found else name.rfc4514_string()
    return "".join(c if c.isprintable() else "?" for c in words)[:200]


def _strength(read: x509.Certificate) -> str:
    public = read.public_key()
    if isinstance(public, EllipticCurvePublicKey) and isinstance(public.curve, SECP256R1):
        return "P-256"
    if isinstance(public, RSAPublicKey) and RSA_LEAST <= public.key_size <= RSA_MOST:
        return f"RSA {public.key_size}"
    if isinstance(public, RSAPublicKey) and public.key_size < RSA_LEAST:
        raise DeskError(
            _("The key is too weak: RSA with {bits} bits.").format(bits=public.key_size),
            _("Papers are signed with P-256, or RSA from 2048 bits on. Ask for a new certificate."),
        )
    raise DeskError(
        _("Readers of papers do not know keys of this kind."),
        _("Papers are signed with P-256, or RSA from 2048 bits on. Ask for such a certificate."),
    )


def _usable(read: x509.Certificate) -> None:
    extensions = read.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        signs = usage.digital_signature or usage.content_commitment
    except x509.ExtensionNotFound:
        signs = True
    try:
        authority = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        authority = False
    if authority or not signs:
        raise DeskError(
            _("This certificate is not for signing papers."),
            _("Ask for one with the key usage digital signature or non-repudiation."),
        )


def _in_time(read: x509.Certificate, now: datetime) -> None:
    begin, end = read.not_valid_before_utc, read.not_valid_after_utc
    if now >= end:
        raise DeskError(
            _("This certificate ended on {date}.").format(date=f"{end:%Y-%m-%d}"),
            _("Ask whoever issued it for a new one."),
        )
    if now < begin:
        raise DeskError(
            _("This certificate begins only on {date}.").format(date=f"{begin:%Y-%m-%d}"),
            _("Wait until then; if the date is wrong, compare the computer’s clock with a watch."),
        )


def _chain(read: x509.Certificate, others: Sequence[bytes]) -> tuple[tuple[bytes, ...], bool]:
    """The issuers, one after the other, and whether they lead up to one that signed itself."""
    known = [x509.load_der_x509_certificate(raw) for raw in others]
    found: list[bytes] = []
    last = read
    while len(found) < LONGEST and last.issuer != last.subject:
        above = next((one for one in known if _signed_by(last, one)), None)
        if above is None:
            return tuple(found), False
        found.append(above.public_bytes(Encoding.DER))
        last = above
    return tuple(found), _signed_by(last, last)


def _signed_by(one: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _public(key: object) -> bytes:
    raw: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return raw


def _again() -> str:
    return _("Export certificate and key once more, as PKCS#12 (.p12 or .pfx).")
