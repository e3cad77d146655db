"""An evacuation, an invacuation or a lockdown, real or as a drill (D27)."""

from deskinc.forms.fields import Choice, Flag, Moment, Number, Option, Rows, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_CLEARED = ("evacuated", "yes")

METHODS = (
    Option("full", N_("Everybody out")),
    Option("phased", N_("Floor by floor")),
    Option("invacuation", N_("Everybody in")),
    Option("lockdown", N_("Lockdown")),
)

EVACUATION = Section(
    N_("Evacuation"),
    (
        Flag("evacuated", N_("Evacuated?"), help=N_("Also for a lockdown.")),
        Choice("evac_method", N_("How"), when=_CLEARED, options=METHODS),
        Text("evac_trigger", N_("What led to it"), when=_CLEARED, limit=500),
        Text("evac_ordered_by", N_("Ordered by"), when=_CLEARED, limit=200),
        Moment("evac_alarm", N_("Alarm or announcement"), unknown=True, when=_CLEARED,
               precision="s"),
        Rows("floors", N_("Floors"), when=_CLEARED, fields=(
            Text("floor", N_("Floor"), required=True, limit=100),
            Text("warden", N_("Warden"), limit=200),
            Moment("clear", N_("Clear"), unknown=True),
            Text("source", N_("Known from"), limit=200,
                 help=N_("Radio, or the warden’s sheet.")),
        )),
        Moment("evac_clear", N_("Building clear"), unknown=True, when=_CLEARED, precision="s"),
        Number("staff_counted", N_("Staff counted"), when=_CLEARED, low=0),
        Number("visitors_counted", N_("Visitors counted"), when=_CLEARED, low=0),
        Number("contractors_counted", N_("Contractors counted"), when=_CLEARED, low=0),
        Text("evac_missing", N_("Missing"), when=_CLEARED, limit=2000),
        Text("assisted", N_("Helped out by plan (PEEP)"), when=_CLEARED, limit=1000),
        Text("lifts_state", N_("Lifts"), when=_CLEARED, limit=500),
        Text("exits_blocked", N_("Exits blocked"), when=_CLEARED, limit=500),
        Text("sounders", N_("Where sounders were not heard"), when=_CLEARED, limit=500),
        Text("assembly", N_("Assembly point"), when=_CLEARED, limit=200),
        Text("brigade_handover", N_("Told to the fire officer, when"), when=_CLEARED, limit=1000),
        Moment("reentry", N_("Back in"), unknown=True, when=_CLEARED),
        Text("reentry_by", N_("Back in on whose word"), when=_CLEARED, limit=200),
        Text("evac_problems", N_("What went wrong"), when=_CLEARED, multiline=True),
        Text("evac_lessons", N_("What was learned"), when=_CLEARED, multiline=True),
    ),
)  # fmt: skip
