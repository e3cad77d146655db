"""Whether a role of its author, as of that record, allows what a record does."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from deskinc.proof.canonical import Json
from deskinc.proof.document import DESK
from deskinc.proof.findings import Why
from deskinc.proof.note import FIELD as NOTE
from deskinc.proof.permits import (
    BY_DESK,
    KINDS,
    LOWERS,
    ON_THE_SPOT,
    RANKS,
    SPOT_RANK,
    STATES,
    STRIKERS,
    UNSTRUCK,
    WRITERS,
)
from deskinc.proof.state import Seen

INCIDENT = "incident"
IMPORT, LINE, SHEET = "import", "occurrence", "sheet"
SEVERITY, STATE = "severity", "state"
MEASURE, RULE = "measure", "rule"
ENDS = frozenset({STATE, "declaration", "closed"})
"""What an incident says of itself once it is closed at once."""


def refused(
    form: str,
    author: str,
    roles: AbstractSet[str] | None,
    values: Mapping[str, Json],
    *,
    whole: bool = True,
) -> Why | None:
    """Why the author may not write that: ``roles`` are his by then, None where he is not known.

    Of ``values`` only those that are shown narrow it; ``whole``: they are all there are.
    """
    allowed = WRITERS.get(form)
    if allowed is None:
        return None
    if author == DESK and (form not in BY_DESK or not _by_rule(form, values, whole=whole)):
        return Why.ROLE_DESK
    if _strange(form, values):
        return Why.STATE
    if author == DESK:
        return None
    if roles is None:
        return None
    if form in KINDS:
        field, kinds = KINDS[form]
        allowed = kinds.get(code(values.get(field)), allowed)
    return Why.ROLE if allowed.isdisjoint(roles) else None


def _strange(form: str, values: Mapping[str, Json]) -> bool:
    """Whether it gives a state that nobody knows; none at all where one code narrows who may."""
    if form not in STATES or STATE not in values:
        return False
    said = values[STATE]
    return code(said) not in STATES[form] and (said is not None or form in KINDS)


def _by_rule(form: str, values: Mapping[str, Json], *, whole: bool) -> bool:
    """Whether the desk may say that of an action: it opens one that a rule asks for, as open."""
    if form != MEASURE:
        return True
    known = values if not whole else {STATE: None, RULE: None, **values}
    opens = code(known[STATE]) == "open" if STATE in known else True
    return opens and (RULE not in known or bool(known[RULE]))


def copies(form: str, author: str, values: Mapping[str, Json], first: Seen | None) -> Why | None:
    """Why a new line may not say that it was copied from a sheet: nobody who may copied it.

    ``first`` is the record that its batch names: the author’s own ``import``.
    """
    if form != LINE or SHEET not in values:
        return None
    good = first is not None and (first.form, first.author) == (IMPORT, author)
    return None if good else Why.COPIED


def strikes(author: str, roles: AbstractSet[str] | None, struck: Seen | None) -> Why | None:
    """Why the author may not strike that record: a line anybody may who strikes at all.

    Of any other record he must be one who writes such; of a hold, one who releases it. What ends
    by its own thread nobody strikes.
    """
    if struck is not None and struck.form in UNSTRUCK:
        return Why.STRIKE_ENDS
    if author == DESK or roles is None or struck is None or struck.line:
        return None
    allowed = STRIKERS.get(struck.form, WRITERS.get(struck.form))
    return Why.ROLE if allowed is not None and allowed.isdisjoint(roles) else None


def replaces(author: str, values: Mapping[str, Json], *, whole: bool) -> Why | None:
    """Why the author may not replace a record: the desk does so only for who signed a note.

    ``whole``: all values of the record are shown.
    """
    alone = author == DESK and whole and NOTE not in values
    return Why.ROLE_DESK if alone else None


def lowers(before: int, values: Mapping[str, Json], roles: AbstractSet[str] | None) -> Why | None:
    """Why the author may not give an incident a lower severity than that of rank ``before``."""
    if SEVERITY not in values or roles is None or not LOWERS.isdisjoint(roles):
        return None
    return Why.ROLE_LOWERED if rank(values[SEVERITY]) < before else None


def spots(before: int, values: Mapping[str, Json], *, drill: bool) -> Why | None:
    """Why an incident is not dealt with on the spot: it is graver than that (``before``, or now).

    No exercise (``drill``) is: a lead reads each. One of which no severity is known is not judged.
    """
    if code(values.get(STATE)) != ON_THE_SPOT:
        return None
    if drill:
        return Why.SPOT_DRILL
    now = rank(values[SEVERITY]) if SEVERITY in values else before
    return Why.SPOT_GRAVE if now > SPOT_RANK else None


def left_out(
    before: int, values: Mapping[str, Json], roles: AbstractSet[str] | None, *, drill: bool
) -> AbstractSet[str]:
    """The fields of what is said of an incident that do not count, though its author may say more.

    ``before`` is the rank of its severity until then; ``drill``: it is an exercise.
    """
    lowered = lowers(before, values, roles) is not None
    said = {k: v for k, v in values.items() if not (lowered and k == SEVERITY)}
    gone = {SEVERITY} if lowered else set[str]()
    return gone | ENDS if spots(before, said, drill=drill) is not None else gone


def rank(severity: Json) -> int:
    """Where a severity stands among the others; 0 for none, or one that nobody knows."""
    return RANKS.get(code(severity), 0)


def code(value: Json) -> str:
    """The code of a choice; nothing for any other shape."""
    return str(value.get("code", "")) if isinstance(value, dict) else ""
