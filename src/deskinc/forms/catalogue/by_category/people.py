"""Lost children and missing people, near misses, complaints."""

from deskinc.forms.fields import Choice, Flag, Moment, Option, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_MISSING = ("category", "people.lost_child", "people.missing_adult")
_NEAR_MISS = ("category", "hazard")
_COMPLAINT = ("category", "conduct.complaint", "conduct.officer")

CHANCES = (
    Option("rare", N_("Rare")),
    Option("unlikely", N_("Unlikely")),
    Option("possible", N_("Possible")),
    Option("likely", N_("Likely")),
)

HARMS = (
    Option("none", N_("No harm")),
    Option("minor", N_("Minor injury")),
    Option("serious", N_("Serious injury")),
    Option("fatal", N_("Death")),
)

MISSING = Section(
    N_("Missing person"),
    (
        Moment("missing_seen", N_("Last seen"), unknown=True, when=_MISSING),
        Text("missing_where", N_("Last seen where, with whom"), unknown=True, when=_MISSING,
             limit=500),
        Flag("abduction", N_("Any sign of abduction?"), when=_MISSING),
        Text("exits_watched", N_("Exits watched by"), when=_MISSING, limit=500),
        Text("zones_searched", N_("Searched where, by whom"), when=_MISSING, multiline=True),
        Moment("missing_found", N_("Found"), unknown=True, when=_MISSING),
        Text("missing_found_by", N_("Found where, by whom"), when=_MISSING, limit=500),
        Text("stayed_with", N_("Who stayed with the person"), when=_MISSING, limit=500,
             help=N_("Two of staff, in a public place.")),
        Text("identity_checked", N_("How identity and relationship were checked"), when=_MISSING,
             limit=500),
        Moment("reunited", N_("Reunited"), unknown=True, when=_MISSING),
    ),
)  # fmt: skip

NEAR_MISS = Section(
    N_("Near miss or hazard"),
    (
        Text("could_have", N_("What could have happened"), when=_NEAR_MISS, limit=2000),
        Choice("chance", N_("How likely again"), when=_NEAR_MISS, options=CHANCES),
        Choice("worst", N_("Worst that could follow"), when=_NEAR_MISS, options=HARMS),
        Text("hazard_removed", N_("Made safe by, when"), when=_NEAR_MISS, limit=500),
    ),
)

COMPLAINT = Section(
    N_("Complaint"),
    (
        Text("complainant", N_("Who complains, contact"), unknown=True, when=_COMPLAINT,
             limit=500),
        Text("complaint_about", N_("About whom or what"), when=_COMPLAINT, limit=500),
        Text("complaint_wish", N_("What they ask for"), when=_COMPLAINT, limit=1000),
        Text("complaint_answer", N_("Answered how, by whom"), when=_COMPLAINT, limit=2000),
        Moment("complaint_answered", N_("Answered"), unknown=True, when=_COMPLAINT),
    ),
)  # fmt: skip
