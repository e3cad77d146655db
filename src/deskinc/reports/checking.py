"""Is this paper as it was signed? The verifier's rule, with a sentence for every failure.

All of it must hold: the signatures are exactly the expected ones in their order; each is intact,
made by a certificate of the site's own authority that was not withdrawn, and followed by nothing it
forbids; the last one covers the whole file; the file begins with the bytes that the record renders
to, and its attachments are the records, where these are given.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from deskinc.i18n import _

# its log repeats, with tracebacks, what is said here in sentences
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

# between two signatures only the second one may come in: no value, no new description
_ONLY_SIGNATURES = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        *(
            rule.as_qualified(ModificationLevel.LTA_UPDATES)
            for rule in (XrefStreamRule(), ObjectStreamRule(), DSSCompareRule())
        ),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(),
        ]
    ),
)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature: who, when by his own clock (None if not said), for what, what is wrong.

    ``certificate`` is the one it was made under (DER), ``key`` the public key in it; ``own`` who
    issued it, where that is no authority of the site.
    """

    field: str
    signer: str
    signed_at: datetime | None
    reason: str
    problems: tuple[str, ...]
    certificate: bytes = b""
    key: bytes = b""
    own: str = ""

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """The judgement on a file; ``problems`` are whole sentences, those of signatures among them."""

    signatures: tuple[SignatureReport, ...]
    problems: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether the file is as it was signed, by all who had to sign."""
        return not self.problems


def check(
    pdf: bytes,
    roots: Sequence[bytes],
    expected_fields: Sequence[str],
    *,
    crls: Sequence[bytes] = (),
    at: datetime | None = None,
    rendered: bytes | None = None,
    attachments: Mapping[str, bytes] | None = None,
    own: Sequence[tuple[bytes, ...]] = (),
) -> SignatureCheck:
    """Judge a signed paper.

    ``roots`` are the only certificates trusted (DER). ``crls`` are revocation lists known beside
    those in the file. ``at`` is when it is judged, now if not given: for an old paper the time at
    which the book says it was signed. ``rendered`` and ``attachments`` are what the record gives.
    ``own`` are certificates of other authorities, each with its issuers (DER), that are trusted by
    themselves: the book announced them.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        signatures = list(reader.embedded_regular_signatures)
        lists = [*crls, *_embedded_lists(reader)]
    except Exception:  # noqa: BLE001 - a hostile file may break the parser in any way
        return SignatureCheck((), (_("This file is no whole PDF any more; it cannot be read."),))
    moment = at or datetime.now(UTC)
    trust = _Trust(roots, lists, moment, {chain[0]: chain[1:] for chain in own if chain})
    reports = [
        _judge(signature, trust, last=signature is signatures[-1]) for signature in signatures
    ]
    problems = [
        *_strangers([report.field for report in reports], expected_fields),
        *(problem for report in reports for problem in report.problems),
        *_contents(pdf, rendered, attachments or {}),
    ]
    return SignatureCheck(tuple(reports), tuple(problems))


def _embedded_lists(reader: PdfFileReader) -> list[bytes]:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return []
    return [bytes(reference.get_object().data) for reference in store.crls]


@dataclass(frozen=True, slots=True)
class _Trust:
    """What a signature is measured by: roots, revocation lists, the moment of judgement."""

    roots: Sequence[bytes]
    lists: Sequence[bytes]
    moment: datetime
    own: Mapping[bytes, tuple[bytes, ...]]

    def of(self, issuer: x509.Name) -> list[crl.CertificateList]:
        """The revocation lists of one issuer."""
        loaded = [crl.CertificateList.load(raw) for raw in self.lists]
        return [one for one in loaded if one.issuer == issuer]

    def context(self, certificate: x509.Certificate) -> ValidationContext:
        """An issuer that publishes lists must have one that covers the moment."""
        issuer = certificate.issuer
        if certificate.dump() in self.own:
            return ValidationContext(
                trust_roots=[certificate], allow_fetching=False, revocation_mode="none",
                moment=self.moment,
            )  # fmt: skip
        lists = self.of(issuer)
        return ValidationContext(
            trust_roots=[x509.Certificate.load(root) for root in self.roots],
            crls=lists,
            allow_fetching=False,
            revocation_mode="require" if lists else "none",
            moment=self.moment,
        )

    def in_time(self, certificate: x509.Certificate) -> bool:
        """Whether the moment lies in its time; nobody else says so of one trusted by itself."""
        return bool(certificate.not_valid_before <= self.moment <= certificate.not_valid_after)

    def withdrawn(self, certificate: x509.Certificate) -> bool:
        """Whether any list, however old or new, says it was withdrawn by the moment."""
        return any(
            entry["user_certificate"].native == certificate.serial_number
            and entry["revocation_date"].native <= self.moment
            for one in self.of(certificate.issuer)
            for entry in one["tbs_cert_list"]["revoked_certificates"] or ()
        )


