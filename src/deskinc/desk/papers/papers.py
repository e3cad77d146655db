"""What every signed paper shares: the rows of the book as print, the seal, signing, the record.

A paper is sealed, rendered once, signed as it stands, kept in the book, and its leaving recorded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from cryptography import x509

from deskinc.book.disk.durable import replace
from deskinc.book.record import Record
from deskinc.desk.certificates import adopting
from deskinc.desk.certificates.leaving import fingerprint, grouped
from deskinc.desk.certificates.own import issued_by
from deskinc.desk.lines.counting import standing
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.papers.identities import identity_of
from deskinc.desk.people.restricted import kept_copy
from deskinc.desk.site import Site
from deskinc.errors import DeskError
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.i18n import Locale, _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.paper_seal import qr_text
from deskinc.proof.seal import paper_code
from deskinc.reports.document import A4, LETTER, Paper
from deskinc.reports.pdf import Rendered
from deskinc.reports.verification import OwnSigner, Proof


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper as rendered, before any signature: these very bytes are what is signed.

    The book's copy of a ``restricted`` one is closed to all who may not read what it shows.
    """

    pdf: bytes = field(repr=False)
    pages: int
    name: str
    title: str
    kind: str
    about: str
    number: str
    first: int
    last: int
    issue: int
    seal: str
    boxes: tuple[tuple[str, str], ...]
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed paper and the record of its leaving."""

    pdf: bytes = field(repr=False)
    pages: int
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature to give: the field, who gives it, what it means, in whose record it stands."""

    field: str
    person: Person
    meaning: str


def proof(source: Source, file: str, signers: Iterable[str] = ()) -> Proof:
    """Where the paper stands in the book, by the newest seal; raises DeskError without one.

    ``signers`` are the threads of who will sign it.
    """
    head, note = source.seal()
    founding = source.office.book.founding
    authority = x509.load_der_x509_certificate(founding.ca)
    return Proof(
        book=b64(source.office.book.id),
        size=f"{head.size:,}",
        line=str(head.line),
        mirror=str(head.mirror),
        root_code=paper_code(head.root),
        qr=qr_text(head),
        note=note,
        authority=authority.subject.rfc4514_string(),
        fingerprint=fingerprint(source.office),
        phone=source.site.phone or _("the number you already have"),
        file=file,
        own=tuple(own for thread in signers for own in _own(source, thread)),
    )


def _own(source: Source, thread: str) -> Iterator[OwnSigner]:
    chain = adopting.chain_of(source.read.folded(unb64(thread), "officer"))
    if chain is not None:
        name = source.person(thread).name
        yield OwnSigner(name, issued_by(chain[0]), grouped(sha256(chain[0]).hexdigest()))


def paper(site: Site) -> Paper:
    """The paper of the site's country."""
    return LETTER if site.paper == "Letter" else A4


class Head(TypedDict):
    """What every paper says of where it comes from, as a :class:`Frame` takes it."""

    site: str
    issued: str
    made: datetime
    language: str
    paper: Paper
    mark: str


def head(office: Office, mark: str = "") -> Head:
    """The head of a paper that is printed now; ``mark`` lies across it."""
    site, now = office.site, office.now()
    return Head(
        site=site.name, issued=stamp(office.locale, now), made=now, language=site.language,
        paper=paper(site), mark=mark,
    )  # fmt: skip


def marks(number: str | None, state: str) -> str:
    """What lies across each paper of an incident: that it is an exercise, that it is void."""
    said = (_("EXERCISE") if is_exercise(number) else "", _("VOID") if state == "void" else "")
    return " · ".join(filter(None, said))


def marks_of(office: Office, thread: str) -> str:
    """The same of the incident ``thread``, as it stands now; "" where there is none."""
    row = office.read.incident(unb64(thread)) if thread else None
    if row is None:
        return ""
    state = standing(office.read, row.thread, "incident").get("state")
    return marks(row.number, code(state))


def stamp(locale: Locale, moment: datetime) -> str:
    """``Tuesday 24 November 2026, 10:21 (UTC+0)``."""
    return f"{locale.date(moment)}, {locale.time(moment)} ({locale.utc_offset(moment)})"


def short(locale: Locale, moment: datetime) -> str:
    """``22 Nov 23:01``."""
    return f"{locale.short_date(moment)} {locale.clock(moment)}"


