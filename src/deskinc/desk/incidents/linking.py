"""Two incidents that belong together say so on both pages, whichever names the other."""

from collections.abc import Mapping

from deskinc.book.record import Draft, new_id
from deskinc.book.records.reading import folded
from deskinc.desk.lines.counting import telling
from deskinc.desk.office import Office
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import INCIDENT
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, unb64

_FIELD = "linked"


def backwards(office: Office, thread: bytes, changed: Mapping[str, Value]) -> list[Draft]:
    """A follow-up of each incident that ``changed`` newly names, naming this one.

    One that names it already is left alone, and so is what is no incident of the book.
    """
    mine = office.read.incident(thread)
    found = []
    for name, said in changed.items():
        head, *path = name.split("/")
        if head != _FIELD or path[1:] != ["incident"] or not isinstance(said, dict) or mine is None:
            continue
        key = unb64(str(said.get("id", "")))
        if key == thread or office.read.incident(key) is None:
            continue
        values = folded([r for r in telling(office.read, key) if r.form == INCIDENT.key])
        if b64(thread) in {_id(value) for one, value in values.items() if one.startswith(_FIELD)}:
            continue
        why = changed.get(f"{_FIELD}/{path[0]}/why")
        found.append(linked(values, key, (b64(thread), mine.number or ""), str(why or "")))
    return found


def linked(values: Mapping[str, Value], thread: bytes, named: tuple[str, str], why: str) -> Draft:
    """What the incident of ``thread`` says of another, ``named`` by thread and words."""
    rows = [row for row, _cells in forms.rows(values, _FIELD) if row.isdigit()]
    row = f"{max(map(int, rows), default=0) + 1:03d}"
    cells: dict[str, object] = {"incident": {"id": named[0], "text": named[1]}}
    if why:
        cells["why"] = why
    made = forms.clean(
        current("incident"), {_FIELD: {row: cells}}, partial=True, current=dict(values)
    )
    return Draft("incident", made, id=new_id(), thread=thread)


def _id(value: Value) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""
