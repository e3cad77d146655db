"""Steps of the checklists that are a call and nothing besides: who makes it does not tick, too.

A step that also says from where, on what condition or with what words is ticked by whoever did
all of it; so is one that sends somebody. ``tests/forms/guides/test_fulfilled.py`` judges each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.forms.guides.calls import MANAGER, POLICE, PUBLIC
from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to be reached; by the ``emergency`` number, or leaving a ``reference``."""

    who: frozenset[str]
    emergency: bool = False
    reference: bool = False


_POLICE = Asked(frozenset({POLICE}), reference=True)

CALLED: Mapping[str, Asked] = {
    N_("Call {emergency}."): Asked(PUBLIC, emergency=True),
    N_("Call the police, and note their reference."): _POLICE,
    N_("Tell the police, and note their reference."): _POLICE,
    N_("Call the key holder."): Asked(frozenset({N_("Key holder")})),
    N_("Tell the manager."): Asked(frozenset({MANAGER})),
}
"""By the words of a step: whose being reached is all that it asks."""
