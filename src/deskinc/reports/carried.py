"""A signed paper judged by a stranger: its signatures, and the record it carries inside.

The site's authority is the one that record 1 of the carried extract announces, or the certificate
the stranger trusts. Nothing in the file is run, and no file it carries is unpacked without limit.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf

from deskinc.i18n import N_, _
from deskinc.proof.bundle import Judgement, Trusted, judge
from deskinc.proof.extract import MAX_JSON
from deskinc.proof.findings import Finding, Kind, verdict
from deskinc.proof.judgement import Trust, raw_of
from deskinc.reports import asn1
from deskinc.reports.checking import SignatureReport, check

__all__ = ["PaperJudgement", "asn1", "carried", "judge_paper"]

RECORD = "record.json"
SHIFT = ("outgoing", "incoming")
DAY = ("printed",)
FIELDS = (("issuer",), ("lead", "issuer"), SHIFT, DAY)
"""The signature fields of our papers, in the order of signing."""

_CERTIFICATES = frozenset({"certificate", "own_certificate"})
_ENCRYPTED = N_("The PDF is encrypted; no paper of this program is.")
_UNREADABLE = N_("This file is no whole PDF any more; it cannot be read.")
_UNSIGNED = N_("The paper is not signed.")
_FIELDS = N_("The signatures are not those of a finished paper.")
_BARE = N_("The paper carries no record.json, so nothing in it is proved to stand in the book.")
_TOO_LARGE = N_("The file record.json inside the paper cannot be read.")
_NO_ROOT = N_("The paper names no authority for its certificates; give the site’s with --ca.")
_OTHER_ROOT = N_("The book announces another authority than the certificate you trust.")
_UNENROLLED = N_("The certificate of {name} is none that the book announced at an enrolment.")
_TWICE = N_("Two signatures are by one and the same person: {name}.")
_KEYS = (
    N_("The certificate of {name} does not come from the authority of this site."),
    N_("The certificate of {name} was out of its time."),
    N_("The certificate of {name} was withdrawn."),
)


@dataclass(frozen=True, slots=True)
class PaperJudgement:
    """The answer on a paper: its signatures, what is wrong with it, and the record it carries.

    ``sha256`` is that of the carried record.json, as the paper prints it.
    """

    findings: tuple[Finding, ...]
    signatures: tuple[SignatureReport, ...] = ()
    record: Judgement | None = None
    sha256: str = ""

    @property
    def kind(self) -> Kind:
        """The verdict: the gravest finding on paper and record."""
        return verdict((*self.findings, *(self.record.all if self.record else ())))


@dataclass(slots=True)
class _Carried:
    data: bytes | None = None
    wrong: list[Finding] = field(default_factory=list)


def judge_paper(pdf: bytes, trusted: Trusted | None = None, root: bytes = b"") -> PaperJudgement:
    """Judge a signed PDF; ``root`` is the certificate (DER) that is trusted, if any is."""
    carried = _carried(pdf)
    if carried.wrong:
        return PaperJudgement(tuple(carried.wrong))
    record = None if carried.data is None else judge(carried.data, trusted, paper=True)
    announced = record.authority if record else b""
    relief = record.relief if record and root in {b"", announced} else b""
    findings = [] if record else [Finding(Kind.INCOMPLETE, 0, _(_BARE))]
    if root and announced and root != announced:
        findings.append(Finding(Kind.UNKNOWN_KEY, 0, _(_OTHER_ROOT)))
    signatures = _signatures(pdf, [one for one in (root or announced, relief) if one], _own(record))
    findings += _signed(signatures, known=bool(root or announced))
    findings += _people(signatures, record)
    if record is not None and root and not findings and record.trust is Trust.OWN_WORD:
        record = replace(record, trust=Trust.CERTIFICATE)
    digest = sha256(carried.data).hexdigest() if carried.data is not None else ""
    return PaperJudgement(tuple(findings), signatures, record, digest)


def carried(pdf: bytes) -> bytes | None:
    """The record.json inside a paper; None where there is none or it cannot be read."""
    return _carried(pdf).data


def _carried(pdf: bytes) -> _Carried:
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            if opened.is_encrypted:
                return _Carried(None, [Finding(Kind.UNKNOWN_FORMAT, 0, _(_ENCRYPTED))])
            held = opened.attachments.get(RECORD)
            return _Carried() if held is None else _Carried(_unpacked(held.get_file().obj))
    except pikepdf.PasswordError:
        return _Carried(None, [Finding(Kind.UNKNOWN_FORMAT, 0, _(_ENCRYPTED))])
    except (zlib.error, EOFError):
        return _Carried(None, [Finding(Kind.ALTERED, 0, _(_TOO_LARGE))])
    except Exception:  # noqa: BLE001 - a hostile file may break the parser in any way
        return _Carried(None, [Finding(Kind.ALTERED, 0, _(_UNREADABLE))])


def _unpacked(stream: pikepdf.Object) -> bytes:
    """The bytes of an embedded file; EOFError for more than an extract can have."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return raw
    if str(stream.Filter) != "/FlateDecode" or "/DecodeParms" in stream:
        raise EOFError
    inflate = zlib.decompressobj()
    data = inflate.decompress(raw, MAX_JSON + 1)
    if not inflate.eof:
        raise EOFError
    return data


