"""Whose initials stand on a page of the book though nobody of that name was on duty (rule 9)."""

from collections.abc import Iterator

from deskinc.book.record import Record
from deskinc.desk.lines.source import Source
from deskinc.desk.papers.day_reading import Day
from deskinc.i18n import N_, _
from deskinc.proof.document import DESK

WROTE, COPIED = N_("wrote"), N_("copied from paper")
REVIEWED, SECOND = N_("reviewed"), N_("signed second")


def others(source: Source, day: Day) -> tuple[str, ...]:
    """``J. Harding (J.H.), 1015 4400: wrote, reviewed`` for each of them."""
    on_duty = {record.author for record in day.acts if record.form == "shift_on"}
    did: dict[str, dict[str, None]] = {}
    for author, what in _signed(day):
        if author not in on_duty and author != DESK:
            did.setdefault(author, {})[_(what)] = None
    return tuple(_words(source, author, what) for author, what in did.items())


def _signed(day: Day) -> Iterator[tuple[str, str]]:
    lines = {line.n for line in day.lines}
    for n, record in sorted(day.found.records.items()):
        if n in lines or record.amends is not None:
            yield record.author, COPIED if _copied(record) else WROTE
    yield from ((record.author, SECOND) for record in day.seconds)
    yield from ((record.author, REVIEWED) for record in day.reviews)


def _copied(record: Record) -> bool:
    return "written_by" in record.values or "sheet" in record.values


def _words(source: Source, author: str, what: dict[str, None]) -> str:
    who = source.person(author)
    licence = who.licence or _("licence: none needed")
    return f"{who.printed} ({who.initials}), {licence}: {', '.join(what)}"
