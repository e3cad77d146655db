"""What an incident of one kind asks besides: sections whose fields wait for their category."""

from deskinc.forms.fields import Choice, Flag, Moment, Option, Text
from deskinc.forms.form import Section
from deskinc.forms.restricting import HEALTH
from deskinc.i18n import N_

_ACCESS = ("category", "access")
_THEFT = ("category", "theft")
_FIRE = ("category", "fire")
_FALSE = ("category", "fire.alarm_false")
_SLIP = ("category", "injury.slip")
_LIFT = ("category", "building.lift_entrapment")
_FORCE = ("force", "yes")

ENTRY_METHODS = (
    Option("tailgate", N_("Followed somebody in")),
    Option("forced", N_("Forced")),
    Option("lent_pass", N_("Pass of somebody else")),
    Option("insecure", N_("Door or window not secured")),
    Option("other", N_("Other")),
)

FALSE_ALARMS = (
    Option("equipment", N_("Equipment fault")),
    Option("malicious", N_("Malicious")),
    Option("good_intent", N_("Good intent or human error")),
    Option("environment", N_("Dust, steam, cooking, other activity")),
    Option("unknown", N_("Cause not found")),
)

FLOORS = (
    Option("dry", N_("Dry")),
    Option("wet", N_("Wet")),
    Option("contaminated", N_("Contaminated")),
    Option("icy", N_("Icy")),
)

ACCESS = Section(
    N_("Unauthorised access"),
    (
        Text("entry_point", N_("Point of entry"), unknown=True, when=_ACCESS, limit=500),
        Choice("entry_method", N_("Method"), unknown=True, when=_ACCESS, options=ENTRY_METHODS),
        Text("challenge", N_("Challenge made"), when=_ACCESS, limit=2000,
             help=N_("The words used.")),
        Text("challenge_reply", N_("Reply"), when=_ACCESS, limit=2000),
        Text("escorted_by", N_("Escorted out by"), when=_ACCESS, limit=500),
        Flag("searched", N_("Area searched?"), when=_ACCESS),
        Text("door_state", N_("State of door and lock"), when=_ACCESS, limit=500),
    ),
)  # fmt: skip

THEFT = Section(
    N_("Theft or loss"),
    (
        Moment("last_seen", N_("Last seen"), unknown=True, when=_THEFT),
        Text("last_seen_by", N_("Last seen by, where"), unknown=True, when=_THEFT, limit=500),
        Text("secured_how", N_("How it was secured"), unknown=True, when=_THEFT, limit=1000),
        Text("forced_signs", N_("Signs of force"), when=_THEFT, limit=1000),
        Flag("keys_accounted", N_("All keys accounted for?"), when=_THEFT),
        Text("recovered", N_("Recovered when, where"), when=_THEFT, limit=1000),
    ),
)

FIRE = Section(
    N_("Fire and alarm"),
    (
        Text("panel", N_("Panel and zone"), when=_FIRE, limit=200),
        Text("device", N_("Device and its place"), when=_FIRE, limit=500),
        Text("investigated_by", N_("Investigated by"), when=_FIRE, limit=500),
        Text("found", N_("Found"), when=_FIRE, limit=2000),
        Choice("false_class", N_("False alarm by"), unknown=True, when=_FALSE,
               options=FALSE_ALARMS),
        Moment("silenced", N_("Silenced"), unknown=True, when=_FIRE),
        Moment("reset", N_("Reset"), unknown=True, when=_FIRE),
        Text("isolations", N_("Isolations"), when=_FIRE, limit=1000),
        Text("engineer", N_("Engineer"), when=_FIRE, limit=500),
    ),
)  # fmt: skip

SLIP = Section(
    N_("Slip, trip or fall"),
    (
        Text("surface", N_("Surface and floor finish"), when=_SLIP, limit=500),
        Choice("floor_state", N_("Floor"), unknown=True, when=_SLIP, options=FLOORS),
        Text("contaminant", N_("With what, from where, for how long"), unknown=True, when=_SLIP,
             limit=1000),
        Text("signs", N_("Mats, signs, barriers"), when=_SLIP, limit=1000),
        Text("footwear", N_("Footwear, glasses, carrying"), unknown=True, when=_SLIP, limit=500),
        Text("made_safe", N_("Made safe by, when"), when=_SLIP, limit=500),
    ),
)  # fmt: skip

LIFT = Section(
    N_("Lift entrapment"),
    (
        Text("lift_car", N_("Lift and floor"), when=_LIFT, limit=200),
        Text("lift_condition", N_("Condition of those inside"), when=_LIFT, limit=1000,
             restricted=HEALTH),
        Moment("contractor_called", N_("Contractor called"), unknown=True, when=_LIFT),
        Text("contractor_reference", N_("Contractor, reference"), when=_LIFT, limit=200),
        Moment("released", N_("Released"), unknown=True, when=_LIFT),
        Text("released_by", N_("Released by"), when=_LIFT, limit=500),
        Flag("out_of_use", N_("Lift taken out of use?"), when=_LIFT),
    ),
)  # fmt: skip

FORCE = Section(
    N_("Use of force"),
    (
        Text("force_threat", N_("Behaviour met and threat perceived"), when=_FORCE,
             multiline=True, required=True),
        Text("force_calming", N_("Calming tried before"), when=_FORCE, multiline=True),
        Text("force_used", N_("What was done, by whom, for how long"), when=_FORCE,
             multiline=True, required=True),
        Text("force_told", N_("Supervisor told, when"), when=_FORCE, limit=500),
    ),
)  # fmt: skip

BY_CATEGORY = (ACCESS, THEFT, FIRE, SLIP, LIFT, FORCE)