def _own(record: Judgement | None) -> list[tuple[bytes, ...]]:
    """The certificates of other authorities that people announced of themselves, with issuers."""
    found: list[tuple[bytes, ...]] = []
    for told in record.records if record else ():
        values = {name: value for name, value in told.values if isinstance(value, str)}
        if told.form == "officer" and told.kind is Kind.VALID and "own_certificate" in values:
            issuers = values.get("own_issuers", "").split(".")
            chain = (raw_of(values["own_certificate"]), *map(raw_of, issuers))
            found.append(tuple(one for one in chain if one))
    return found


def _signatures(
    pdf: bytes, roots: list[bytes], own: list[tuple[bytes, ...]]
) -> tuple[SignatureReport, ...]:
    """The signatures, judged as of the time the last one states: papers outlast certificates."""
    first = check(pdf, roots, (), own=own).signatures
    if tuple(one.field for one in first) not in {SHIFT, DAY}:
        roots = roots[:1]  # relief officers sign handovers and day pages, and nothing else
    stated = [one.signed_at for one in first if one.signed_at]
    stated = [at if at.tzinfo else at.replace(tzinfo=UTC) for at in stated]
    return check(pdf, roots, (), at=_latest(stated), own=own).signatures


def _latest(stated: list[datetime]) -> datetime | None:
    return max(stated, default=None)


def _signed(signatures: tuple[SignatureReport, ...], *, known: bool) -> Iterator[Finding]:
    if not signatures:
        yield Finding(Kind.INCOMPLETE, 0, _(_UNSIGNED))
    elif tuple(one.field for one in signatures) not in FIELDS:
        yield Finding(Kind.INCOMPLETE, 0, _(_FIELDS))
    if signatures and not known:
        yield Finding(Kind.UNKNOWN_KEY, 0, _(_NO_ROOT))
    for one in signatures:
        keys = {_(words).format(name=one.signer) for words in _KEYS}
        for problem in one.problems:
            if known or problem not in keys:
                kind = Kind.UNKNOWN_KEY if problem in keys else Kind.ALTERED
                yield Finding(kind, 0, problem)


def _people(signatures: tuple[SignatureReport, ...], record: Judgement | None) -> Iterator[Finding]:
    """Each signature is by another person, under a certificate that the book announced of him."""
    told = _announced(record) if record is not None and record.records else None
    seen = set[str | bytes]()
    for one in signatures:
        thread = (told or {}).get(one.certificate)
        marks: set[str | bytes] = {one.certificate, one.key, thread or b""} - {b""}
        if marks & seen:
            yield Finding(Kind.ALTERED, 0, _(_TWICE).format(name=one.signer))
        seen |= marks
        if told is not None and thread is None:
            yield Finding(Kind.UNKNOWN_KEY, 0, _(_UNENROLLED).format(name=one.signer))


def _announced(record: Judgement) -> dict[bytes, str]:
    """The certificates that sound OFFICER records announce, with the person's thread."""
    return {
        raw_of(value): told.thread
        for told in record.records
        for name, value in told.values
        if told.form == "officer" and name in _CERTIFICATES and isinstance(value, str)
        and told.kind is Kind.VALID
    }  # fmt: skip