def licence(site: Site, officer: Officer) -> str:
    """``SIA licence 1015440087654321``, or that none is needed."""
    own = officer.licence
    return f"{site.licence_name or _('Licence')} {own}" if own else _("no licence needed")


def record_words(locale: Locale, record: Record) -> str:
    """``record 4823, 23 Nov 06:58, key 5f2a…``: where a person's own record stands."""
    return _("record {n}, {time}, key {key}").format(
        n=record.n, time=short(locale, record.written), key=record.doc.key.hex()[:16]
    )


def sign(office: Office, made: Prepared, signatures: Sequence[Signature]) -> Signed:
    """Sign the bytes, keep the paper in the book, and record that it left.

    The signatures are given in order; the last one closes the file. Without any it is kept as it
    is: a report on a book that proves nothing any more. Raises DeskError where one person would
    sign twice.
    """
    from deskinc.reports import signing

    if len({given.person.officer.thread for given in signatures}) < len(signatures):
        raise DeskError(_("Two different people must sign."), _("Ask a colleague to sign."))
    if not signatures:
        return _issued(office, made, made.pdf, [])
    with signed(office) as source:
        identities = [identity_of(source, given.person, made.seal) for given in signatures]
        signers = [(source.person(g.person.officer.thread).printed, g.meaning) for g in signatures]
        site, now = source.site, source.now()
    pdf = made.pdf
    for given, signer, identity in zip(signatures, signers, identities, strict=True):
        pdf = signing.sign(
            pdf,
            given.field,
            identity,
            [*signer, stamp(site.locale, now)],
            reason=given.meaning,
            location=site.name,
            when=now,
        )
    return _issued(office, made, pdf, signers)


def _issued(
    office: Office, made: Prepared, pdf: bytes, signers: Sequence[tuple[str, str]]
) -> Signed:
    kept = office.book.attach(*kept_copy(office, pdf, made.name, restricted=made.restricted))
    raw: dict[str, object] = {
        "kind": made.kind,
        "name": made.name,
        "file": kept.value,
        "sha256": sha256(pdf).hexdigest(),
        "size": len(pdf),
        "pages": made.pages,
        "issue": made.issue,
        "first": made.first or None,
        "last": made.last or None,
        "about": {"id": made.about, "text": made.number} if made.about else None,
        "seal": made.seal,
        "signers": {
            f"{i:02d}": {"name": name, "meaning": meaning}
            for i, (name, meaning) in enumerate(signers, 1)
        },
    }
    said = {name: value for name, value in raw.items() if value is not None}
    saved = office.write(office.draft("export", said, files={"file": kept.key})).result()
    return Signed(pdf, made.pages, made.name, saved.records[0].n)


def prepared(rendered: Rendered, **what: object) -> Prepared:
    """The rendered paper with what its record will say."""
    defaults = {"about": "", "number": "", "first": 0, "last": 0, "issue": 1}
    boxes = tuple((box.name, box.label) for box in rendered.fields)
    said = {**defaults, **what}
    return Prepared(pdf=rendered.pdf, pages=rendered.pages, boxes=boxes, **said)  # type: ignore[arg-type]


def save(signed: Signed, path: Path) -> None:
    """Put the signed paper at ``path``; raises DeskError where the drive refuses."""
    put(path, signed.pdf, _("Choose another folder; the paper itself is kept in the book."))


def put(path: Path, data: bytes, todo: str) -> None:
    """Put a file that leaves the book at ``path``; DeskError with ``todo`` if the drive refuses."""
    try:
        replace(path, data)
    except OSError as error:
        raise DeskError(
            _("{name} could not be saved: {why}.").format(name=path.name, why=error.strerror), todo
        ) from error


def page_png(pdf: bytes, index: int, scale: float) -> bytes:
    """Page ``index`` (from 0) of one of our own papers as PNG; ``scale`` 1 is 72 dpi.

    Call it on the work lane only: the renderer is not made for two threads.
    """
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        bitmap = page.render(scale=scale, may_draw_forms=True)
        out = io.BytesIO()
        bitmap.to_pil().save(out, "PNG", compress_level=1)
        bitmap.close()
        page.close()  # here, never by a collector on another thread
        return out.getvalue()
    finally:
        document.close()
