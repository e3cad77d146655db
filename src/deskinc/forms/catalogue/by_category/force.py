"""Use of force; the report is due within 24 hours."""

from deskinc.forms.fields import Choice, Flag, Moment, Option, Text
from deskinc.forms.form import Section
from deskinc.forms.restricting import HEALTH
from deskinc.i18n import N_

_FORCE = ("force", "yes")

PLANNED = (
    Option("planned", N_("Planned")),
    Option("spontaneous", N_("Spontaneous")),
)

FORCE = Section(
    N_("Use of force"),
    (
        Text("force_authorised", N_("Authorised by"), when=_FORCE, limit=200),
        Choice("force_planned", N_("Planned or not"), when=_FORCE, options=PLANNED),
        Text("force_threat", N_("Behaviour met and threat perceived"), when=_FORCE,
             multiline=True, required=True),
        Text("force_calming", N_("Calming tried before"), when=_FORCE, multiline=True),
        Text("force_used", N_("What was done, by whom"), when=_FORCE, multiline=True,
             required=True, help=N_("Each technique, in the order it was used.")),
        Text("force_length", N_("For how long"), when=_FORCE, limit=200),
        Text("force_response", N_("How the person responded"), when=_FORCE, multiline=True),
        Text("force_positions", N_("Positions of those concerned"), when=_FORCE, limit=1000),
        Text("force_injuries", N_("Injuries, of both"), when=_FORCE, limit=2000,
             restricted=HEALTH),
        Text("force_medical", N_("Medical attention"), when=_FORCE, limit=1000,
             restricted=HEALTH),
        Flag("force_footage", N_("Body-worn camera running?"), when=_FORCE),
        Text("force_witnesses", N_("Who saw it"), when=_FORCE, limit=1000),
        Text("force_told", N_("Supervisor told"), when=_FORCE, limit=500),
        Moment("force_told_at", N_("Supervisor told at"), unknown=True, when=_FORCE),
        Flag("force_police", N_("Police told?"), when=_FORCE),
        Text("force_outcome", N_("Outcome of the review"), when=_FORCE, multiline=True),
    ),
)  # fmt: skip
