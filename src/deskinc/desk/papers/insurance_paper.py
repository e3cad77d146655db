"""The insurance report of one case: from its records to what the paper prints."""

from collections.abc import Iterable, Mapping

from deskinc.desk.office import Officer
from deskinc.desk.papers.drawn import drawn
from deskinc.desk.papers.insurance_additions import INSIDE, additions, after_claim, timeline
from deskinc.desk.papers.insurance_attachment import SITE, attachment
from deskinc.desk.papers.insurance_case import ISSUED, REVIEWED, Case, finished, marks_on, shown
from deskinc.desk.papers.kept import caption, evidence, listed
from deskinc.desk.papers.papers import licence, paper, proof, short, stamp
from deskinc.desk.papers.picture import excerpt_of, pinned
from deskinc.desk.papers.since import since
from deskinc.desk.people.restricted import category_words, closed
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import moment_of, show
from deskinc.forms.form import rows, show_all
from deskinc.i18n import _
from deskinc.reports.document import Answer, Picture, SignatureBox
from deskinc.reports.insurance import (
    Cover,
    Declaration,
    InsuranceData,
    Occurrence,
)
from deskinc.reports.particulars import (
    AuthorityCall,
    PersonRow,
    PropertyRow,
    Told,
    WitnessRow,
)

APART = frozenset(
    {
        "title", "severity", "severity_reason", "occurred", "discovered", "reported",
        "reported_by", "place", "spot", "weather", "light", "narrative", "people", "injuries",
        "force", "property", "premises", "inspection", "witnesses", "immediate", "cctv", "footage",
        "told", "policy",
    }
)  # fmt: skip
"""Fields that have a place of their own on the paper."""
_CALLED = ("called", "arrived", "reference")
CALLS = frozenset(
    f"{service}_{what}" for service in ("police", "fire", "ambulance") for what in _CALLED
)
"""What stands in the table of authorities."""


def report_data(case: Case, issue: int, name: str, lead: str) -> InsuranceData:
    """What the report prints, as issue number ``issue`` in the file ``name``."""
    source, locale, site = case.source, case.source.locale, case.source.site
    occurred = moment_of(case.values.get("occurred"))
    words = [case.title, plain(case.values.get("place"))]
    words += [locale.date(occurred)] if occurred else []
    there, signers = pinned(case), signers_of(case, lead)
    officers = [officer for _f, officer, _m in signers]
    excerpt, precision = excerpt_of(case, there)
    return InsuranceData(
        number=case.number, title=case.title,
        summary=", ".join(filter(None, words)) + f". {_show(case, 'severity')}.",
        site=site.name, issue=issue, issued=stamp(locale, source.now()),
        made=source.now(), language=site.language, paper=paper(site),
        mark=marks_on(case),
        cover=_cover(case), occurrence=_occurrence(case),
        narrative=plain(case.values.get("narrative")), persons=_persons(case),
        injuries=case.answer("injuries"), force=case.answer("force"), property=_property(case),
        premises=case.answer("premises"), inspection=case.answer("inspection"),
        witnesses=_witnesses(case), authorities=_authorities(case),
        immediate=case.answer("immediate"), plan=excerpt, pin=precision, photos=photos_of(case),
        evidence=evidence(case), timeline=timeline(case), told=_told(case),
        declaration=declaration_of(case), additions=additions(case),
        claimed=stamp(locale, locale.local(case.claimed)) if case.claimed else "",
        after_claim=after_claim(case),
        wounds=drawn(current("incident").field("wounds"), case.values),
        signers=boxes_of(case, signers),
        proof=proof(source, name, [officer.thread for officer in officers]),
        since=since(case, issue, settings=SITE),
        attachments=(attachment(case, there, officers, beside=listed(case)),),
    )  # fmt: skip


def _cover(case: Case) -> Cover:
    site = case.source.site
    days = _("{days} days").format(days=site.notice_days) if site.notice_days else ""
    policy = case.answer("policy") or site.policy
    return Cover(
        insured=site.insured, insurer=site.insurer, policy=policy, broker=site.broker,
        contact=site.phone, notify=days,
    )  # fmt: skip


def _occurrence(case: Case) -> Occurrence:
    form = current("incident")
    others = {
        name: value
        for name, value in case.values.items()
        if name.partition("/")[0] not in APART | INSIDE | CALLS
    }
    rated = ((_(form.field(n).label), case.answer(n)) for n in ("severity", "severity_reason"))
    more = (*(pair for pair in rated if pair[1]), *show_all(form, others, case.source.locale))
    times = [short(case.source.locale, r.written) for r in closed(case.source.read, case.records)]
    if times:
        kind = plain(case.values.get("category"))
        what = ", ".join((case.number, category_words(kind), *times))
        more = (*more, (_("Restricted"), what))
    return Occurrence(
        happened=case.answer("occurred"), discovered=case.answer("discovered"),
        reported=case.answer("reported"), reported_by=case.answer("reported_by"),
        place=case.answer("place"), spot=case.answer("spot"), weather=case.answer("weather"),
        light=case.answer("light"), more=more,
    )  # fmt: skip


