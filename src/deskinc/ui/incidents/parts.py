"""Which fields of the incident stand in which part of its page."""

from dataclasses import dataclass

from deskinc.forms.catalogue import incident as form
from deskinc.forms.catalogue.by_category import BY_CATEGORY
from deskinc.forms.catalogue.by_category.injury import INJURED
from deskinc.forms.catalogue.concerned import JUVENILES, PEOPLE, PROPERTY, WITNESSES
from deskinc.forms.catalogue.response import ACTION, AUTHORITIES, EVIDENCE, RESPONSE, TOLD
from deskinc.forms.form import Section
from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: key, word of its anchor and heading, and its sections of the form.

    The first section bears no title of its own, since the part's word stands over it. Without an
    anchor it belongs to the part before it.
    """

    key: str
    word: str
    sections: tuple[Section, ...] = ()
    anchor: bool = True


def _pick(*names: str, title: str = "") -> Section:
    return Section(title, tuple(form.INCIDENT.field(name) for name in names))


def _first(section: Section, *without: str) -> Section:
    return Section("", tuple(f for f in section.fields if f.name not in without))


def _without(section: Section, *names: str) -> Section:
    return Section(section.title, _first(section, *names).fields)


FACTS = _pick(
    "occurred", "reported_by", "responded", "arrived", "contained", "resolved", "category", "how",
    "severity", "title", "severity_reason", "occurred_to", "discovered", "reported", "acknowledged",
    "reporter_contact", "received_by", "panel", "zone", "device",
)  # fmt: skip
RUNNING = frozenset({"responded", "arrived", "contained", "resolved", "owner", "next_step", "due"})
"""Shown though unanswered and not needed: what one looks for while it is going on."""
PLACE = _pick("place", "spot")
LINKED = _pick("linked", title=N_("Linked incidents"))
NEXT = _pick("owner", "next_step", "due", title=N_("Next"))

PARTS = (
    Part("what", N_("What"), (FACTS,)),
    Part("where", N_("Where"), (PLACE,), anchor=False),
    Part("timeline", N_("Timeline")),
    Part("checklist", N_("Checklist")),
    Part("account", N_("Account"), (_first(form.ACCOUNT), *BY_CATEGORY)),
    Part("people", N_("People"), (_first(PEOPLE), INJURED, JUVENILES, WITNESSES)),
    Part("property", N_("Property"), (_first(PROPERTY), form.PREMISES)),
    Part("evidence", N_("Evidence"), (_first(EVIDENCE),)),
    Part(
        "told", N_("Who was told"), (_first(TOLD), AUTHORITIES, _without(RESPONSE, "checks")),
        anchor=False,
    ),
    Part(
        "action", N_("Put right"),
        (_first(ACTION, "owner", "next_step", "due"), form.INSURANCE, LINKED),
    ),
    Part("claims", N_("Claims")),
    Part("review", N_("Lessons")),
    Part("changes", N_("Changes")),
)  # fmt: skip
ANCHORS = tuple(part for part in PARTS if part.anchor)
KEYS = {part.key: f"Alt+{(at + 1) % 10}" for at, part in enumerate(ANCHORS[:10])}
"""Alt and the place of an anchor go to its part; 0 to the tenth."""
ASIDE = frozenset({"checklist"})
"""Parts that stand beside the page, in sight while it scrolls."""
LEFT_OUT = frozenset({
    "state", "lines", "note", "declaration", "reviewer", "reviewed", "closed", "exercise", "checks",
    "review_note", "reopened", "reopen_reason", "void_reason",
})  # fmt: skip
"""Fields that other acts of the desk write: opening, notes, ticks, finishing, review, void."""
