"""An exercise that turns out to be real: an incident of its own begins at once, linked both ways.

The exercise keeps its number and what was written of it. What was seen and heard goes with it; what
was done about it was practised, and stays: calls, times, units, decisions and ticks begin anew.
"""

from collections.abc import Mapping

from deskinc.book.record import Draft, Record, Saved
from deskinc.book.records.reading import folded
from deskinc.desk.incidents.incident_reading import Incident, incident_of
from deskinc.desk.incidents.linking import linked
from deskinc.desk.incidents.noting import noted
from deskinc.desk.lines.counting import telling
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms import form as forms
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import INCIDENT, is_exercise
from deskinc.forms.cells import split
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import CanonicalError, unb64

SEEN = frozenset({
    "occurred", "occurred_to", "discovered", "place", "spot", "reported_by", "how",
    "reporter_contact", "received_by", "panel", "zone", "device", "narrative", "facts", "weather",
    "light", "people", "juveniles", "vehicles", "exact_words", "threat_channel", "call_began",
    "call_ended", "call_line", "call_number", "call_taken_by", "bomb_when", "bomb_where",
    "bomb_look", "bomb_kind", "bomb_cause", "bomb_placed", "bomb_why", "caller_name",
    "caller_address", "caller_phone", "caller_sex", "caller_age", "caller_accent", "caller_like",
    "voice", "language", "background", "item_looks", "item_found_by", "item_hidden", "item_obvious",
    "item_typical", "missing_seen", "missing_where", "lift_car", "lift_people", "lift_condition",
    "extent",
})  # fmt: skip
"""What goes with it: what was seen and heard. Whatever else the form asks was practised."""
_PRACTISED = frozenset({"people/arrived", "people/left", "people/injury", "juveniles/given_to"})
BECOMES: Mapping[str, tuple[str, str]] = {"fire.drill": ("fire.evacuation", N_("Evacuation"))}
"""Categories that only exercises have: what it is in earnest, and its summary."""
_WHY = N_("It turned out to be real.")


def real_of(office: Office, thread: str) -> Incident | None:
    """The incident as which that exercise goes on in earnest; None for none.

    Both say so in one batch; whatever else is linked was linked by hand.
    """
    for record in _told(office, thread):
        for name, said in record.values.items():
            opened = _named(office, said) if name.startswith("linked/") else None
            if opened is None or record.doc.batch is None or opened.doc.batch != record.doc.batch:
                continue
            row = office.read.incident(opened.thread)
            if row is not None and not is_exercise(row.number):
                return incident_of(office, row)
    return None


def real(office: Office, thread: str, id: str) -> Saved:  # noqa: A002
    """Open the incident ``id`` in earnest from the exercise of ``thread``; blocks.

    Raises DeskError where it is none, or was opened before.
    """
    office.allow("raise_incident")
    row = office.read.incident(unb64(thread))
    if row is None or not is_exercise(row.number):
        raise DeskError(_("This is no exercise: it is real."), _("Nothing was changed."))
    if (there := real_of(office, thread)) is not None:
        raise DeskError(
            _("This exercise goes on as {number} already.").format(number=there.number),
            _("Go on there."),
        )
    values = folded(_told(office, thread))
    title, number = plain(values.get("title")), row.number or ""
    opening = Draft("incident", _opening(office, values, thread, number), id=unb64(id))
    name = plain(opening.values["title"])
    begins: dict[str, object] = {
        "type": "incident", "incident": {"id": id, "text": name},
        "text": _("{number} is real: {title}").format(number=number, title=title),
    }  # fmt: skip
    if row.place_text:
        begins["place"] = office.site.place(row.place_text)
    goes_on = noted(office, thread, "") | {
        "text": _("{number} turned out to be real. It goes on as an incident of its own.").format(
            number=number)
    }  # fmt: skip
    return office.write(
        opening, office.draft("occurrence", begins), office.draft("occurrence", goes_on),
        linked(values, unb64(thread), (id, name), _(_WHY)),
    ).result()  # fmt: skip


def _opening(
    office: Office, values: Mapping[str, Value], thread: str, number: str
) -> dict[str, Value]:
    """What was typed of the exercise, as the answers of what is real."""
    kind = code(values.get("category"))
    category, title = BECOMES.get(kind, (kind, ""))
    least, given = taxonomy.starting_severity(category).code, code(values.get("severity"))
    ranks = {one.code: one.rank for one in taxonomy.SEVERITIES}
    said: dict[str, object] = {
        "category": category, "severity": max(given, least, key=lambda one: ranks.get(one, 0)),
        "state": "open", "reported": office.now(), "title": _(title) or plain(values.get("title"))
        or _(taxonomy.category(category).label),
        "linked": {"001": {"incident": {"id": thread, "text": number},
                           "why": _("It began as this exercise.")}},
    }  # fmt: skip
    form = current("incident")
    made = forms.clean(form, said, partial=True, current={})
    kept = {n: v for n, v in values.items() if v is not None and _seen(n, v)}
    whole = {**kept, **made}
    return {n: v for n, v in whole.items() if forms.asked(form.field(split(n)[0]), whole)}


def _seen(name: str, value: Value) -> bool:
    """Whether that goes with it; a file does not, which has its key there."""
    head, path = split(name)
    practised = f"{head}/{path[-1]}" in _PRACTISED if path else head not in SEEN
    return head in SEEN and not practised and not (isinstance(value, dict) and "sha256" in value)


def _told(office: Office, thread: str) -> list[Record]:
    """What is told of it in the open: what is restricted stays where it is."""
    return [r for r in telling(office.read, unb64(thread)) if r.form == INCIDENT.key]


def _named(office: Office, said: Value) -> Record | None:
    try:
        return office.read.by_id(unb64(str(said.get("id")))) if isinstance(said, dict) else None
    except CanonicalError:
        return None
