"""What the desk's clocks did: a step is a line of the book, and stands until it is answered."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from deskinc.book.asking.reader import Reader
from deskinc.book.clock import Point, Step, Watch, machine
from deskinc.book.record import Draft, Record
from deskinc.book.writing.writer import Writer
from deskinc.i18n import Locale, _
from deskinc.proof.document import DESK

FORM = "clock"


class Timekeeper:
    """Compares the clocks at each record and whenever asked; ``standing`` is the unanswered step.

    The desk's own line says that there was a step; a line by a person answers it.
    """

    def __init__(self, writer: Writer, read: Reader) -> None:
        self._writer = writer
        last = read.last_n()
        self._watch = Watch(_point(read.record(last)) if last else None)
        self.standing = _unanswered(read) if last else None

    def look(self) -> Draft | None:
        """Read both clocks; the line to be written where the time of day was set since.

        Without a clock of the machine's own only the records are compared: what is read between
        them may come to be told in another order.
        """
        now = self._writer.now
        point = Point(now(), machine(now, self._writer.state.book))
        return None if point.clock is None else self._line(self._watch.seen(point))

    def wrote(self, records: Sequence[Record]) -> Draft | None:
        """Compare the newest record with the one before; the line to be written for a step."""
        newest = records[-1]
        if newest.form == FORM and newest.author != DESK:
            self.standing = None
        return self._line(self._watch.seen(_point(newest)))

    def _line(self, step: Step | None) -> Draft | None:
        if step is None:
            return None
        self.standing = step
        return Draft(FORM, {"stepped": step.seconds, "text": told(step, self._writer.state.zone)})


def _point(record: Record) -> Point:
    return Point(record.at, record.doc.clock)


def _unanswered(read: Reader) -> Step | None:
    """The step of the newest line about the clock, if no person wrote that line."""
    newest = read.records(read.search("", form=FORM, limit=1))
    for record in newest.values():
        seconds = record.values.get("stepped")
        if record.author == DESK and isinstance(seconds, int):
            return Step(seconds, record.at)
    return None


def told(step: Step, zone: str) -> str:
    """``The clock of this computer was set 3 h back: from 21:14:05 to 18:14:05``, in site time."""
    site = Locale(zone=zone)
    after = site.local(step.at)
    before = site.local(step.at.astimezone(UTC) - timedelta(seconds=step.seconds))
    words = (
        _("The clock of this computer was set {span} ahead: from {before} to {after}.")
        if step.seconds > 0
        else _("The clock of this computer was set {span} back: from {before} to {after}.")
    )
    dated = "" if before.date() == after.date() else "%Y-%m-%d "
    first, last = (f"{at.strftime(dated)}{site.clock(at, seconds=True)}" for at in (before, after))
    return words.format(span=span(step.seconds), before=first, after=last)


def span(seconds: int) -> str:
    """``2 d 3 h``, ``3 h 5 min``, ``5 min 12 s``: the two largest units, without a sign."""
    rest, parts = abs(seconds), list[str]()
    for unit, size in ((_("d"), 86_400), (_("h"), 3_600), (_("min"), 60), (_("s"), 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or f"0 {_('s')}"
