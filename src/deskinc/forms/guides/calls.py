"""Whom to call, from what severity on and how soon; the site writes the numbers to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call from severity ``code`` on, within ``minutes`` of its holding.

    ``note`` is what whoever calls has to know before, ``number`` what the site has
    written to it.
    """

    who: str
    code: str
    minutes: int
    note: str = ""
    number: str = ""


LEAD, MANAGER = N_("Shift lead"), N_("Facilities manager")
SERVICES, POLICE, BRIGADE = N_("Emergency services"), N_("Police"), N_("Fire brigade")
AMBULANCE, ENGINEER, INSURER = N_("Ambulance"), N_("Alarm engineer"), N_("Insurer")
LIFT_FIRM = N_("Lift firm")
ASKED = N_("Somebody trained calls, and only as the person wishes.")

REACHED = frozenset({POLICE, BRIGADE, AMBULANCE})
"""Whom the call to the emergency services reaches: where that one is due, not called twice."""

PUBLIC = REACHED | {SERVICES}
"""Who is called by the emergency number of the country where the site has no other."""

FILLED: Mapping[str, str] = {
    POLICE: "police_called", BRIGADE: "fire_called", AMBULANCE: "ambulance_called",
    LIFT_FIRM: "contractor_called",
}  # fmt: skip
"""By who is reached: the moment of the incident that says so."""

EVERYWHERE = (
    Call(SERVICES, "critical", 0),
    Call(LEAD, "critical", 5),
    Call(LEAD, "high", 15),
    Call(LEAD, "medium", 60),
    Call(MANAGER, "critical", 15),
    Call(MANAGER, "high", 60),
    Call(INSURER, "critical", 1440),
)
"""What holds for every category; of two for the same one the graver counts from its severity on."""

BESIDES: Mapping[str, tuple[Call, ...]] = {
    "access.break_in": (Call(POLICE, "low", 5),),
    "theft": (Call(POLICE, "medium", 60),),
    "theft.burglary": (Call(POLICE, "low", 5),),
    "theft.key_missing": (),
    "damage.vandalism": (Call(POLICE, "medium", 60),),
    "violence": (Call(POLICE, "high", 5),),
    "violence.sexual_offence": (Call(N_("Support service"), "low", 60, ASKED),),
    "injury": (Call(N_("First aider"), "low", 5), Call(AMBULANCE, "high", 5)),
    "injury.cardiac": (Call(N_("First aider"), "low", 5), Call(AMBULANCE, "low", 0)),
    "fire": (Call(ENGINEER, "low", 60),),
    "fire.fire": (Call(BRIGADE, "low", 0), Call(ENGINEER, "low", 60)),
    "fire.alarm_genuine": (Call(BRIGADE, "low", 0), Call(ENGINEER, "low", 60)),
    "fire.impairment": (Call(ENGINEER, "low", 60), Call(INSURER, "low", 1440)),
    "fire.exit_blocked": (),
    "fire.evacuation": (),
    "fire.drill": (),
    "threat": (Call(POLICE, "medium", 5),),
    "building": (Call(N_("Building services"), "low", 30),),
    "building.gas": (Call(N_("Gas emergency service"), "low", 0),),
    "building.lift_fault": (Call(LIFT_FIRM, "low", 30),),
    "building.lift_entrapment": (Call(LIFT_FIRM, "low", 5),),
    "building.it_phones": (Call(N_("IT service"), "low", 30),),
    "building.security_system": (Call(ENGINEER, "low", 60),),
    "alarm": (Call(N_("Key holder"), "medium", 15), Call(POLICE, "high", 5)),
    "alarm.panic": (Call(POLICE, "low", 0), Call(N_("Key holder"), "medium", 15)),
    "alarm.refuge": (Call(N_("Key holder"), "medium", 15),),
    "vehicle.theft": (Call(POLICE, "low", 60),),
    "people.lost_child": (Call(POLICE, "high", 15),),
    "people.missing_adult": (Call(POLICE, "high", 15),),
    "hazard.substance": (Call(BRIGADE, "high", 5),),
    "hazard.spill": (Call(N_("Cleaning"), "low", 15),),
    "hazard.ice": (Call(N_("Gritting service"), "low", 30),),
    "conduct.data_loss": (Call(N_("Data protection officer"), "low", 60),),
}  # fmt: skip
"""By category, else by family."""

SPARED: Mapping[str, frozenset[str]] = {
    "violence.sexual_offence": frozenset({SERVICES, INSURER}),
}
"""By category: who is not called although called everywhere.

Whether the police come to a sexual offence is for whom it happened to; the checklist says when it
is not.
"""
