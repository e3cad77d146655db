"""The insurance report of one incident: from its records to a signed paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book.record import Record
from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.lines import Line, lines
from deskinc.desk.office import Office, Officer, Person, officer_from
from deskinc.desk.papers import (
    Prepared,
    Signature,
    Signed,
    corrects_words,
    licence,
    page_png,
    paper,
    prepared,
    proof,
    save,
    sealed,
    short,
    sign,
    stamp,
    struck_words,
)
from deskinc.desk.picture import excerpt_of
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Field, Value, moment_of, show
from deskinc.forms.form import missing, rows
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.document import Answer, Picture, SignatureBox, Unknown
from deskinc.reports.insurance import (
    Cover,
    Declaration,
    InsuranceData,
    Occurrence,
    Since,
    insurance,
)
from deskinc.reports.particulars import (
    AuthorityCall,
    Evidence,
    PersonRow,
    PropertyRow,
    TimelineRow,
    Told,
    WitnessRow,
)

ISSUED = "Issued from the book"
REVIEWED = "Reviewed"


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


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything read for one report."""

    office: Office
    row: IncidentRow
    records: tuple[Record, ...]
    values: Mapping[str, Value]
    lines: tuple[Line, ...]

    def answer(self, name: str) -> Answer:
        """The shown answer of a field: words, unknown with its reason, or nothing."""
        return _answer(self.office, name, self.values.get(name))


def ready(office: Office, thread: str) -> list[Ready]:
    """What the facilities manager should know before this report is signed."""
    case = _case(office, thread)
    lacking = missing(current("incident"), case.values)
    finished = _finished(case)
    found = [
        Ready(not lacking, _("Every required question is answered."))
        if not lacking
        else Ready(False, _("Missing: {what}.").format(
            what=", ".join(_(f.label) for f in lacking)))
    ]  # fmt: skip
    if finished is None:
        found.append(Ready(False, _("The author has not finished it.")))
    else:
        words = _("Finished by {name}, {time}").format(
            name=_name(office, finished.author), time=short(office, finished.written)
        )
        found.append(Ready(True, words))
    pins = [pin for pin in office.read.pins(incident=case.row.thread) if pin.gone is None]
    found.append(Ready(True, _("Pinned on the plan")) if pins else Ready(None, _("No pin")))
    unsigned = [c for _r, c in rows(case.values, "witnesses") if not c.get("signed")]
    found += [
        Ready(None, _("{name}’s statement prints as NOT SIGNED").format(name=plain(c.get("name"))))
        for c in unsigned
    ]
    return found


def reviewers(office: Office) -> list[Officer]:
    """Who may sign as reviewing lead: every active lead but the one who issues."""
    return [
        officer
        for row in office.read.persons()
        if row.state == "active"
        and (officer := officer_from(row)).may("review")
        and officer.thread != office.officer.thread
    ]


