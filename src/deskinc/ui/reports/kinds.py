"""The kinds of paper that the Reports page offers."""

from dataclasses import dataclass

from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper in the list; ``act`` is what a role must allow for it to be offered."""

    key: str
    title: str
    note: str
    act: str = "read_book"


KINDS = (
    Kind("insurance", N_("Insurance report"), N_("one incident, for the insurer"), "report"),
    Kind("incident", N_("Incident report"), N_("all that is known of one incident"), "report"),
    Kind("handover", N_("Handover books"), N_("one for each change of shift")),
    Kind("day", N_("Day page"), N_("a day of the book, or some days"), "print_day"),
    Kind(
        "sheets", N_("Sheets to write on"), N_("for when the computer is down"), "write_occurrence"
    ),
    Kind("issued", N_("Issued papers"), N_("everything that left the book")),
)
