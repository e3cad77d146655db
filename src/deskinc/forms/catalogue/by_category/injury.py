"""Injuries: the slip, trip or fall, and what is asked of each person who was hurt."""

from deskinc.forms.fields import Choice, Flag, Moment, Number, Option, Point, Rows, Text
from deskinc.forms.form import Section
from deskinc.forms.restricting import INJURY
from deskinc.i18n import N_

_SLIP = ("category", "injury.slip", "injury.fall_height")

FLOORS = (
    Option("dry", N_("Dry")),
    Option("wet", N_("Wet")),
    Option("contaminated", N_("Contaminated")),
    Option("icy", N_("Icy")),
)

STATUS = (
    Option("employee", N_("Employee")),
    Option("contractor", N_("Contractor")),
    Option("visitor", N_("Visitor")),
    Option("tenant", N_("Tenant")),
    Option("public", N_("Member of the public")),
)

SEXES = (
    Option("female", N_("Female")),
    Option("male", N_("Male")),
    Option("other", N_("Other")),
    Option("not_said", N_("Not said")),
)

ACCIDENTS = (
    Option("machinery", N_("Contact with moving machinery")),
    Option("object", N_("Hit by a moving, flying or falling object")),
    Option("vehicle", N_("Hit by a moving vehicle")),
    Option("fixed", N_("Hit something fixed or stationary")),
    Option("handling", N_("Handling, lifting or carrying")),
    Option("slip", N_("Slip, trip or fall on the same level")),
    Option("height", N_("Fall from a height")),
    Option("collapse", N_("Trapped by something collapsing")),
    Option("drowned", N_("Drowned or asphyxiated")),
    Option("substance", N_("Exposed to a harmful substance")),
    Option("fire", N_("Exposed to fire")),
    Option("explosion", N_("Exposed to an explosion")),
    Option("electricity", N_("Contact with electricity")),
    Option("animal", N_("Injured by an animal")),
    Option("assault", N_("Physically assaulted")),
    Option("other", N_("Another kind of accident")),
)
"""The kinds of accident of the British form F2508."""

SPECIFIED = (
    Option("none", N_("None of these")),
    Option("fracture", N_("Fracture, not of finger, thumb or toe")),
    Option("amputation", N_("Amputation")),
    Option("sight", N_("Loss or reduction of sight")),
    Option("crush", N_("Crushed, with damage to brain or inner organs")),
    Option("burn", N_("Serious burn, over a tenth of the body")),
    Option("scalping", N_("Scalping")),
    Option("unconscious", N_("Unconscious from a head injury or lack of air")),
    Option("enclosed", N_("From work in an enclosed space")),
)
"""The specified injuries of RIDDOR 2013, regulation 4."""

OUTCOMES = (
    Option("none", N_("No treatment")),
    Option("first_aid", N_("First aid only")),
    Option("medical", N_("Medical treatment")),
    Option("restricted", N_("Restricted work or another job")),
    Option("away", N_("Days away from work")),
    Option("death", N_("Death")),
)

SIDES = (
    Option("left", N_("Left")),
    Option("right", N_("Right")),
    Option("both", N_("Both")),
    Option("middle", N_("Middle")),
)

SLIP = Section(
    N_("Slip, trip or fall"),
    (
        Text("surface", N_("Surface and floor finish"), when=_SLIP, limit=500),
        Choice("floor_state", N_("Floor"), unknown=True, when=_SLIP, options=FLOORS),
        Text("contaminant", N_("With what, from where, for how long"), unknown=True, when=_SLIP,
             limit=1000),
        Text("signs", N_("Mats, signs, barriers"), when=_SLIP, limit=1000),
        Moment("signs_placed", N_("Signs placed"), unknown=True, when=_SLIP),
        Text("lighting", N_("Lighting"), when=_SLIP, limit=500),
        Text("steps", N_("Steps, slope, handrail"), when=_SLIP, limit=500),
        Text("footwear", N_("Footwear, glasses, carrying"), unknown=True, when=_SLIP, limit=500),
        Text("walking_aid", N_("Phone in hand, walking aid"), when=_SLIP, limit=500),
        Text("made_safe", N_("Made safe by, when"), when=_SLIP, limit=500),
        Text("defects_before", N_("Defects known before"), when=_SLIP, limit=1000),
        Text("claims_before", N_("Earlier claims at this spot"), when=_SLIP, limit=500),
        Number("height", N_("Height of the fall"), when=("category", "injury.fall_height"), low=0,
               unit=N_("centimetres")),
    ),
)  # fmt: skip

INJURED = Section(
    N_("Injured people"),
    (
        Rows("injured", N_("Injured people"), restricted=INJURY, fields=(
            Text("name", N_("Name"), required=True, unknown=True, limit=200),
            Text("address", N_("Address"), unknown=True, limit=500),
            Text("phone", N_("Phone"), unknown=True, limit=100),
            Text("born", N_("Date of birth or age"), unknown=True, limit=100),
            Choice("sex", N_("Sex"), unknown=True, options=SEXES),
            Choice("status", N_("Status"), required=True, options=STATUS),
            Text("employer", N_("Employer"), unknown=True, limit=200),
            Text("occupation", N_("Occupation"), unknown=True, limit=200),
            Text("doing", N_("Doing what just before"), unknown=True, limit=1000),
            Text("own_words", N_("How it happened, in the person’s words"), multiline=True),
            Choice("accident", N_("Kind of accident"), options=ACCIDENTS),
            Text("nature", N_("Nature of the injury"), unknown=True, limit=500),
            Choice("specified", N_("Specified injury"), options=SPECIFIED),
            Flag("conscious", N_("Conscious?")),
            Text("harmed_by", N_("Object or substance that harmed"), unknown=True, limit=500),
            Text("first_aid", N_("First aid: by whom, what, when"), limit=1000),
            Text("ambulance", N_("Ambulance, hospital"), limit=500),
            Flag("taken", N_("Taken there straight from the scene?")),
            Text("refused", N_("Treatment refused: which, words used"), limit=1000),
            Text("left", N_("Left how, when"), limit=500),
            Choice("outcome", N_("Outcome"), options=OUTCOMES),
            Number("days_away", N_("Days away from work"), low=0),
            Number("days_restricted", N_("Days of restricted work"), low=0),
            Flag("consent", N_("May a safety representative be told?"),
                 help=N_("Asked of the injured person; without a yes they are not.")),
        )),
        Rows("wounds", N_("Where on the body"), restricted=INJURY, fields=(
            Text("name", N_("Who"), limit=200),
            Text("part", N_("Part of the body"), required=True, limit=200),
            Choice("side", N_("Side"), options=SIDES),
            Point("point", N_("On the drawing"), body=True),
            Text("wound", N_("Injury there"), limit=500),
        )),
    ),
)  # fmt: skip
"""One card for each person; each is individually confidential (BI 510, the accident book)."""
