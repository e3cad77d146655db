"""Lines of the book that belong to an incident."""

from concurrent.futures import Future
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.office import Office
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.i18n import _
from deskinc.proof.canonical import unb64


def note(
    office: Office,
    thread: str,
    text: str,
    id: str,  # noqa: A002
    happened: datetime | None = None,
) -> "Future[Saved]":
    """Write a line of the book that belongs to the incident; it stands in its timeline."""
    office.allow("write_occurrence")
    raw = noted(office, thread, text, happened)
    return office.write(office.draft("occurrence", raw, id=unb64(id)))


def drilled(text: str) -> str:
    """What is said in an exercise, so that nobody takes it for earnest, on screen or on paper."""
    return _("EXERCISE: {text}").format(text=text)


def noted(
    office: Office, thread: str, text: str, happened: datetime | None = None
) -> dict[str, object]:
    """The answers of a line that belongs to the incident."""
    row = office.read.incident(unb64(thread))
    number = row.number if row and row.number else ""
    raw: dict[str, object] = {
        "type": "incident",
        "text": drilled(text) if is_exercise(number) else text,
        "incident": {"id": thread, "text": number},
    }
    if row and row.place_text:
        raw["place"] = office.site.place(row.place_text)
    if happened is not None:
        raw["happened"] = happened
    return raw
