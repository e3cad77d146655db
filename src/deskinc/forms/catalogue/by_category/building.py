"""Supplies that fail, and people shut in a lift."""

from deskinc.forms.fields import Flag, Moment, Number, Text
from deskinc.forms.form import Section
from deskinc.forms.restricting import HEALTH
from deskinc.i18n import N_

_LIFT = ("category", "building.lift_entrapment")
_SUPPLY = (
    "category", "building.power", "building.water", "building.gas", "building.hvac",
    "building.it_phones", "building.security_system", "building.structure",
)  # fmt: skip

LIFT = Section(
    N_("Lift entrapment"),
    (
        Text("lift_car", N_("Lift and floor"), when=_LIFT, limit=200),
        Number("lift_people", N_("How many inside"), when=_LIFT, low=0),
        Text(
            "lift_condition",
            N_("Condition of those inside"),
            when=_LIFT,
            limit=1000,
            restricted=HEALTH,
        ),
        Flag("distressed", N_("Anybody distressed or unwell?"), when=_LIFT),
        Moment("contractor_called", N_("Contractor called"), unknown=True, when=_LIFT),
        Text("contractor_reference", N_("Contractor, reference"), when=_LIFT, limit=200),
        Moment("contractor_due", N_("Contractor expected"), unknown=True, when=_LIFT),
        Moment("contractor_arrived", N_("Contractor arrived"), unknown=True, when=_LIFT),
        Moment("released", N_("Released"), unknown=True, when=_LIFT),
        Text("released_by", N_("Released by"), when=_LIFT, limit=500),
        Flag("out_of_use", N_("Lift taken out of use?"), when=_LIFT),
    ),
)

SUPPLY = Section(
    N_("Failure of a supply"),
    (
        Text("extent", N_("Which part of the building"), when=_SUPPLY, limit=1000),
        Text("isolated", N_("Isolated where, by whom"), when=_SUPPLY, limit=500),
        Text("supplier", N_("Supplier called, reference"), when=_SUPPLY, limit=500),
        Moment("supplier_due", N_("Supplier expected"), unknown=True, when=_SUPPLY),
        Text("standby_power", N_("Standby power, batteries"), when=_SUPPLY, limit=500),
        Text("systems_state", N_("Doors, cameras, fire alarm meanwhile"), when=_SUPPLY,
             limit=1000),
        Text("people_affected", N_("People in lifts, dark stairs, lavatories"), when=_SUPPLY,
             limit=1000),
        Moment("restored", N_("Restored"), unknown=True, when=_SUPPLY),
        Text("restored_checks", N_("Checked after it came back"), when=_SUPPLY, limit=1000),
    ),
)  # fmt: skip