def _cells(case: Case, table: str) -> list[dict[str, Answer]]:
    form = current("incident")
    return [
        {name: shown(case.source.locale, form.field(f"{table}/{row}/{name}"), value)
         for name, value in cells.items()}
        for row, cells in rows(case.values, table)
    ]  # fmt: skip


def _persons(case: Case) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            name=c.get("name", ""), role=c.get("role", ""), injury=c.get("injury", ""),
            contact=_text(c, "contact"), account=_text(c, "account"),
        )
        for c in _cells(case, "people")
    )  # fmt: skip


def _property(case: Case) -> tuple[PropertyRow, ...]:
    return tuple(
        PropertyRow(
            item=_beside(c, "property", "item", _THING),
            owner=c.get("owner", ""),
            value=c.get("value", ""),
        )
        for c in _cells(case, "property")
    )


_THING = ("make", "serial", "quantity", "age", "basis", "vat", "proof", "recovered")


def _beside(cells: Mapping[str, Answer], table: str, first: str, more: Iterable[str]) -> str:
    """One cell, and of the others that are filled label and words: ``Laptop; Serial number: 7``."""
    form = current("incident")
    said = (
        f"{_(form.field(f'{table}/0/{name}').label)}: {words}"
        for name in more
        if (words := _text(cells, name))
    )
    return "; ".join(filter(None, (_text(cells, first), *said)))


def _witnesses(case: Case) -> tuple[WitnessRow, ...]:
    names = case.signed_by
    found = rows(case.values, "witnesses")
    signed = [plain(cells.get("name")).casefold() in names for _row, cells in found]
    return tuple(
        WitnessRow(
            name=c.get("name", ""), contact=_text(c, "contact"), account=_text(c, "account"),
            signed=_("signed") if done else "",
        )
        for c, done in zip(_cells(case, "witnesses"), signed, strict=True)
    )  # fmt: skip


def _authorities(case: Case) -> tuple[AuthorityCall, ...]:
    services = (("police", _("Police")), ("fire", _("Fire brigade")), ("ambulance", _("Ambulance")))
    return tuple(
        AuthorityCall(
            who=word, called=case.answer(f"{code}_called"), arrived=case.answer(f"{code}_arrived"),
            reference=case.answer(f"{code}_reference"),
        )
        for code, word in services
        if any(f"{code}_{what}" in case.values for what in _CALLED)
    )  # fmt: skip


def _told(case: Case) -> tuple[Told, ...]:
    more = ("number", "outcome", "by", "reference")
    return tuple(
        Told(
            who=_text(c, "who"), how=c.get("how", ""), at=c.get("at", ""),
            reply=_beside(c, "told", "reply", more),
        )
        for c in _cells(case, "told")
    )  # fmt: skip


def photos_of(case: Case) -> tuple[Picture, ...]:
    """The photographs that stand, as they are shown."""
    source, found = case.source, []
    for photo in case.standing("photo"):
        if "shown" not in photo.values:
            continue
        taken, words = moment_of(photo.values.get("taken")), caption(photo)
        local = taken.astimezone(source.locale.tz) if taken else None
        when = _(", taken {time}").format(time=short(source.locale, local)) if local else ""
        shown = source.office.book.read_file(photo.n, "shown")
        found.append(Picture(shown, words + when, words))
    return tuple(found)


def declaration_of(case: Case) -> Declaration | None:
    """The author’s declaration, if there is one."""
    record, source = finished(case), case.source
    if record is None:
        return None
    return Declaration(
        name=source.person(record.author).printed, time=stamp(source.locale, record.written),
        record=str(record.n), key=record.doc.key.hex(),
    )  # fmt: skip


def signers_of(case: Case, lead: str) -> list[tuple[str, Officer, str]]:
    """Signature field, who gives it and what it means, in the order of signing."""
    source = case.source
    who = [("issuer", source.person(source.office.officer.thread), _(ISSUED))]
    if lead:
        reviewer = next((o for o in source.people("review") if o.name == lead), None)
        if reviewer is None:
            raise DeskError(_("{name} does not review reports.").format(name=lead))
        who = [("lead", reviewer, _(REVIEWED)), *who]
    return who


def boxes_of(case: Case, who: Iterable[tuple[str, Officer, str]]) -> tuple[SignatureBox, ...]:
    """The boxes of those signatures."""
    words, site = _("signs the bytes of this paper"), case.source.site
    return tuple(
        SignatureBox(field, officer.printed, licence(site, officer), meaning, words)
        for field, officer, meaning in who
    )


def _show(case: Case, name: str) -> str:
    value = case.values.get(name)
    return show(current("incident").field(name), value, case.source.locale) if value else ""


def _text(cells: Mapping[str, Answer], name: str) -> str:
    answer = cells.get(name, "")
    return answer if isinstance(answer, str) else _("unknown")
