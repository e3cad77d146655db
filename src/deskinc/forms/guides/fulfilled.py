"""Steps of the checklists that another act does: who calls or sends does not tick besides."""

from collections.abc import Mapping

from deskinc.forms.guides.calls import ENGINEER, LIFT_FIRM, MANAGER, PUBLIC, SERVICES
from deskinc.i18n import N_

_POLICE = frozenset({N_("Police"), SERVICES})

CALLED: Mapping[str, frozenset[str]] = {
    N_("Call {emergency}."): PUBLIC,
    N_("Call {emergency} from outside that distance."): PUBLIC,
    N_("Call {emergency}, away from the room."): PUBLIC,
    N_("Call {emergency} as soon as you can safely: where, who, what weapon."): PUBLIC,
    N_("Call {emergency}: how high, onto what, conscious and breathing?"): PUBLIC,
    N_("Call {emergency}: what, where, how much, who was touched by it."): PUBLIC,
    N_("Call the police, and note their reference."): _POLICE,
    N_("Call the police, and note their reference; somebody inside or seen: {emergency}."): _POLICE,
    N_("Call the police on {emergency} at once: hold-up alarm, where, what is seen."): _POLICE,
    N_("Call the police; danger to people: {emergency}."): _POLICE,
    N_("Call the police after 15 minutes, at once on any sign of abduction."): _POLICE,
    N_("Tell the police, and note their reference."): _POLICE,
    N_("Call the lift firm: time called, time promised."): frozenset({LIFT_FIRM}),
    N_("Call the key holder."): frozenset({N_("Key holder")}),
    N_("Call the engineer where a device failed."): frozenset({ENGINEER}),
    N_("Tell the manager."): frozenset({MANAGER}),
}
"""By the words of a step: who, once reached, fulfils it."""

SENT = frozenset({
    N_("Send somebody with a radio, two if there are two; nobody goes alone into smoke."),
    N_("Send two, or one with the other on the radio."),
})  # fmt: skip
"""Steps that sending somebody fulfils."""
