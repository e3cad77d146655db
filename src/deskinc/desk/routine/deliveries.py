"""Deliveries: counted one by one, told by the desk in one line an hour, without names (D8).

One that is refused is a line of its own too, by whoever refused it. One that was counted by
mistake is struck, with a reason, until the desk has told of its hour; after that the line of the
hour is corrected, as any line.

A delivery is told by a line that was written after it, of an hour that ends after it: so nothing
is told twice, after a new start or a clock that was set, and nothing is left out (decision 032).
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from deskinc.book.record import Draft, Record, Saved
from deskinc.book.record import new_id as _new_id
from deskinc.book.registers.day import DeliveryRow
from deskinc.desk.office import Office
from deskinc.forms.fields import moment_of
from deskinc.forms.taxonomy import HOURLY_TYPE
from deskinc.i18n import Locale, _
from deskinc.proof.canonical import unb64
from deskinc.proof.document import DESK

FARTHEST = timedelta(days=31)
"""How far back it is looked for what no line tells of."""
_LINES = 800
"""Lines of hours among which it is looked: more than :data:`FARTHEST` has."""
_HOUR, _TYPE = timedelta(hours=1), HOURLY_TYPE.code


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the clock from ``start`` on, with how many came in and how many were refused."""

    start: datetime
    taken: int
    refused: int

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + _HOUR


def take(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Count one delivery; a refused one (``refused``, with its ``reason``) is a line as well.

    Nothing need be said of one that came in. Raises InvalidForm for what will not do.
    """
    office.allow("deliver")
    said: dict[str, object] = {
        name: words for name, words in raw.items() if words not in ("", None)
    }
    said["refused"] = bool(said.get("refused"))
    if isinstance(place := said.get("place"), str):
        said["place"] = office.site.place(place)
    drafts = [office.draft("delivery", said, id=unb64(id))]
    if said["refused"]:
        drafts.append(_refusal(office, said, id))
    return office.write(*drafts)


def _refusal(office: Office, said: Mapping[str, object], id: str) -> Draft:  # noqa: A002
    more = (
        ("what", "{words}"), ("pieces", _("{words} pieces")), ("carrier", _("by {words}")),
        ("recipient", _("for {words}")),
    )  # fmt: skip
    parts = [form.format(words=said[name]) for name, form in more if said.get(name)]
    head = _("Delivery refused")
    head = f"{head}: {', '.join(parts)}" if parts else head
    words = _("{what}. Reason: {why}").format(what=head, why=said["reason"])
    line: dict[str, object] = {
        "type": "delivery", "text": words,
        "about": {"id": id, "text": _("Delivery")},
    }  # fmt: skip
    if "place" in said:
        line["place"] = said["place"]
    return office.draft("occurrence", line, id=_new_id())


@dataclass(frozen=True, slots=True)
class Counted:
    """A delivery of this hour of which no line tells yet: its record, when, and by whom."""

    n: int
    at: datetime
    by: str


def hour_of(now: datetime) -> datetime:
    """When the hour of the clock began."""
    return now.replace(minute=0, second=0, microsecond=0)


def last(office: Office, *, refused: bool) -> Counted | None:
    """The last delivery, or the last refused one, that can be taken back still."""
    office.allow("deliver")
    rows, newest = office.read.deliveries(hour_of(office.now())), office.read.last_by_desk(_TYPE)
    found = [row for row in rows if row.refused == refused]
    found = _without(office, found[-1:], [] if newest is None else [newest])
    if not found:
        return None
    record = office.read.record(found[0].n)
    return Counted(record.n, office.locale.local(record.written), office.writer(record.author))


def take_back(
    office: Office,
    one: Counted,
    reason: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Strike one that was too many, and the line that a refused one is. Raises InvalidForm."""
    office.allow("deliver")
    said, record = {"reason": reason}, office.read.record(one.n)
    drafts = [office.draft("strike", said, id=unb64(id), amends=record.id)]
    if record.values.get("refused") is True:
        drafts += _its_line(office, record, said)
    return office.write(*drafts)


def _its_line(office: Office, counted: Record, said: Mapping[str, object]) -> Iterable[Draft]:
    """The strike of the line of a refusal, written with it, unless it was struck or corrected."""
    row = next(iter(office.read.entries([counted.n + 1])), None)
    if row is not None and row.struck is None and row.replaced is None:
        line = office.read.record(row.n)
        yield office.draft("strike", said, id=_new_id(), amends=line.id)


def counted(office: Office, since: datetime) -> tuple[int, int]:
    """How many came in and how many were refused from ``since`` on."""
    rows = office.read.deliveries(since)
    refused = sum(row.refused for row in rows)
    return len(rows) - refused, refused


def write(office: Office, now: datetime) -> "Future[Saved] | None":
    """The desk writes a line for each hour that is over and has none; None for nothing.

    While a step of the clock waits for an answer nobody knows which hour it is.
    """
    if office.book.time.standing is not None:
        return None
    over = [hour for hour in untold(office, now) if hour.end <= now]
    return office.write_as_desk(*(_line(office, hour) for hour in over)) if over else None


def untold(office: Office, now: datetime) -> list[Hour]:
    """The hours with deliveries of which no line tells, oldest first; the present one last."""
    rows, newest = office.read.deliveries(now - FARTHEST), office.read.last_by_desk(_TYPE)
    rows = _without(office, rows, [] if newest is None else [newest])
    if rows:
        found = office.read.search("", type=_TYPE, limit=_LINES)
        rows = _without(office, rows, [n for n in found if n > rows[0].n])
    return hours(rows, office.locale)


def _without(office: Office, rows: list[DeliveryRow], lines: list[int]) -> list[DeliveryRow]:
    """The deliveries of which none of these lines tells."""
    told = [
        (record.n, round(end.timestamp() * 1000))
        for record in office.read.records(lines).values()
        if record.author == DESK and (end := moment_of(record.values.get("happened"))) is not None
    ]
    return [row for row in rows if not any(n > row.n and end > row.at for n, end in told)]


def hours(rows: Iterable[DeliveryRow], locale: Locale) -> list[Hour]:
    """Deliveries by the hour of the clock; an hour that the clock shows twice is two."""
    found: dict[datetime, list[DeliveryRow]] = {}
    for row in rows:
        local = locale.local(datetime.fromtimestamp(row.at / 1000, UTC))
        fixed = timezone(local.utcoffset() or timedelta())
        start = local.replace(minute=0, second=0, microsecond=0, tzinfo=fixed)
        found.setdefault(start, []).append(row)
    made = []
    for start in sorted(found):
        refused = sum(row.refused for row in found[start])
        made.append(Hour(start, len(found[start]) - refused, refused))
    return made


def span_words(hour: Hour, locale: Locale) -> str:
    """``07–08``, with the offset where the clock shows that hour twice."""
    words = f"{hour.start:%H}–{hour.end:%H}"
    return f"{words} ({locale.utc_offset(hour.start)})" if locale.is_doubled(hour.start) else words


def count_words(taken: int, refused: int) -> str:
    """``34 in, 2 refused``."""
    words = [_("{count} in").format(count=taken)] if taken or not refused else []
    return ", ".join([*words, *([_("{count} refused").format(count=refused)] if refused else [])])


def _line(office: Office, hour: Hour) -> Draft:
    words = _("Deliveries {span}: {count}.").format(
        span=span_words(hour, office.locale), count=count_words(hour.taken, hour.refused)
    )
    said = {"type": _TYPE, "text": words, "happened": office.locale.local(hour.end)}
    return office.draft("occurrence", said)
