"""The insurance report of one incident: from its records to a signed paper."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book.record import Record
from deskinc.desk.access import note_denied
from deskinc.desk.certificates import adopting
from deskinc.desk.lines.erased import erased
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office
from deskinc.desk.papers.incident_paper import incident_data
from deskinc.desk.papers.insurance_case import ISSUED, REVIEWED, case_of, finished, reviewers
from deskinc.desk.papers.insurance_paper import report_data
from deskinc.desk.papers.papers import (
    Prepared,
    Signature,
    Signed,
    page_png,
    prepared,
    save,
    short,
    sign,
)
from deskinc.desk.people.restricted import closed, opened_paper
from deskinc.desk.site import plain
from deskinc.desk.trust.seals import sealed
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.form import missing, rows
from deskinc.i18n import _
from deskinc.reports.incident import incident
from deskinc.reports.insurance import insurance

_FIELDS = {
    "insurance": ("lead", "issuer"), "incident": ("lead", "issuer"),
    "verification": ("checker",), "day": ("printed",),
}  # fmt: skip
"""The names of the signature fields by kind, the last of them first to be left out."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One thing to know before signing: done, not done, or (``None``) to be aware of."""

    ok: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that left the book."""

    n: int
    kind: str
    name: str
    at: datetime
    about: str
    issue: int
    sha256: str


def ready(office: Office, thread: str) -> list[Ready]:
    """What the facilities manager should know before this report is signed."""
    case = case_of(Source(office), thread)
    lacking = missing(current("incident"), case.values)
    done = finished(case)
    found = [
        Ready(not lacking, _("Every required question is answered."))
        if not lacking
        else Ready(False, _("Missing: {what}.").format(
            what=", ".join(_(f.label) for f in lacking)))
    ]  # fmt: skip
    if done is None:
        found.append(Ready(False, _("The author has not finished it.")))
    else:
        words = _("Finished by {name}, {time}").format(
            name=case.source.person(done.author).printed,
            time=short(office.locale, done.written),
        )
        found.append(Ready(True, words))
    pinned = case.standing("pin")
    found.append(Ready(True, _("Pinned on the plan")) if pinned else Ready(None, _("No pin")))
    names = case.signed_by
    unsigned = [
        c for _r, c in rows(case.values, "witnesses")
        if plain(c.get("name")).casefold() not in names
    ]  # fmt: skip
    if case.restricted:
        found.append(Ready(None, _("Restricted answers print: mind who is given it")))
    if closed(case.source.read, case.records):
        found.append(Ready(None, _("What you may not read prints as number, category and time")))
    found += [
        Ready(None, _("{name}’s statement prints as NOT SIGNED").format(name=plain(c.get("name"))))
        for c in unsigned
    ]
    return found


def insurance_report(office: Office, thread: str, lead: str = "") -> Prepared:
    """Seal the book and render the report: the bytes that will be signed. Blocks.

    ``lead`` is the name of the reviewing lead who will sign besides the issuer. Raises BookFault
    where a value it would print is not the one that was signed.
    """
    from deskinc.reports.pdf import render

    office.allow("report")
    with signed(office) as source:
        case = case_of(source, thread)
        if plain(case.values.get("state")) == "void":
            raise DeskError(
                _("This incident is void: it goes to no insurer."),
                _("Its incident report prints it, marked VOID."),
            )
        sealed(office)
        issue = 1 + len(case.before)
        name = f"insurance-{case.number}-issue-{issue}.pdf"
        data = report_data(case, issue, name, lead)
    document = insurance(data)
    return prepared(
        render(document), name=name, title=document.title, kind="insurance",
        about=thread, number=case.number, issue=issue, seal=data.proof.root_code,
        restricted=case.restricted,
    )  # fmt: skip


def incident_report(office: Office, thread: str, lead: str = "") -> Prepared:
    """Seal the book and render the whole form of an incident, as ``insurance_report``. Blocks."""
    from deskinc.reports.pdf import render

    office.allow("report")
    with signed(office) as source:
        case = case_of(source, thread, "incident")
        sealed(office)
        issue = 1 + len(case.before)
        name = f"incident-{case.number}-issue-{issue}.pdf"
        data = incident_data(case, issue, name, lead)
    document = incident(data)
    return prepared(
        render(document), name=name, title=document.title, kind="incident",
        about=thread, number=case.number, issue=issue, seal=data.proof.root_code,
        restricted=case.restricted,
    )  # fmt: skip


def sign_insurance(
    office: Office, made: Prepared, passphrase: str, lead: str = "", other: str = ""
) -> Signed:
    """Let the issuer and, if named in the paper, the reviewing lead sign these bytes. Blocks."""
    office.allow("report")
    issuer = office.open_person(office.officer.name, passphrase)
    signatures = [Signature("issuer", issuer, _(ISSUED))]
    if lead:
        reviewer = office.open_person(lead, other)
        if not reviewer.officer.may("review"):
            note_denied(office, reviewer.officer, "review")
            raise DeskError(_("{name} does not review reports.").format(name=lead))
        signatures.insert(0, Signature("lead", reviewer, _(REVIEWED)))
    return sign(office, made, signatures)


def issued(office: Office) -> list[Issued]:
    """Every paper that left the book, newest first."""
    return [
        Issued(
            row.n, row.kind or "", row.name or "", office.moment(row.at), row.about or "",
            row.issue or 1, row.sha256 or "",
        )
        for row in reversed(office.read.exports())
    ]  # fmt: skip


def reopen(office: Office, n: int) -> Signed:
    """A paper issued before, as it was signed."""
    office.allow("read_book")
    return _reopened(office, _export(office, n))


def problems(office: Office, n: int) -> tuple[str, ...]:
    """What is wrong with the signatures of a paper issued before, in sentences; () for nothing.

    It is judged as of the time its EXPORT record was written: certificates run out, papers last.
    """
    from deskinc.reports import signing

    office.allow("read_book")
    record = _export(office, n)
    signers = len(rows(record.values, "signers"))
    if not signers:
        return ()
    named = _FIELDS.get(plain(record.values.get("kind")), ("outgoing", "incoming"))
    fields = list(named[-signers:])
    founding, kind = office.book.founding, plain(record.values.get("kind"))
    desk = kind in {"handover", "day"}
    roots = [founding.ca, *([founding.relief.certificate] if desk else [])]
    own = adopting.chains(office.read)
    return signing.check(
        _reopened(office, record).pdf, roots, fields, at=record.at, own=own
    ).problems


def _export(office: Office, n: int) -> Record:
    with signed(office) as source:
        return source.of_form(n, "export")


def _reopened(office: Office, record: Record) -> Signed:
    pages = record.values.get("pages")
    if "file" not in record.values and (gone := erased(office.read, [record.n])):
        raise DeskError(
            _("The book’s copy of this paper is gone: {why}.").format(
                why=gone[record.n].get("file", _("[erased]"))
            ),
            _("Whoever was given the paper still has it. Make it anew from what stands."),
        )
    pdf = opened_paper(office, record.n)
    if pdf is None:
        raise DeskError(
            _("This paper shows restricted values, which your role does not allow you to read."),
            _("Ask a shift lead or the facilities manager to open it."),
        )
    name = plain(record.values.get("name"))
    return Signed(pdf, pages if isinstance(pages, int) else 1, name, record.n)


def certificate_beside(office: Office, path: Path) -> Path:
    """Write the site's certificate beside a saved paper, for whoever checks it."""
    target = path.with_name("site-ca.cer")
    save(Signed(office.book.founding.ca, 0, target.name, 0), target)
    return target


__all__ = [
    "Issued", "Prepared", "Ready", "Signed", "certificate_beside", "incident_report",
    "insurance_report", "issued",
    "page_png", "problems", "ready", "reopen", "reviewers", "save", "sign_insurance",
]  # fmt: skip