def insurance_report(office: Office, thread: str, lead: str = "") -> Prepared:
    """Seal the book and render the report: the bytes that will be signed. Blocks.

    ``lead`` is the name of the reviewing lead who will sign besides the issuer.
    """
    from deskinc.reports.pdf import render

    office.allow("report")
    case = _case(office, thread)
    sealed(office)
    issue = 1 + sum(
        row.about == thread and row.kind == "insurance" for row in office.read.exports()
    )
    name = f"insurance-{case.row.number}-issue-{issue}.pdf"
    data = _data(case, issue, name, lead)
    document = insurance(data)
    return prepared(
        office, render(document), name=name, title=document.title, kind="insurance",
        about=thread, number=case.row.number or "", issue=issue,
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
    record = office.read.record(n)
    pages = record.values.get("pages")
    pdf = office.book.read_file(n, "file")
    return Signed(pdf, pages if isinstance(pages, int) else 1, plain(record.values["name"]), n)


def certificate_beside(office: Office, path: Path) -> Path:
    """Write the site's certificate beside a saved paper, for whoever checks it."""
    target = path.with_name("site-ca.cer")
    save(Signed(office.book.founding.ca, 0, target.name, 0), target)
    return target


def _case(office: Office, thread: str) -> _Case:
    key = unb64(thread)
    row = office.read.incident(key)
    if row is None:
        raise DeskError(_("There is no such incident."))
    records = tuple(r for r in office.read.thread(key) if r.form == "incident")
    values = office.read.folded(key, "incident")
    standing = {name: value for name, value in values.items() if value is not None}
    return _Case(office, row, records, standing, _timeline(office, key, standing))


def _timeline(office: Office, key: bytes, values: Mapping[str, Value]) -> tuple[Line, ...]:
    refs = [cells.get("line") for _row, cells in rows(values, "lines")]
    raised = [office.read.by_id(unb64(str(ref["id"]))) for ref in refs if isinstance(ref, dict)]
    ns = {record.n for record in raised if record is not None}
    ns |= set(office.read.search("", incident=key, limit=2000))
    return tuple(lines(office.read, sorted(ns)))


def _data(case: _Case, issue: int, name: str, lead: str) -> InsuranceData:
    office, row, locale = case.office, case.row, case.office.locale
    occurred = moment_of(case.values.get("occurred"))
    words = [row.title or "", plain(case.values.get("place"))]
    words += [locale.date(occurred)] if occurred else []
    excerpt, precision = excerpt_of(office, row)
    return InsuranceData(
        number=row.number or "", title=row.title or "",
        summary=", ".join(filter(None, words)) + f". {_show(case, 'severity')}.",
        site=office.site.name, issue=issue, issued=stamp(office, office.now()),
        made=office.now(), language=office.site.language, paper=paper(office),
        cover=_cover(case), occurrence=_occurrence(case),
        narrative=plain(case.values.get("narrative")), persons=_persons(case),
        injuries=case.answer("injuries"), force=case.answer("force"), property=_property(case),
        premises=case.answer("premises"), inspection=case.answer("inspection"),
        witnesses=_witnesses(case), authorities=_authorities(case),
        immediate=case.answer("immediate"), plan=excerpt, pin=precision, photos=_photos(case),
        evidence=_evidence(case), timeline=tuple(_line(office, line) for line in case.lines),
        told=_told(case), declaration=_declaration(case), additions=(),
        signers=_boxes(case, lead), proof=proof(office, name), since=_since(case, issue),
    )  # fmt: skip


def _cover(case: _Case) -> Cover:
    site = case.office.site
    days = _("{days} days").format(days=site.notice_days) if site.notice_days else ""
    policy = case.answer("policy") or site.policy
    return Cover(
        insured=site.insured, insurer=site.insurer, policy=policy, broker=site.broker,
        contact=site.phone, notify=days,
    )  # fmt: skip


def _occurrence(case: _Case) -> Occurrence:
    form = current("incident")
    more = tuple(
        (_(form.field(name).label), case.answer(name))
        for name in ("occurred_to", "responded", "arrived", "contained", "resolved")
        if name in case.values
    )
    return Occurrence(
        happened=case.answer("occurred"), discovered=case.answer("discovered"),
        reported=case.answer("reported"), reported_by=case.answer("reported_by"),
        place=case.answer("place"), spot=case.answer("spot"), weather=case.answer("weather"),
        light=case.answer("light"), more=more,
    )  # fmt: skip


def _cells(case: _Case, table: str) -> list[dict[str, Answer]]:
    form = current("incident")
    return [
        {name: _shown(case.office, form.field(f"{table}/{row}/{name}"), value)
         for name, value in cells.items()}
        for row, cells in rows(case.values, table)
    ]  # fmt: skip


def _persons(case: _Case) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            name=c.get("name", ""), role=c.get("role", ""), injury=c.get("injury", ""),
            contact=_text(c, "contact"), account=_text(c, "account"),
        )
        for c in _cells(case, "people")
    )  # fmt: skip


def _property(case: _Case) -> tuple[PropertyRow, ...]:
    return tuple(
        PropertyRow(item=_text(c, "item"), owner=c.get("owner", ""), value=c.get("value", ""))
        for c in _cells(case, "property")
    )


def _witnesses(case: _Case) -> tuple[WitnessRow, ...]:
    signed = [bool(c.get("signed")) for _row, c in rows(case.values, "witnesses")]
    return tuple(
        WitnessRow(
            name=c.get("name", ""), contact=_text(c, "contact"), account=_text(c, "account"),
            signed=_("signed") if done else "",
        )
        for c, done in zip(_cells(case, "witnesses"), signed, strict=True)
    )  # fmt: skip


def _authorities(case: _Case) -> tuple[AuthorityCall, ...]:
    services = (("police", _("Police")), ("fire", _("Fire brigade")), ("ambulance", _("Ambulance")))
    return tuple(
        AuthorityCall(
            who=word, called=case.answer(f"{code}_called"), arrived=case.answer(f"{code}_arrived"),
            reference=case.answer(f"{code}_reference"),
        )
        for code, word in services
        if any(name.startswith(f"{code}_") for name in case.values)
    )  # fmt: skip


