"""From the records of some days to what their pages print, and to the extract inside them."""

from collections.abc import Sequence
from datetime import date, datetime, time

from deskinc.book.record import Record
from deskinc.desk.lines.day import Duty, end_words
from deskinc.desk.lines.heads import SAID, heads, scanned, sheet_words, told_by
from deskinc.desk.lines.lines import sources
from deskinc.desk.lines.source import Source
from deskinc.desk.papers.day_marks import returned_row
from deskinc.desk.papers.day_people import others
from deskinc.desk.papers.day_reading import Day
from deskinc.desk.papers.extracts import (
    LINE,
    Shown,
    all_of,
    incidents_named,
    record_json,
    standing,
)
from deskinc.desk.papers.papers import licence, paper, proof, short, stamp
from deskinc.desk.papers.printed import line_row
from deskinc.desk.site import plain
from deskinc.forms.fields import moment_of
from deskinc.i18n import N_, Locale, _
from deskinc.proof.extract import MAX_JSON
from deskinc.reports.day import DayData, DaySheet, DutyRow
from deskinc.reports.document import Attachment, SignatureBox

PRINTED = N_("Printed from the book")
SITE = frozenset({"name", "phone", "licence_name"})
REVIEW = frozenset({"first", "last", "own"})
ISSUE = frozenset({"issue", "sha256"})


def day_data(source: Source, days: Sequence[Day], before: Sequence[Record], name: str) -> DayData:
    """What the pages of ``days`` print in the file ``name``; ``before`` are issues before it."""
    locale, site, now = source.locale, source.site, source.now()
    signer = source.person(source.office.officer.thread)
    box = SignatureBox(
        "printed", signer.printed, licence(site, signer), _(PRINTED),
        _("signs the bytes of this paper"),
    )  # fmt: skip
    first, last = days[0].page.date, days[-1].page.date
    dates = date_words(locale, first)
    if last > first:
        dates = _("{first} to {last}").format(first=dates, last=date_words(locale, last))
    return DayData(
        site=site.name, dates=dates, days=tuple(_sheet(source, day) for day in days),
        issue=_issue(locale, before), issued=stamp(locale, now), made=now, language=site.language,
        signers=(box,), proof=proof(source, name, [signer.thread]), paper=paper(site),
        attachments=_attachments(source, days, before, signer.thread),
    )  # fmt: skip


def date_words(locale: Locale, on: date) -> str:
    """``Sunday 22 November 2026``."""
    return locale.date(datetime.combine(on, time()))


def _issue(locale: Locale, before: Sequence[Record]) -> str:
    if not before:
        return "1"
    last = before[-1]
    return _("{issue}; the one before is of {time}, SHA-256 {digest}…").format(
        issue=len(before) + 1, time=short(locale, last.written),
        digest=plain(last.values.get("sha256"))[:16],
    )  # fmt: skip


def _sheet(source: Source, day: Day) -> DaySheet:
    locale, page = source.locale, day.page
    covers = f"{page.first}–{page.last}" if page.first else _("none")
    return DaySheet(
        date=date_words(locale, page.date), page=str(page.page), offset=page.offset, covers=covers,
        duty=tuple(_duty(source, page.date, one) for one in page.duty),
        lines=tuple(line_row(locale, line, "") for line in day.lines),
        end=end_words(locale, page), closed=page.state == "closed",
        sheets=tuple(sheet_words(one, scanned(source.read, one)) for one in _heads(source, day)),
        others=others(source, day), foot=foot(source, day),
    )  # fmt: skip


def _heads(source: Source, day: Day) -> list[Record]:
    """The records that say why lines of this day were on paper, oldest first."""
    records = (day.found.records[line.n] for line in day.lines)
    return [one for _n, one in sorted(heads(source.read, records).items())]


def foot(source: Source, day: Day) -> tuple[str, ...]:
    """What is left open at the end of a page: stamps without words, lines that nobody reviewed."""
    said = []
    if day.stamps:
        named = ", ".join(_stamp(source, one) for one in day.stamps)
        said.append(_("Time stamps without words: {stamps}").format(stamps=named))
    left = sum(line.mark is None and not line.automatic for line in day.lines)
    if left:
        said.append(_("Lines that nobody reviewed: {count}.").format(count=left))
    return tuple(said)


def _stamp(source: Source, record: Record) -> str:
    at = moment_of(record.values.get("stamped")) or record.written
    time = source.locale.clock(source.locale.local(at), seconds=True)
    return f"{time} {source.person(record.author).initials}"


def _duty(source: Source, on: date, one: Duty) -> DutyRow:
    begun = _when(source.locale, on, one.on_at)
    ended = _("not signed off") if one.off_at is None else _when(source.locale, on, one.off_at)
    return DutyRow(
        shift=one.shift, name=one.name, initials=one.initials,
        licence=one.licence or _("none needed"), times=f"{begun} – {ended}",
    )  # fmt: skip


def _when(locale: Locale, on: date, at: datetime) -> str:
    return locale.clock(at) if at.date() == on else short(locale, at)


def _attachments(
    source: Source, days: Sequence[Day], before: Sequence[Record], signer: str
) -> tuple[Attachment, ...]:
    """The extract of the book that goes with the paper; none where no verifier would read it."""
    given: Shown = standing(source.settings, SITE) | all_of(before[-1:], ISSUE)
    told: list[Record] = list(before[-1:])
    threads: set[bytes] = set()
    for day in days:
        found = day.found
        for line in day.lines:
            given |= sources(line.n, found) | all_of([found.records[line.n]], LINE)
        given |= all_of(day.acts, frozenset({"shift"})) | all_of(day.reviews, REVIEW)
        given |= all_of(day.acts, frozenset({"incoming"}))
        given |= all_of(day.seconds, frozenset({"meaning"})) | _returned(day)
        copied = told_by(source.read, _heads(source, day))
        given |= all_of(copied, SAID)
        given |= all_of(day.stamps, frozenset({"stamped"}))
        told += [*found.records.values(), *day.acts, *day.reviews, *day.seconds]
        told += [*day.stamps, *copied]
        threads |= found.incidents.keys()
    opened, _severities = incidents_named(source, threads)
    authors = {record.author for record in told} | {signer}
    data = record_json(source, given, {record.n for record in told} | opened, authors)
    return (data,) if len(data.data) <= MAX_JSON else ()


def _returned(day: Day) -> Shown:
    """What reviews say to lines of this day, and to no other."""
    given: Shown = set()
    for review in day.reviews:
        for line in day.lines:
            row = returned_row(review, day.found.records[line.n])
            if row is not None:
                given |= {(review.n, f"{row}/line"), (review.n, f"{row}/comment")}
    return given
