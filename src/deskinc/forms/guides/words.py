"""Words to read out, or to hold the line with, until the site has written its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for one occasion, as they are read out."""

    title: str
    words: str


HOLDING = Spoken(
    N_("Press and passers-by"),
    N_(
        "There is an incident in the building, and we are dealing with it. I can say nothing "
        "more now. Please ask the management of the building."
    ),
)
_CALM = Spoken(
    N_("Announcement: stay where you are"),
    N_(
        "Your attention, please. We are looking into an alarm in this building. Please stay where "
        "you are and wait for the next announcement."
    ),
)
_LEAVE = Spoken(
    N_("Announcement: leave the building"),
    N_(
        "Your attention, please. Leave the building now by the nearest exit. Do not use the lifts. "
        "Go to the meeting point and stay there."
    ),
)
_CLEAR = Spoken(
    N_("Announcement: all clear"),
    N_("Your attention, please. The building is open again. Thank you for your help."),
)
_DRILL = Spoken(
    N_("Announcement: drill"),
    N_(
        "Your attention, please. This is a drill. A real alarm will be announced as one. Leave the "
        "building now by the nearest exit. Do not use the lifts."
    ),
)
_INSIDE = Spoken(
    N_("Announcement: stay inside"),
    N_(
        "Your attention, please. Stay inside, keep away from windows and doors, and wait for the "
        "next announcement."
    ),
)

EVERYWHERE = (HOLDING,)
"""What is there for every category."""

BESIDES: Mapping[str, tuple[Spoken, ...]] = {
    "fire": (_CALM, _LEAVE, _CLEAR),
    "fire.drill": (_DRILL, _CLEAR),
    "fire.exit_blocked": (),
    "threat": (_LEAVE, _INSIDE, _CLEAR),
    "violence.weapon": (_INSIDE, _CLEAR),
    "building.gas": (_LEAVE, _CLEAR),
    "building.power": (
        Spoken(
            N_("Announcement: power failure"),
            N_(
                "Your attention, please. The power has failed. Please stay where you are; the "
                "emergency lights stay on. We will tell you more as soon as we can."
            ),
        ),
    ),
    "building.lift_entrapment": (
        Spoken(
            N_("To those in the lift"),
            N_(
                "We can hear you. You are safe, and there is enough air. Help is on its way. "
                "Please stay away from the doors. How many are you, and is anybody unwell?"
            ),
        ),
    ),
    "hazard.substance": (_LEAVE, _INSIDE, _CLEAR),
}  # fmt: skip
"""By category, else by family; read out before what is there for all."""
