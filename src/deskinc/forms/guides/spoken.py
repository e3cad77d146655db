"""Words to read out, by family of categories: to people in the building, and to whoever asks.

They name no person, no cause and no blame; a site that wants others says its own.
"""

from collections.abc import Mapping

from deskinc.i18n import N_

_WAIT = N_("Please stay where you are. We are looking into it and will tell you more shortly.")
_NO_MORE = N_(
    "We are dealing with an incident. Nobody who is not needed can be let in. I can not say more "
    "now; please ask the management of the building."
)
_CLEAR = N_("The incident is over. You may go on as usual. Thank you for your patience.")
_LEAVE = N_(
    "Attention please. Leave the building by the nearest exit. Do not use the lifts. Do not stop "
    "for belongings. Go to the assembly point."
)
_STAY_IN = N_(
    "Attention please. Stay inside, keep away from windows and doors, and wait for the next "
    "announcement."
)
_SHUT_IN = N_(
    "We can hear you, and you are safe. Help has been called. Please do not force the doors. We "
    "stay on the line with you."
)
_SERVICE = N_(
    "A service of the building is out of order. People are working on it. We will tell you as "
    "soon as it is back."
)
_CHILD = N_("Would the family of a child that has lost its way please come to the reception desk.")
_ROOM = N_("Please make room for those who help, and keep this way free.")
_TEST = N_(
    "Attention please. The alarm that you heard was looked into. There is no danger. You may go "
    "on as usual."
)

SPOKEN: Mapping[str, tuple[str, ...]] = {
    "access": (_NO_MORE,),
    "theft": (_NO_MORE,),
    "damage": (_NO_MORE,),
    "violence": (_ROOM, _NO_MORE, _CLEAR),
    "injury": (_ROOM, _NO_MORE),
    "fire": (_LEAVE, _TEST, _NO_MORE, _CLEAR),
    "threat": (_WAIT, _LEAVE, _STAY_IN, _NO_MORE, _CLEAR),
    "building": (_SERVICE, _CLEAR),
    "building.gas": (_LEAVE, _NO_MORE, _CLEAR),
    "building.lift_entrapment": (_SHUT_IN, _SERVICE),
    "alarm": (_WAIT, _TEST),
    "people": (_WAIT, _NO_MORE),
    "people.lost_child": (_CHILD, _NO_MORE),
    "hazard": (_ROOM, _STAY_IN, _LEAVE, _CLEAR),
}
"""By category, else by family; where nothing is said there is nothing to read out."""


def spoken(code: str) -> tuple[str, ...]:
    """The words for a category, untranslated, in the order they are needed."""
    return SPOKEN.get(code) or SPOKEN.get(code.partition(".")[0], ())
