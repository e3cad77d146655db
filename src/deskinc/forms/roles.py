"""Who may do what: one table, denied by default. A person may hold several roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskinc.forms.kinds import Option
from deskinc.i18n import N_, _

OFFICER = "officer"
LEAD = "lead"
MANAGER = "manager"
ADMIN = "admin"
AUDITOR = "auditor"
RELIEF = "relief"

ROLES = (
    Option(OFFICER, N_("Officer")),
    Option(LEAD, N_("Shift lead")),
    Option(MANAGER, N_("Facilities manager")),
    Option(ADMIN, N_("Administrator")),
    Option(AUDITOR, N_("Auditor")),
    Option(RELIEF, N_("Relief officer")),
)

GIVEN = tuple(role for role in ROLES if role.code != RELIEF)
"""The roles an administrator gives; a relief officer holds that one role and no other."""

_LASTING = frozenset({OFFICER, LEAD})
_DESK = _LASTING | {RELIEF}
_READERS = _DESK | {MANAGER, AUDITOR}
_OFFICE = frozenset({LEAD, MANAGER})
_CHIEFS = frozenset({LEAD, MANAGER, ADMIN})
_ALL = frozenset(role.code for role in ROLES)


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, in words as the access log says it, and the roles that may."""

    words: str
    roles: frozenset[str]


_TABLE: Mapping[str, Act] = {
    "read_book": Act(N_("Read the book"), _READERS),
    "read_incidents": Act(N_("Read incidents"), _READERS),
    "read_restricted": Act(N_("Read restricted parts"), _OFFICE),
    "read_access": Act(N_("Read the access log"), frozenset({LEAD, ADMIN, AUDITOR})),
    "write_occurrence": Act(N_("Write a line"), _DESK),
    "correct": Act(N_("Correct a line"), _DESK),
    "strike": Act(N_("Strike a line"), _DESK),
    "deliver": Act(N_("Take a delivery"), _DESK),
    "transcribe": Act(N_("Copy lines from paper"), _LASTING),
    "raise_incident": Act(N_("Raise an incident"), _DESK),
    "follow_up": Act(N_("Change an incident"), _DESK),
    "finish_incident": Act(N_("Finish an incident"), _DESK),
    "learn": Act(N_("Write what is learned of an incident"), _OFFICE),
    "do_action": Act(N_("Report an action done"), _DESK | {MANAGER}),
    "pin": Act(N_("Pin an incident"), _DESK),
    "attach": Act(N_("Add photos and files"), _DESK),
    "claim": Act(N_("Keep a claim"), _OFFICE),
    "shift": Act(N_("Sign on and off"), _DESK),
    "handover": Act(N_("Hand over"), _DESK),
    "seal": Act(N_("Seal the book"), _LASTING | {MANAGER, ADMIN}),
    "enrol_relief": Act(N_("Enrol a relief officer"), _LASTING),
    "review": Act(N_("Review lines and reports"), frozenset({LEAD})),
    "notify": Act(N_("Change the notifications"), frozenset({LEAD, ADMIN})),
    "routines": Act(N_("Change the routines"), frozenset({LEAD, ADMIN})),
    "guides": Act(N_("Change the guides"), frozenset({LEAD, ADMIN})),
    "lower_severity": Act(N_("Lower a severity"), frozenset({LEAD})),
    "report": Act(N_("Issue a report"), _OFFICE),
    "export": Act(N_("Make an evidence bundle"), _OFFICE),
    "export_list": Act(N_("Export a list"), frozenset({LEAD, MANAGER, AUDITOR})),
    "print_day": Act(N_("Print a day page"), _READERS),
    "certificates": Act(N_("Hand out the site’s certificates"), _CHIEFS),
    "suspend": Act(N_("Suspend a person"), frozenset({LEAD, ADMIN})),
    "vouch": Act(N_("Vouch for a person"), _CHIEFS),
    "enrol": Act(N_("Enrol a person"), frozenset({ADMIN})),
    "settings": Act(N_("Change the settings"), frozenset({ADMIN})),
    "import_plan": Act(N_("Add a floor plan"), frozenset({LEAD, ADMIN})),
    "backup": Act(N_("Make a backup"), frozenset({LEAD, ADMIN})),
    "restore": Act(N_("Restore the book"), _CHIEFS),
    "hold": Act(N_("Put a hold"), _CHIEFS),
    "release_hold": Act(N_("Release a hold"), frozenset({LEAD})),
    "erase": Act(N_("Erase a person"), frozenset({LEAD, ADMIN})),
    "countersign": Act(N_("Countersign"), _LASTING | {MANAGER, ADMIN}),
    "verify": Act(N_("Check the book"), _ALL),
}

ACTS = tuple(_TABLE)
"""Every act there is."""


def may(roles: Iterable[str], act: str) -> bool:
    """Return whether any of ``roles`` allows ``act``; KeyError for an act nobody declared."""
    return not _TABLE[act].roles.isdisjoint(roles)


def allowed(act: str) -> frozenset[str]:
    """The roles that allow ``act``; KeyError for an act nobody declared."""
    return _TABLE[act].roles


def words(act: str) -> str:
    """What ``act`` is called; KeyError for an act nobody declared."""
    return _(_TABLE[act].words)
