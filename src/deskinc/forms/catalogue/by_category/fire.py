"""Fire and fire alarms."""

from deskinc.forms.fields import Choice, Moment, Option, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_FIRE = ("category", "fire")
_FALSE = ("category", "fire.alarm_false")

FALSE_ALARMS = (
    Option("equipment", N_("Equipment fault")),
    Option("malicious", N_("Malicious")),
    Option("good_intent", N_("Good intent or human error")),
    Option("environment", N_("Dust, steam, cooking, other activity")),
    Option("unknown", N_("Cause not found")),
)

FIRE = Section(
    N_("Fire and alarm"),
    (
        Text("activated_by", N_("Activated by"), when=_FIRE, limit=500),
        Text("investigated_by", N_("Investigated by"), when=_FIRE, limit=500),
        Text("found", N_("Found"), when=_FIRE, limit=2000),
        Choice("false_class", N_("False alarm by"), unknown=True, when=_FALSE,
               options=FALSE_ALARMS),
        Moment("silenced", N_("Silenced"), unknown=True, when=_FIRE),
        Text("silenced_by", N_("Silenced by"), when=_FIRE, limit=200),
        Moment("reset", N_("Reset"), unknown=True, when=_FIRE),
        Text("reset_by", N_("Reset by"), when=_FIRE, limit=200),
        Text("isolations", N_("Isolations"), when=_FIRE, limit=1000),
        Text("engineer", N_("Engineer"), when=_FIRE, limit=500),
        Text("remedy", N_("What the engineer did"), when=_FIRE, limit=1000),
    ),
)  # fmt: skip
