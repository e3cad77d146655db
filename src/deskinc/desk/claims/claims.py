"""The claim of an incident: received, which holds it at once; asked and answered; its letter."""

import mimetypes
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from deskinc.book.disk.durable import replace
from deskinc.book.record import Draft, Record, Saved
from deskinc.book.records.reading import folded
from deskinc.book.registers.kept import ClaimRow
from deskinc.desk.erasure import holds
from deskinc.desk.erasure.holds import Held
from deskinc.desk.lines.counting import counting, standing, telling
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.moments import later
from deskinc.i18n import _
from deskinc.intake import files
from deskinc.proof.canonical import b64, unb64

BACK = timedelta(days=90)
"""So far back lines at the place are held (D29)."""
SPOT = ("patrol", "contractor", "defect", "weather", "information", "other")
"""Types of lines at the place that are held: rounds, cleaning, defects, and what stands with none
of these."""
MOST = 50 * files.MEGABYTE


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it stands; ``letter`` is the record with the letter, and its name."""

    thread: str
    received: datetime | None
    written: datetime
    by: str
    values: Mapping[str, Value] = field(default_factory=dict)
    letter: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of an incident with the holds on it; ``since`` is when the first was received.

    For whoever keeps no claims they bear no values.
    """

    claims: tuple[Claim, ...] = ()
    holds: tuple[Held, ...] = ()
    since: datetime | None = None


def of(office: Office, incident: str) -> Claims:
    """What has followed an incident."""
    office.allow("read_incidents")
    rows = office.read.claims(unb64(incident))
    found = tuple(_claim(office, row) for row in rows)
    received = [claim.received for claim in found if claim.received is not None]
    since = min(received, key=datetime.timestamp, default=None)
    return Claims(found, tuple(holds.on(office, incident)), since)


def _claim(office: Office, row: ClaimRow) -> Claim:
    by, received = office.writer(row.author), office.moment_or_none(row.received)
    if not office.officer.may("claim"):
        return Claim(b64(row.thread), received, office.moment(row.at), by)
    records = counting(office.read, office.read.thread(row.thread))
    letters = ((r.n, _name(r)) for r in reversed(records) if _name(r))
    return Claim(
        b64(row.thread), received, office.moment(row.at), by,
        standing(office.read, row.thread, "claim"), next(letters, (0, "")),
    )  # fmt: skip


def _name(record: Record) -> str:
    letter = record.values.get("letter")
    return str(letter.get("name", "")) if isinstance(letter, dict) else ""


def receive(
    office: Office,
    incident: str,
    raw: Mapping[str, object],
    letter: Path | None,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Keep a claim with its letter, and hold at once what it may be about. Blocks for the letter.

    Held are the incident with all that belongs to it, and lines at its place for 90 days back.
    Raises NotAllowed, InvalidForm, or Refused for a letter that cannot be taken.
    """
    office.allow("claim")
    key = unb64(incident)
    row = office.read.incident(key)
    if row is None:
        raise DeskError(_("There is no such incident."))
    about = {"id": incident, "text": row.number or ""}
    said = {"state": "open", **raw, "incident": about}
    values = forms.clean(current("claim"), said)
    received = _received(office, values)
    more, kept = _letter(office, letter)
    claim = Draft("claim", {**values, **more}, id=unb64(id), files=kept)
    return office.write(claim, _hold(office, key, values, received))


def change(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    letter: Path | None,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write what was changed of a claim, and a new letter if there is one. Blocks for the letter.

    Raises as :func:`receive` does, and DeskError where nothing was changed.
    """
    office.allow("claim")
    key = unb64(thread)
    before = standing(office.read, key, "claim")
    said = forms.clean(current("claim"), raw, partial=True, current=before)
    changed = forms.changes(before, said)
    _received(office, {**before, **changed})
    more, kept = _letter(office, letter)
    if not changed and not more:
        raise DeskError(_("Nothing was changed."))
    draft = Draft("claim", {**changed, **more}, id=unb64(id), thread=key, files=kept)
    return office.write(draft)


def _received(office: Office, values: Mapping[str, Value]) -> datetime:
    received = moment_of(values.get("received"))
    if received is None or received.timestamp() > office.now().timestamp():
        raise InvalidForm({"received": _("This is later than now. Give the time it came in.")})
    return received


def _letter(office: Office, path: Path | None) -> tuple[dict[str, Value], dict[str, bytes]]:
    if path is None:
        return {}, {}
    data = files.read(path, MOST, _("Save it smaller and choose it again."))
    if not data:
        raise InvalidForm({"letter": _("This file is empty. Choose the letter itself.")})
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    made = office.book.attach(data, path.name, kind)
    return {"letter": made.value}, {"letter": made.key}


def _hold(office: Office, incident: bytes, claim: Mapping[str, Value], received: datetime) -> Draft:
    records = telling(office.read, incident)
    values, locale = folded(records), office.locale
    occurred = moment_of(values.get("occurred")) or records[0].written
    words = _("Claim {reference}, received {day}").format(
        reference=plain(claim.get("reference")) or "–", day=locale.date(locale.local(received))
    )
    said: dict[str, object] = {"about": b64(incident), "reason": words, "state": "held"}
    if isinstance(place := values.get("place"), dict) and place.get("id"):
        said |= {
            "place": place, "since": later(occurred, -BACK), "until": received, "types": list(SPOT),
        }  # fmt: skip
    return office.draft("hold", said)


def letter(office: Office, n: int) -> bytes:
    """The letter that claim record ``n`` brought."""
    office.allow("claim")
    return office.book.read_file(n, "letter")


def reports(office: Office, incident: str) -> list[tuple[str, str]]:
    """The papers about an incident that were issued: id of the record, and words."""
    return [
        (
            b64(office.read.record(row.n).id),
            _("Issue {issue}, {day}: {name}").format(
                issue=row.issue or 1, day=office.locale.short_date(office.moment(row.at)),
                name=row.name or "",
            ),
        )
        for row in office.read.exports(incident)
    ]  # fmt: skip


def save_letter(office: Office, n: int, path: Path) -> None:
    """Put the letter of claim record ``n`` at ``path``; DeskError if the drive refuses."""
    data = letter(office, n)
    try:
        replace(path, data)
    except OSError as error:
        raise DeskError(
            _("{name} could not be saved: {why}.").format(name=path.name, why=error.strerror),
            _("Choose another folder; the letter itself is kept in the book."),
        ) from error
