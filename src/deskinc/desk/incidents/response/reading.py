"""Calls, units and words read out, as the rows of an incident say them: read only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Record
from deskinc.desk.incidents.checks import Tick, ticks
from deskinc.desk.site import plain
from deskinc.forms import taxonomy
from deskinc.forms.catalogue.response import CALL_OUTCOMES, UNIT_ROLES
from deskinc.forms.fields import Option, Value, moment_of
from deskinc.forms.form import rows
from deskinc.forms.guides.calls import FILLED
from deskinc.i18n import _

REACHED, NOT_NEEDED = "reached", "not_needed"
MOMENTS = ("acknowledged", *FILLED.values())
"""What of the incident a call that is reached fills."""
MOVES = ("sent", "arrived", "clear")
"""What is said of somebody who goes to an incident, in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was called or told, or it was tried: one row."""

    row: str
    who: str
    how: str
    at: datetime | None
    number: str
    outcome: str
    by: str
    by_id: str
    reply: str
    reference: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Somebody who went to the incident: when sent, arrived and clear again."""

    row: str
    who: str
    role: str
    sent: datetime | None
    arrived: datetime | None
    clear: datetime | None

    @property
    def next(self) -> str:
        """What is to be said of it next: ``sent``, ``arrived``, ``clear``; "" for nothing."""
        said = {"sent": self.sent, "arrived": self.arrived, "clear": self.clear}
        last = max((MOVES.index(move) for move in MOVES if said[move] is not None), default=-1)
        return MOVES[last + 1] if last + 1 < len(MOVES) else ""

    @property
    def role_words(self) -> str:
        """The role in words; "" for none."""
        return _word(UNIT_ROLES, self.role)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were read out, who released them and when."""

    row: str
    words: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Graded:
    """From ``since`` on the incident was of this category and severity."""

    since: datetime
    category: str
    severity: str


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that was done, for the timeline."""

    at: datetime | None
    written: datetime
    author: str
    words: str


def told(values: Mapping[str, Value]) -> tuple[Told, ...]:
    """Whom the rows name, in the order they were written."""
    return tuple(
        Told(
            row, str(one["who"]), plain(one.get("how")), moment_of(one.get("at")),
            plain(one.get("number")), plain(one.get("outcome")), plain(one.get("by")),
            _id(one.get("by")), plain(one.get("reply")), plain(one.get("reference")),
        )
        for row, one in rows(values, "told") if "who" in one
    )  # fmt: skip


def units(values: Mapping[str, Value]) -> tuple[Unit, ...]:
    """Who went there, in the order they were written."""
    return tuple(
        Unit(
            row, plain(one["who"]), plain(one.get("role")),
            *(moment_of(one.get(move)) for move in MOVES),
        )
        for row, one in rows(values, "units") if "who" in one
    )  # fmt: skip


def said(values: Mapping[str, Value]) -> tuple[Said, ...]:
    """The words read out, in the order they were written."""
    return tuple(
        Said(row, str(one["words"]), plain(one.get("by")), moment_of(one.get("at")))
        for row, one in rows(values, "spoken") if "words" in one
    )  # fmt: skip


def graded(records: Sequence[Record]) -> tuple[Graded, ...]:
    """What the incident was said to be since when, from its opening on."""
    found: list[Graded] = []
    category = severity = ""
    for record in records:
        now = (plain(record.values.get("category")) or category,
               plain(record.values.get("severity")) or severity)  # fmt: skip
        if now != (category, severity):
            category, severity = now
            found.append(Graded(record.written, *now))
    return tuple(found)


def outcome_words(code: str) -> str:
    """The outcome of a call in words; "" for none."""
    return _word(CALL_OUTCOMES, code)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a call brought with it and nobody has written anew since: ticks, names of moments."""

    ticks: tuple[Tick, ...]
    moments: tuple[str, ...]


def brought(records: Sequence[Record], values: Mapping[str, Value], row: str) -> Brought:
    """What came with the call ``row``: written in one record with it, at its time."""
    last = last_of(records)

    def came(name: str) -> bool:
        there = last[name].values
        rows = {one.split("/")[1] for one in there if one.startswith("told/")}
        return row in rows and (rows == {row} or there.get(f"told/{row}/at") == there[name])

    found = (tick for tick in ticks(values) if f"checks/{tick.row}/at" in last)
    return Brought(
        tuple(tick for tick in found if came(f"checks/{tick.row}/at")),
        tuple(name for name in MOMENTS if name in last and came(name)),
    )


def last_of(records: Sequence[Record]) -> dict[str, Record]:
    """By cell: the last record that says something of it."""
    return {name: record for record in records for name in record.values}


def doings(records: Sequence[Record], values: Mapping[str, Value]) -> tuple[Doing, ...]:
    """Calls, moves and words read out, each with the last record that says something of it."""
    last: dict[str, Record] = {}
    for record in records:
        for name in record.values:
            table, *path = name.split("/")
            if table in {"told", "units", "spoken"} and path:
                last[f"{table}/{path[0]}"] = last[name] = record
    found = [
        _doing(last[f"told/{one.row}"], one.at, _call(one) + _ticking(records, values, one))
        for one in told(values)
    ]
    found += [
        _doing(last[f"spoken/{one.row}"], one.at, _("Read out: “{words}”").format(words=one.words))
        for one in said(values)
    ]
    for one in units(values):
        for move, at in zip(MOVES, (one.sent, one.arrived, one.clear), strict=True):
            if at is not None:
                found.append(_doing(last[f"units/{one.row}/{move}"], at, _move(one, move)))
    return tuple(found)


def _doing(record: Record, at: datetime | None, words: str) -> Doing:
    return Doing(at, record.written, record.author, words)


def _call(one: Told) -> str:
    """``Shift lead called: no answer. Reply``; however else somebody was told."""
    if one.outcome == NOT_NEEDED:
        head = _("Call not needed: {who}").format(who=one.who)
    elif one.outcome:
        head = _("{who} called: {outcome}").format(
            who=one.who, outcome=outcome_words(one.outcome).lower()
        )
    else:
        way = _word(taxonomy.CHANNELS, one.how)
        head = _("{who} told").format(who=one.who) + (f" ({way.lower()})" if way else "")
    return ". ".join(part for part in (head, one.reply.rstrip("."), one.reference) if part)


def _ticking(records: Sequence[Record], values: Mapping[str, Value], one: Told) -> str:
    """`` · ticks step 3: Call 999.``; "" for a call that ticks nothing."""
    if one.outcome != REACHED:
        return ""
    said = (
        _("ticks step {number}: {step}").format(number=int(tick.row[:3]), step=tick.words)
        for tick in brought(records, values, one.row).ticks
    )
    return "".join(f" · {words}" for words in said)


def _move(one: Unit, move: str) -> str:
    words = {
        "sent": _("{who} sent"), "arrived": _("{who} arrived"), "clear": _("{who} clear"),
    }[move].format(who=one.who)  # fmt: skip
    return f"{words} ({one.role_words.lower()})" if move == "sent" and one.role else words


def _word(options: Sequence[Option], code: str) -> str:
    return next((_(option.label) for option in options if option.code == code), "")


def _id(value: Value) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""
