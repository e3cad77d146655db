"""Who may do what: one table, denied by default. A person may hold several roles."""

from collections.abc import Iterable

from deskinc.forms.kinds import Option
from deskinc.i18n import N_

OFFICER = "officer"
LEAD = "lead"
MANAGER = "manager"
ADMIN = "admin"
AUDITOR = "auditor"

ROLES = (
    Option(OFFICER, N_("Officer")),
    Option(LEAD, N_("Shift lead")),
    Option(MANAGER, N_("Facilities manager")),
    Option(ADMIN, N_("Administrator")),
    Option(AUDITOR, N_("Auditor")),
)

_DESK = frozenset({OFFICER, LEAD})
_READERS = frozenset({OFFICER, LEAD, MANAGER, AUDITOR})
_OFFICE = frozenset({LEAD, MANAGER})
_ALL = frozenset({OFFICER, LEAD, MANAGER, ADMIN, AUDITOR})

_TABLE: dict[str, frozenset[str]] = {
    "read_book": _READERS,
    "read_incidents": _READERS,
    "read_access": frozenset({LEAD, ADMIN, AUDITOR}),
    "write_occurrence": _DESK,
    "correct": _DESK,
    "strike": _DESK,
    "raise_incident": _DESK,
    "follow_up": _DESK,
    "finish_incident": _DESK,
    "pin": _DESK,
    "attach": _DESK,
    "shift": _DESK,
    "handover": _DESK,
    "seal": _DESK | {MANAGER, ADMIN},
    "enrol_relief": _DESK,
    "review": frozenset({LEAD}),
    "close_incident": frozenset({LEAD}),
    "lower_severity": frozenset({LEAD}),
    "report": _OFFICE,
    "export": _OFFICE,
    "suspend": frozenset({LEAD, ADMIN}),
    "vouch": frozenset({LEAD, MANAGER, ADMIN}),
    "enrol": frozenset({ADMIN}),
    "settings": frozenset({ADMIN}),
    "import_plan": frozenset({LEAD, ADMIN}),
    "backup": frozenset({LEAD, ADMIN}),
    "restore": frozenset({LEAD, MANAGER, ADMIN}),
    "hold": frozenset({LEAD, MANAGER, ADMIN}),
    "erase": frozenset({LEAD, ADMIN}),
    "countersign": frozenset({OFFICER, LEAD, MANAGER, ADMIN}),
    "verify": _ALL,
}


def may(roles: Iterable[str], act: str) -> bool:
    """Return whether any of ``roles`` allows ``act``; KeyError for an act nobody declared."""
    return not _TABLE[act].isdisjoint(roles)
