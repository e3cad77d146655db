"""Whom to call, from what severity on and how soon; the site writes the numbers to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call from severity ``code`` on, within ``minutes`` of the opening."""

    who: str
    code: str
    minutes: int


LEAD, MANAGER = N_("Shift lead"), N_("Facilities manager")
SERVICES, POLICE, BRIGADE = N_("Emergency services"), N_("Police"), N_("Fire brigade")
AMBULANCE, ENGINEER, INSURER = N_("Ambulance"), N_("Alarm engineer"), N_("Insurer")

REACHED = frozenset({POLICE, BRIGADE, AMBULANCE})
"""Whom the call to the emergency services reaches: where that one is due, not called twice."""

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
    "violence.sexual_offence": (Call(N_("Support service"), "low", 60),),
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
    "building.lift_fault": (Call(N_("Lift firm"), "low", 30),),
    "building.lift_entrapment": (Call(N_("Lift firm"), "low", 5),),
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

SPARED: Mapping[str, frozenset[str]] = {"violence.sexual_offence": frozenset({INSURER})}
"""By category: who is not called although called everywhere."""
