"""Signing papers and checking papers that come back: PAdES (ETSI EN 319 142-1) with P-256.

With a revocation list the signature is B-LT in one revision, so that outside readers see no edit
after it; without one it is B-B. Nothing here knows the book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import crl, keys, x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.reports import asn1, stamp
from deskinc.reports.checking import SignatureCheck, SignatureReport, check

__all__ = ["SignatureCheck", "SignatureReport", "SigningIdentity", "asn1", "check", "sign"]


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Who signs: P-256 or RSA key, certificate, its issuers as far as known, the list (DER).

    A key that lies elsewhere is a function: it is given bytes and returns their signature with
    SHA-256, as CMS wants it, or raises DeskError.
    """

    private_key: EllipticCurvePrivateKey | RSAPrivateKey | Callable[[bytes], bytes] = field(
        repr=False
    )
    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(repr=False)
    crl: bytes | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        name = x509.Certificate.load(self.certificate).subject.human_friendly
        return f"SigningIdentity({name!r})"


_LARGEST = 1024
"""Bytes that a signature has at most: RSA with 8192 bits."""


class _Writer(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
    """An update that leaves the paper's own title and dates as they were rendered."""

    def _update_meta(self) -> None:
        pass


class _Signer(signers.PdfSigner):  # type: ignore[misc, unused-ignore]
    """A signer whose clock is the desk's."""

    when: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.when
        return session


def sign(
    pdf: bytes,
    field_name: str,
    identity: SigningIdentity,
    stamp_lines: Sequence[str],
    *,
    reason: str,
    location: str,
    when: datetime | None = None,
) -> bytes:
    """``pdf`` with its empty field signed; the bytes before stay as they are.

    Raises DeskError where the field is not there or already signed, or where the certificate is
    revoked or out of its time.
    """
    moment = when or datetime.now(UTC)
    try:
        writer = _Writer(BytesIO(pdf), strict=True)
        empty = _empty(writer, field_name)
        left, bottom, right, top = (float(edge) for edge in empty["/Rect"])
        signer = _Signer(
            _metadata(empty, identity, reason, location, moment),
            signer=_key(identity),
            stamp_style=stamp.style(stamp_lines, right - left, top - bottom),
        )
        signer.when = moment
        signed: bytes = signer.sign_pdf(writer, existing_fields_only=True).getvalue()
    except (SigningError, ValidationError, PdfError) as refusal:
        raise DeskError(
            _("The paper could not be signed: {reason}").format(reason=str(refusal)),
            _("Check that your certificate is still valid, then sign again."),
        ) from refusal
    return signed


def _empty(writer: IncrementalPdfFileWriter, name: str) -> Any:
    for found, value, reference in enumerate_sig_fields(writer.prev):
        if found == name and value is None:
            return reference.get_object()
    raise DeskError(
        _("This paper has no empty signature field “{name}”.").format(name=name),
        _("It may be signed already: open it and look at its signatures."),
    )


class _Elsewhere(signers.Signer):  # type: ignore[misc, unused-ignore]
    """A signer whose key lies elsewhere."""

    give: Callable[[bytes], bytes]

    async def async_sign_raw(
        self, data: bytes, _digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """The signature; while only its size is asked for, as many bytes as it may have."""
        return bytes(_LARGEST) if dry_run else self.give(data)


def _key(identity: SigningIdentity) -> signers.Signer:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([x509.Certificate.load(raw) for raw in identity.chain])
    own = x509.Certificate.load(identity.certificate)
    if not isinstance(identity.private_key, EllipticCurvePrivateKey | RSAPrivateKey):
        made = _Elsewhere(signing_cert=own, cert_registry=store)
        made.give = identity.private_key
        return made
    private = identity.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=own,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=store,
    )


def _metadata(
    empty: Any, identity: SigningIdentity, reason: str, location: str, moment: datetime
) -> signers.PdfSignatureMetadata:
    lasting = identity.crl is not None
    return signers.PdfSignatureMetadata(
        field_name=str(empty["/T"]),
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        docmdp_permissions=MDPPerm(int(empty["/Lock"]["/P"])),
        embed_validation_info=lasting,
        validation_context=_context(identity, moment) if lasting else None,
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _context(identity: SigningIdentity, moment: datetime) -> ValidationContext:
    chain = [x509.Certificate.load(raw) for raw in identity.chain]
    return ValidationContext(
        trust_roots=[issuer for issuer in chain if issuer.self_issued],
        other_certs=chain,
        crls=[crl.CertificateList.load(identity.crl)] if identity.crl else [],
        allow_fetching=False,
        revocation_mode="require",
        moment=moment,
    )
