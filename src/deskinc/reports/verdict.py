"""A judgement in words for a terminal, and as data for a program."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from deskinc.i18n import N_, _
from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Finding, Kind
from deskinc.proof.judgement import Judgement, RecordTold, SealTold, Trust
from deskinc.proof.series import cited
from deskinc.reports.carried import PaperJudgement

_TRUST = {
    Trust.OWN_WORD: N_(
        "The key is the file’s own word. Compare code and number of records with a paper you "
        "trust, or give --seal or --key."
    ),
    Trust.KEY: N_("This is the key you gave."),
    Trust.SEAL: N_("The seal you gave was compared."),
    Trust.CERTIFICATE: N_("The paper is signed under the certificate you gave."),
}
_BESIDE = N_("Whether it is the key of this book is said above.")
"""Beside an open book, instead of what can be told to a program at a terminal."""
_OPAQUE = 60
"""Signs without a blank from which a value is a key, a certificate or a signed note, not words."""
_MEANS = {
    Kind.VALID: N_(
        "Everything in it is as it was signed and sealed, and nothing it needs is missing."
    ),
    Kind.ALTERED: N_("Something in it is not as it was signed or sealed."),
    Kind.INCOMPLETE: N_("Something is missing without which it proves nothing."),
    Kind.UNKNOWN_KEY: N_(
        "It is signed by a key that nothing in it, or nothing you trust, vouches for."
    ),
    Kind.UNKNOWN_FORMAT: N_("It is nothing that this program can judge."),
}


def means(kind: Kind) -> str:
    """What a verdict says of a file, in a sentence."""
    return _(_MEANS[kind])


def plain(text: str) -> str:
    """``text`` for a terminal: what does not print, or turns the direction, as its code."""
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in text)


@dataclass(frozen=True, slots=True)
class _How:
    """What is told: the values too; ``beside`` an open book, for somebody who reads in a window."""

    values: bool
    beside: bool


def words(
    file: str, told: Judgement | PaperJudgement, *, values: bool = False, beside: bool = False
) -> str:
    """The block of one file; ``beside`` an open book it names nothing that only terminals have."""
    head = f"{plain(file)}: {told.kind}. {means(told.kind)}"
    return "\n".join([head, *_indented(told, _How(values, beside))]) + "\n"


def _indented(told: Judgement | PaperJudgement, how: _How) -> Iterator[str]:
    yield from (f"  {plain(_(one.why))}" for one in told.findings)
    record: Judgement | None
    if isinstance(told, PaperJudgement):
        record = told.record
        yield from (f"  {line}" for line in _signatures(told))
        if record is not None:
            yield from (f"  {plain(_(one.why))}" for one in record.findings)
    else:
        record = told
    if record is not None:
        yield from (f"  {line}" for line in _record_words(record, how))


def _signatures(told: PaperJudgement) -> Iterator[str]:
    for one in told.signatures:
        at = _utc(one.signed_at)
        yield _("Signature {field}: {name}, {time}, by the clock of whoever signed.").format(
            field=plain(one.field), name=plain(one.signer), time=_time(at) if at else "?"
        )
        if one.own:
            yield _(
                "It is made with a certificate of {issuer} that {name} announced in the book; the "
                "site’s authority does not bear it out."
            ).format(issuer=plain(one.own), name=plain(one.signer))
    if told.sha256:
        yield _("SHA-256 of record.json: {digest}").format(digest=told.sha256)


def _utc(at: datetime | None) -> datetime | None:
    """In UTC; None for a time at the very edge of the calendar, which nobody signed at."""
    try:
        return at.astimezone(UTC) if at else None
    except OverflowError:
        return None


def _record_words(told: Judgement, how: _How) -> Iterator[str]:
    if told.book:
        yield _("{count} records of book {book}.").format(count=len(told.records), book=told.book)
    if told.seal is not None:
        yield from _seal(told.seal)
    if told.site:
        own = how.beside and told.trust is Trust.OWN_WORD
        trust = _(_BESIDE if own else _TRUST[told.trust])
        yield _("Site key {key}. {trust}").format(key=told.site, trust=trust)
    for one in told.records:
        yield from _one(one, how)


def _seal(seal: SealTold) -> Iterator[str]:
    yield _("Seal over {size} records, to line {line}.").format(size=seal.size, line=seal.line)
    yield _("Code of the book: {code}").format(code=seal.code)
    for name, time in seal.signers:
        yield _("Sealed by {name}, {time}.").format(name=plain(name), time=_unix(time))


def _one(told: RecordTold, how: _How) -> Iterator[str]:
    line = f"{cited(told.line, told.epoch)} ({told.day})" if told.line is not None else "-"
    when = _local(told) if told.at else "-"
    name = _("{name} (provisional)") if told.provisional else "{name}"
    who = plain(name.format(name=told.name) if told.name else "") or (
        _("the desk itself") if told.author == "desk" else told.author
    )
    yield f"{told.n:>7}  {plain(told.form):<12} {line:<22} {when}  {who}: {told.kind}"
    yield from (f"{'':>9}{plain(_(one.why))}" for one in told.findings)
    yield from (
        f"{'':>9}" + _("File {name}: {size} bytes, SHA-256 {digest}, {held}").format(
            name=plain(file.name), size=file.size, digest=file.sha256,
            held=_("compared") if file.held else _("not compared"),
        )
        for file in told.files
    )  # fmt: skip
    if how.values:
        yield from (f"{'':>9}{plain(name)}: {_shown(value, how)}" for name, value in told.values)
        if told.withheld:
            yield f"{'':>9}" + _("{count} values are not shown.").format(count=told.withheld)


def _shown(value: Json, how: _How) -> str:
    if how.beside and isinstance(value, str) and max(map(len, value.split()), default=0) > _OPAQUE:
        return _("not for reading, {count} signs").format(count=len(value))
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _local(told: RecordTold) -> str:
    zone = timezone(timedelta(minutes=told.offset))
    return datetime.fromisoformat(told.at).astimezone(zone).isoformat(" ", "seconds")


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _unix(seconds: int) -> str:
    try:
        return _time(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return f"{seconds} s"


def data(file: str, told: Judgement | PaperJudgement) -> dict[str, object]:
    """The same for programs; nothing is left out."""
    paper = told if isinstance(told, PaperJudgement) else None
    record = told if isinstance(told, Judgement) else told.record
    found: dict[str, object] = {
        "file": file,
        "verdict": str(told.kind),
        "findings": _findings(told.findings),
    }
    if paper is not None:
        found["signatures"] = [
            {"field": one.field, "signer": one.signer, "valid": one.valid,
             "at": one.signed_at.isoformat() if one.signed_at else None}
            for one in paper.signatures
        ]  # fmt: skip
        found["record_sha256"] = paper.sha256
    if record is not None:
        found |= _record_data(record, apart=paper is not None)
    return found


def _record_data(told: Judgement, *, apart: bool) -> dict[str, object]:
    seal = told.seal
    found: dict[str, object] = {
        "book": told.book,
        "site_key": told.site,
        "trust": str(told.trust),
        "seal": None if seal is None else {
            "size": seal.size, "line": seal.line, "epoch": seal.epoch, "root": b64(seal.root),
            "code": seal.code, "signers": [{"name": n, "time": t} for n, t in seal.signers],
        },
        "records": [_one_data(one) for one in told.records],
    }  # fmt: skip
    if apart:
        found["record_findings"] = _findings(told.findings)
    return found


def _one_data(told: RecordTold) -> dict[str, object]:
    return {
        "n": told.n, "verdict": str(told.kind), "findings": _findings(told.findings),
        "form": told.form, "epoch": told.epoch, "line": told.line, "day": told.day, "at": told.at,
        "offset": told.offset, "author": told.author, "name": told.name,
        "provisional": told.provisional,
        "values": dict(told.values), "withheld": told.withheld,
        "files": [
            {"field": f.field, "name": f.name, "size": f.size, "sha256": f.sha256, "held": f.held}
            for f in told.files
        ],
    }  # fmt: skip


def _findings(found: tuple[Finding, ...]) -> list[dict[str, object]]:
    return [{"verdict": str(one.kind), "n": one.n, "why": str(one.why)} for one in found]


CODES = {
    Kind.VALID: 0,
    Kind.ALTERED: 1,
    Kind.INCOMPLETE: 3,
    Kind.UNKNOWN_KEY: 4,
    Kind.UNKNOWN_FORMAT: 5,
}
"""Exit codes; 2 is a file that could not be read at all, or a wrong call."""
