"""What every act at a running incident needs: its values, a time that has come, who did it."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from deskinc.book.records.reading import folded
from deskinc.desk.lines.counting import telling
from deskinc.desk.lines.entries import AHEAD
from deskinc.desk.office import Office
from deskinc.errors import InvalidForm
from deskinc.forms.fields import Value
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


def values(office: Office, thread: str) -> dict[str, Value]:
    """What is known of the incident."""
    return folded(telling(office.read, unb64(thread)))


def moment(office: Office, at: datetime | None) -> datetime:
    """When something was done: ``at``, or now; InvalidForm for a time that lies ahead."""
    now = office.now()
    if at is not None and passed(now, at) > AHEAD:
        raise InvalidForm({"at": _("This time lies ahead. Write what has been done.")})
    return at or now


def person(office: Office, typed: str) -> dict[str, str]:
    """Somebody enrolled by name or initials, else the name as typed; "" is who is signed in."""
    wanted = typed.strip()
    if not wanted:
        return {"id": office.officer.thread, "text": office.officer.name}
    for row in office.read.persons():
        name, initials = row.name or "", row.initials or ""
        if wanted.casefold() in {name.casefold(), initials.casefold()}:
            return {"id": b64(row.thread), "text": name}
    return {"id": "", "text": wanted}


def row_of(id: str, taken: Iterable[str]) -> str:  # noqa: A002
    """A name for the row that the act ``id`` writes: behind those there are, the same each time."""
    numbers = [int(row[:3]) for row in taken if row[:3].isdecimal()]
    return f"{max(numbers, default=0) + 1:03d}-{sha256(id.encode()).hexdigest()[:8]}"
