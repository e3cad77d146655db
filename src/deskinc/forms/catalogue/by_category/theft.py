"""Theft, loss and damage."""

from deskinc.forms.fields import Flag, Moment, Money, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_THEFT = ("category", "theft", "vehicle.theft")
_DAMAGE = ("damage", "yes")

THEFT = Section(
    N_("Theft or loss"),
    (
        Moment("last_seen", N_("Last seen"), unknown=True, when=_THEFT),
        Text("last_seen_by", N_("Last seen by, where"), unknown=True, when=_THEFT, limit=500),
        Moment("found_missing", N_("Found missing"), unknown=True, when=_THEFT),
        Text("found_missing_by", N_("Found missing by"), when=_THEFT, limit=500),
        Text("secured_how", N_("How it was secured"), unknown=True, when=_THEFT, limit=1000),
        Text("forced_signs", N_("Way in, signs of force"), when=_THEFT, limit=1000),
        Text("alarm_state", N_("Alarm set or not, sounded or not"), when=_THEFT, limit=500),
        Flag("keys_accounted", N_("All keys accounted for?"), when=_THEFT),
        Text("recovered", N_("Recovered when, where"), when=_THEFT, limit=1000),
    ),
)

DAMAGE = Section(
    N_("Damage"),
    (
        Flag("damage", N_("Any damage?")),
        Text("damage_part", N_("What part, how far"), when=_DAMAGE, limit=2000),
        Text("damage_cause", N_("Cause, and who says so"), unknown=True, when=_DAMAGE, limit=1000),
        Money("repair_estimate", N_("Estimated repair"), unknown=True, when=_DAMAGE),
        Text("emergency_repair", N_("Emergency repair"), when=_DAMAGE, limit=1000),
        Money("emergency_cost", N_("Its cost"), unknown=True, when=_DAMAGE),
        Flag("photos_before", N_("Photos taken before the repair?"), when=_DAMAGE),
        Text("salvage", N_("Where the damaged part is kept"), when=_DAMAGE, limit=500),
    ),
)
