"""Notifications as rows: which channels two people have switched on, what waits, what was sent."""

from dataclasses import dataclass

import sqlalchemy as sa

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.permitted import held
from deskinc.book.registers.rows import insert_sql, table
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.speaking import VOUCHERS

_RANK = {severity.code: severity.rank for severity in SEVERITIES}


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel: ``on`` once a second person has signed its newest record, ``asked`` before that.

    ``author`` and ``leaf`` are of that record.
    """

    thread: bytes
    n: int
    state: str
    author: str
    leaf: bytes
    last_n: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A message to be sent, and what came of it in the end: ``outcome`` is the form's code."""

    n: int
    id: bytes
    channel: bytes | None
    incident: bytes | None
    rank: int | None
    at: int
    until: int | None
    done: int | None
    done_at: int | None
    outcome: str | None


CHANNEL = table("channel", ChannelRow)
NOTICE = table("notice", NoticeRow, "id", "incident", "done")
sa.Index("notice_waiting", NOTICE.c.n, sqlite_where=NOTICE.c.done.is_(None))
_NOTICE = insert_sql(NOTICE)
_DONE = "UPDATE notice SET done = ?, done_at = ?, outcome = ? WHERE id = ? AND done IS NULL"


def fold_channel(pen: Pen, record: Record) -> None:
    """Whatever is said of a channel switches it off, until two people have signed that again."""
    said = read.code(record.values, "state")
    row = pen.row(CHANNEL, record.thread)
    state = {"on": "asked", "removed": "removed"}.get(said or "", "off")
    if row is not None and row["state"] == "removed":
        return
    pen.put(CHANNEL, {
        "thread": record.thread, "n": record.n if row is None else row["n"], "state": state,
        "author": record.author, "leaf": record.leaf, "last_n": record.n,
    })  # fmt: skip


def confirm_channel(pen: Pen, record: Record) -> None:
    """The second signature: of somebody else, whose role it is, under what the channel says now."""
    row = pen.row(CHANNEL, record.thread)
    if row is None or row["state"] != "asked":
        return
    roles = held(pen, record.author)
    other = record.author not in {DESK, row["author"]} and row["author"] != DESK
    signed = read.text(record.values, "act") == b64(row["leaf"])
    if other and signed and roles is not None and not VOUCHERS.isdisjoint(roles):
        pen.put(CHANNEL, row | {"state": "on"})


def strike_channel(pen: Pen, record: Record) -> None:
    """Whatever is struck of a channel, nothing leaves by it until two people sign it again."""
    row = pen.row(CHANNEL, record.thread)
    if row is not None and row["state"] != "removed":
        pen.put(CHANNEL, row | {"state": "off"})


def fold_notice(pen: Pen, record: Record) -> None:
    """A message that waits."""
    values = record.values
    pen.add(
        _NOTICE, record.n, record.id, read.ident(values, "channel"), read.ident(values, "incident"),
        _RANK.get(read.code(values, "severity") or ""), millis(record),
        read.moment(values, "until"), None, None, None,
    )  # fmt: skip


def fold_sent(pen: Pen, record: Record) -> None:
    """What came of it; the first that is said counts."""
    outcome = read.code(record.values, "outcome")
    pen.run(_DONE, record.n, millis(record), outcome, record.thread)
