"""Who an incident or an action is given to, and whether that person is still here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.lines.counting import standing
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64, unb64

PARTS = (("owner", N_("Owner")), ("investigator", N_("Investigator")))


def here(office: Office) -> frozenset[str]:
    """The threads of everybody enrolled and active."""
    return frozenset(b64(row.thread) for row in office.read.persons() if row.state == "active")


def has_left(value: Value, there: frozenset[str]) -> bool:
    """Whether that person was an officer and is none now; somebody typed by name never was."""
    own = str(value.get("id") or "") if isinstance(value, dict) else ""
    return bool(own) and own not in there


def words(value: Value, there: frozenset[str]) -> str:
    """The name, and that the person is no longer here."""
    name = plain(value)
    return _("{name} (no longer here)").format(name=name) if has_left(value, there) else name


def gone(office: Office, values: Mapping[str, Value]) -> str:
    """Who of owner and investigator is no longer here, in a sentence; "" for nobody."""
    there = here(office)
    found = [
        _("{part} {name} is no longer here.").format(part=_(part), name=plain(values.get(name)))
        for name, part in PARTS
        if has_left(values.get(name), there)
    ]
    return " ".join([*found, _("Give it to somebody else.")]) if found else ""


def owned(office: Office, known: Iterable[Incident]) -> tuple[Incident, ...]:
    """The same incidents with their owners as words."""
    there, read = here(office), office.read
    return tuple(
        replace(one, owner=words(standing(read, unb64(one.thread), "incident").get("owner"), there))
        for one in known
    )
