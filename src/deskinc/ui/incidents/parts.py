"""Which fields of the incident stand in which part of its page."""

from dataclasses import dataclass

from deskinc.forms.catalogue import incident as form
from deskinc.forms.catalogue.incident_kinds import BY_CATEGORY
from deskinc.forms.form import Section
from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: the key and word of its anchor, and its sections of the form."""

    key: str
    word: str
    sections: tuple[Section, ...] = ()


def _pick(*names: str, title: str = "") -> Section:
    return Section(title, tuple(form.INCIDENT.field(name) for name in names))


def _without(section: Section, *names: str) -> Section:
    return Section(section.title, tuple(f for f in section.fields if f.name not in names))


FACTS = _pick(
    "occurred", "reported_by", "responded", "arrived", "contained", "resolved", "category", "how",
    "severity", "title", "severity_reason", "occurred_to", "discovered", "reported",
)  # fmt: skip
RUNNING = frozenset({"responded", "arrived", "contained", "resolved", "owner", "next_step", "due"})
"""Shown though unanswered and not needed: what one looks for while it is going on."""
PLACE = _pick("place", "spot")
NEXT = _pick("owner", "next_step", "due", title=N_("Next"))

PARTS = (
    Part("what", N_("What"), (FACTS,)),
    Part("where", N_("Where"), (PLACE,)),
    Part("timeline", N_("Timeline")),
    Part("account", N_("Account"), (form.ACCOUNT, *BY_CATEGORY)),
    Part("people", N_("People"), (form.PEOPLE, form.WITNESSES)),
    Part("property", N_("Property"), (form.PROPERTY, form.PREMISES)),
    Part("evidence", N_("Evidence"), (form.EVIDENCE,)),
    Part("told", N_("Told"), (form.TOLD, form.AUTHORITIES)),
    Part(
        "resolution", N_("Resolution"),
        (_without(form.ACTION, "owner", "next_step", "due"), form.INSURANCE),
    ),
    Part("changes", N_("Changes")),
)  # fmt: skip
LEFT_OUT = frozenset({"state", "lines", "note", "declaration", "reviewer"})
"""Fields that other acts of the desk write: opening, notes, finishing, reviewing."""