def _evidence(case: _Case) -> tuple[Evidence, ...]:
    kept = _("in the book, with its digest")
    photos = [p for p in case.office.read.photos(case.row.thread) if p.gone is None]
    found = [
        Evidence(what=photo.caption or _("Photograph"), kept=kept, number=str(i))
        for i, photo in enumerate(photos, 1)
    ]
    cctv = case.answer("cctv")
    return (*found, Evidence(what=str(cctv), kept=_("as described"))) if cctv else tuple(found)


def _told(case: _Case) -> tuple[Told, ...]:
    return tuple(
        Told(who=_text(c, "who"), how=c.get("how", ""), at=c.get("at", ""), reply=_text(c, "reply"))
        for c in _cells(case, "told")
    )


def _photos(case: _Case) -> tuple[Picture, ...]:
    office = case.office
    found = []
    for photo in office.read.photos(case.row.thread):
        if photo.gone is not None:
            continue
        taken = office.moment_or_none(photo.taken)
        words = photo.caption or _("Photograph")
        when = _(", taken {time}").format(time=short(office, taken)) if taken else ""
        found.append(Picture(office.book.read_file(photo.n, "shown"), words + when, words))
    return tuple(found)


def _line(office: Office, line: Line) -> TimelineRow:
    marks = " · ".join(filter(None, (struck_words(office, line), corrects_words(line))))
    late = _("LATE +{minutes} min").format(minutes=line.late) if line.late else ""
    return TimelineRow(
        serial=str(line.line), happened=short(office, line.happened or line.written),
        written=short(office, line.written), text=line.text, author=line.by, late=late,
        struck=marks if line.struck else "",
    )  # fmt: skip


def _finished(case: _Case) -> Record | None:
    done = [r for r in case.records if r.values.get("declaration") is True]
    return done[-1] if done else None


def _declaration(case: _Case) -> Declaration | None:
    record = _finished(case)
    if record is None:
        return None
    return Declaration(
        name=_name(case.office, record.author), time=stamp(case.office, record.written),
        record=str(record.n), key=record.doc.key.hex(),
    )  # fmt: skip


def _since(case: _Case, issue: int) -> Since | None:
    if issue == 1:
        return None
    before = [row for row in case.office.read.exports() if row.about == b64(case.row.thread)][-1]
    later = [record for record in case.records if record.n > before.n]
    form = current("incident")
    changes = tuple(
        f"{short(case.office, record.written)}, {_name(case.office, record.author)}: "
        + ", ".join(dict.fromkeys(_(form.field(name).label) for name in record.values))
        for record in later
    )
    return Since(issue=issue - 1, digest=before.sha256 or "", changes=changes)


def _boxes(case: _Case, lead: str) -> tuple[SignatureBox, ...]:
    office = case.office
    who: Sequence[tuple[str, Officer, str]] = [("issuer", office.officer, _(ISSUED))]
    if lead:
        reviewer = next(o for o in reviewers(office) if o.name == lead)
        who = [("lead", reviewer, _(REVIEWED)), *who]
    return tuple(
        SignatureBox(
            field, officer.name, licence(office, Person(officer, office.person.keys)), meaning,
            _("signs the bytes of this paper"),
        )
        for field, officer, meaning in who
    )  # fmt: skip


def _show(case: _Case, name: str) -> str:
    value = case.values.get(name)
    return show(current("incident").field(name), value, case.office.locale) if value else ""


def _answer(office: Office, name: str, value: Value) -> Answer:
    return _shown(office, current("incident").field(name), value)


def _shown(office: Office, field: Field, value: Value) -> Answer:
    if value is None:
        return ""
    if isinstance(value, dict) and "unknown" in value:
        return Unknown(str(value["unknown"]))
    return show(field, value, office.locale)


def _text(cells: Mapping[str, Answer], name: str) -> str:
    answer = cells.get(name, "")
    return answer if isinstance(answer, str) else _("unknown")


def _name(office: Office, author: str) -> str:
    for row in office.read.persons():
        if b64(row.thread) == author:
            return row.name or "?"
    return _("desk")


__all__ = [
    "Issued", "Prepared", "Ready", "Signed", "certificate_beside", "insurance_report", "issued",
    "page_png", "ready", "reopen", "reviewers", "save", "sign_insurance",
]  # fmt: skip
