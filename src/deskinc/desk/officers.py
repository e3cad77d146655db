"""Who is enrolled at this desk, as the register lists and as the records tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.book.registers.rows import PersonRow
from deskinc.desk.site import plain
from deskinc.forms import roles
from deskinc.forms.fields import Value
from deskinc.forms.form import chosen
from deskinc.proof.canonical import b64


@dataclass(frozen=True, slots=True)
class Officer:
    """A person enrolled at this desk."""

    thread: str
    name: str
    initials: str
    licence: str = ""
    roles: frozenset[str] = frozenset()

    def may(self, act: str) -> bool:
        """Whether one of the officer's roles allows ``act`` (table in ``forms.roles``)."""
        return roles.may(self.roles, act)


def officer_from(row: PersonRow) -> Officer:
    """The officer of a row of the persons register."""
    return Officer(
        b64(row.thread), row.name or "", row.initials or "", row.licence or "", row.roles
    )


def officer_told(thread: str, said: Mapping[str, Value]) -> Officer:
    """The officer as the records of his enrolment tell; one who is not active holds no role."""
    name, initials = plain(said.get("name")) or "?", plain(said.get("initials")) or "?"
    held = frozenset(chosen(said, "roles")) if is_active(said) else frozenset()
    return Officer(thread, name, initials, plain(said.get("licence")), held)


def is_active(said: Mapping[str, Value]) -> bool:
    """Whether the person was neither suspended nor has left."""
    return (plain(said.get("state")) or "active") == "active"