def _judge(signature: Any, trust: _Trust, *, last: bool) -> SignatureReport:
    field = str(signature.field_name)
    name, said, held, key, own = field, None, b"", b"", ""
    try:
        certificate = signature.signer_cert
        held, key = certificate.dump(), certificate.public_key.dump()
        name = str(certificate.subject.native.get("common_name", field))
        if held in trust.own:
            own = str(certificate.issuer.native.get("common_name", "?"))
        said = signature.self_reported_timestamp
        status = validate_pdf_signature(
            signature,
            signer_validation_context=trust.context(certificate),
            diff_policy=_ONLY_SIGNATURES,
        )
        problems = tuple(_problems(status, name, last=last))
        if not problems and trust.withdrawn(certificate):
            problems = (_("The certificate of {name} was withdrawn.").format(name=name),)
        if not problems and held in trust.own and not trust.in_time(certificate):
            problems = (_("The certificate of {name} was out of its time.").format(name=name),)
        if not problems and not _clean(signature, (*trust.roots, *trust.own.get(held, ()))):
            problems = (_("The signature of {name} is damaged.").format(name=name),)
    except Exception:  # noqa: BLE001 - see above
        problems = (_("The signature of {name} is damaged.").format(name=name),)
    reason = str(signature.sig_object.get("/Reason", ""))
    return SignatureReport(field, name, said, reason, problems, held, key, own)


def _clean(signature: Any, roots: Sequence[bytes]) -> bool:
    """Whether the parts of a signature that it does not itself protect are as we write them."""
    content = bytes(signature.pkcs7_content)
    size = 4 + int.from_bytes(content[2:4], "big")  # SEQUENCE with a two-byte length
    carried = {certificate.dump() for certificate in signature.other_embedded_certs}
    return not content[size:].strip(b"\0") and carried <= set(roots)


def _problems(status: PdfSignatureStatus, name: str, *, last: bool) -> Iterator[str]:
    if not status.intact:
        yield _("The paper was changed after {name} signed it.").format(name=name)
    elif not status.valid:
        yield _("The signature of {name} was not made with the key of its certificate.").format(
            name=name
        )
    if status.intact and status.valid and not status.trusted:
        yield _distrust(status, name)
    if status.intact and not status.docmdp_ok:
        yield _("After {name} signed, something was changed that this forbids.").format(name=name)
    if status.intact and last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        yield _("Something was added to the file after the last signature.")
    sound = status.intact and status.valid and status.trusted and status.docmdp_ok
    if sound and not status.bottom_line:
        yield _("The signature of {name} breaks a rule of its field.").format(name=name)


def _distrust(status: PdfSignatureStatus, name: str) -> str:
    kind = status.trust_problem_indic
    if status.revoked or kind == AdESIndeterminate.REVOKED_NO_POE:
        return _("The certificate of {name} was withdrawn.").format(name=name)
    if kind in {AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.NOT_YET_VALID}:
        return _("The certificate of {name} was out of its time.").format(name=name)
    if kind == AdESIndeterminate.TRY_LATER:
        return _("No list of withdrawn certificates covers the signature of {name}.").format(
            name=name
        )
    return _("The certificate of {name} does not come from the authority of this site.").format(
        name=name
    )


def _strangers(found: Sequence[str], expected: Sequence[str]) -> Iterator[str]:
    for name in expected:
        if name not in found:
            yield _("The signature “{name}” is missing.").format(name=name)
    for name in found:
        if name not in expected:
            yield _("There is a signature “{name}” that does not belong here.").format(name=name)
    if sorted(found) == sorted(expected) and list(found) != list(expected):
        yield _("The signatures were not given in the right order.")


def _contents(
    pdf: bytes, rendered: bytes | None, attachments: Mapping[str, bytes]
) -> Iterator[str]:
    if rendered is not None and not pdf.startswith(rendered):
        yield _("The pages are not those that the record gives.")
    if not attachments:
        return
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            held = {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()}
    except pikepdf.PdfError:
        held = {}
    for name, data in attachments.items():
        if held.get(name) != data:
            yield _("The attached file {name} is not the record’s.").format(name=name)
