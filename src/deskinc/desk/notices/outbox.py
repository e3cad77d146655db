"""The outbox: messages in the book of which nothing came yet. It survives whatever stops the desk.

Everything here is written in the desk's own name: what is owed follows from the incidents and the
channels, so an open office comes to the same messages however often it asks.
"""

import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from deskinc.book.record import Draft, Saved
from deskinc.book.registers.outgoing import NoticeRow
from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.notices import channels
from deskinc.desk.notices.channels import Channel
from deskinc.desk.notices.ways import Message
from deskinc.desk.office import Office
from deskinc.desk.people.restricted import category_words
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms import taxonomy
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

_NAMED = re.compile(r"\{([a-z]+)\}")
_SPOKEN = re.compile(r"[<>\[\]{}*_~`|@\\!#]|://|\s")
"""What a chat or a mail program would take for more than words."""
_WORD = {severity.code: severity.word for severity in taxonomy.SEVERITIES}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits: by which channel, and until when it is of use.

    ``stale`` is why it must not leave any more: what it tells of was a mistake, or the channel is
    no longer the one it was written for; "" while it may.
    """

    thread: str
    channel: Channel | None
    message: Message
    until: datetime
    number: str
    stale: str = ""


def owed(office: Office) -> list[Draft]:
    """What the channels that are on tell of open incidents, and nobody has written yet.

    Once for each, and once more when it grew graver since. An exercise is told to nobody.
    """
    there = [each for each in channels.listed(office) if each.on]
    if not there:
        return []
    rows = [row for row in office.read.incidents("open") if row.struck is None]
    return [draft for row in rows for draft in _about(office, row, there)]


def _about(office: Office, row: IncidentRow, there: list[Channel]) -> Iterator[Draft]:
    rank, before = row.rank or 0, office.read.notices_about(row.thread)
    for channel in there:
        told = [each for each in before if each.channel == unb64(channel.thread)]
        said = max((each.rank or 0 for each in told), default=0)
        new = row.last_n > channel.since and rank > said and bool(channel.template)
        if new and channel.takes(row.category or "", rank) and not row.exercise:
            yield _draft(office, channel, row)


def _draft(office: Office, channel: Channel, row: IncidentRow) -> Draft:
    key = b"notice\0" + unb64(channel.thread) + row.thread + bytes([row.rank or 0])
    number = row.number or ""
    raw: dict[str, object] = {
        "incident": {"id": b64(row.thread), "text": number},
        "severity": row.severity,
        "words": filled(office, channel.template, row),
    }
    return _notice(office, channel, raw, sha256(key).digest()[:16])


def test(office: Office, thread: str) -> "Future[Saved]":
    """Put a message into the outbox that says of no incident; only where the channel is on."""
    office.allow("notify")
    channel = channels.one(office, thread)
    if not channel.on:
        raise DeskError(_("This channel is off."), _("Two people switch it on first."))
    words = _("This is a test. Nothing has happened.")
    return office.write_as_desk(_notice(office, channel, {"words": words}))


def _notice(
    office: Office, channel: Channel, raw: dict[str, object], id_: bytes | None = None
) -> Draft:
    said = {
        "channel": {"id": channel.thread, "text": channel.name},
        "until": office.now() + timedelta(minutes=channel.minutes), **raw,
    }  # fmt: skip
    return office.draft("notice", said, **({"id": id_} if id_ else {}))


def filled(office: Office, template: str, row: IncidentRow) -> str:
    """The words that leave: nothing of the incident but what the placeholders name.

    Of what is told of somebody who is to be spared only number and severity leave.
    """
    severity = _(_WORD.get(row.severity or "", ""))
    if row.category in taxonomy.SPARED:
        words = _("{number}: {severity}. What and where stands in the book.")
        return words.format(number=row.number or "", severity=severity)
    at = office.moment_or_none(row.occurred) or office.moment(row.opened_at)
    said = {
        "number": row.number or "", "category": category_words(row.category or ""),
        "severity": severity, "place": _place(office, row) or _("place not known"),
        "time": f"{office.locale.date(at)} {office.locale.time(at)}",
    }  # fmt: skip
    return _NAMED.sub(lambda found: said.get(found[1], found[0]), template)


def _place(office: Office, row: IncidentRow) -> str:
    """The place by its name in the site’s list, bare of all but words; "" for any other."""
    name = next((one.name for one in office.site.places if one.id == row.place), "")
    return " ".join("".join(filter(str.isprintable, _SPOKEN.sub(" ", name))).split())


def waiting(office: Office) -> list[Waiting]:
    """What is to be sent, oldest first."""
    there = {unb64(each.thread): each for each in channels.listed(office)}
    return [_waiting(office, row, there.get(row.channel or b"")) for row in _unsent(office)]


def _unsent(office: Office) -> list[NoticeRow]:
    return office.read.notices_waiting()


def _waiting(office: Office, row: NoticeRow, channel: Channel | None) -> Waiting:
    record = office.read.record(row.n)
    words = plain(record.values.get("words"))
    told = record.values.get("incident")
    number = str(told.get("text", "")) if isinstance(told, dict) else ""
    subject = words.partition("\n")[0][:120] if number else _("Test")
    message = Message(row.id.hex(), subject, words, office.moment(row.at))
    until = office.moment(row.until if row.until is not None else row.at)
    return Waiting(b64(row.id), channel, message, until, number, _stale(office, row, channel))


def _stale(office: Office, row: NoticeRow, channel: Channel | None) -> str:
    told_of = None if row.incident is None else office.read.incident(row.incident)
    if told_of is not None and told_of.state == "void":
        return _("The incident is void.")
    if told_of is not None and told_of.struck is not None:
        return _("The incident was struck.")
    if channel is None or not channel.on:
        return _("The channel was switched off.")
    return _("The channel was changed since.") if channel.since > row.n else ""


def settle(
    office: Office, thread: str, outcome: str, tries: int, detail: str = ""
) -> "Future[Saved]":
    """Say what came of a message; nothing more is tried then."""
    raw: dict[str, object] = {"outcome": outcome, "tries": tries}
    raw |= {"detail": detail[:300]} if detail else {}
    return office.write_as_desk(office.draft("sent", raw, thread=unb64(thread)))
