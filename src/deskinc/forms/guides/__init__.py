"""What the desk is told of a category before the site has said anything of its own."""

from dataclasses import dataclass

from deskinc.forms import taxonomy
from deskinc.forms.guides.calls import BESIDES, EVERYWHERE, REACHED, SERVICES, SPARED, Call
from deskinc.forms.guides.checklists import CHECKLISTS
from deskinc.forms.guides.criteria import CRITERIA


@dataclass(frozen=True, slots=True)
class Guide:
    """Of one category: severity at first, when it is an incident, steps and calls, in order."""

    category: str
    severity: str
    criteria: str
    steps: tuple[str, ...]
    calls: tuple[Call, ...]


def guide(code: str) -> Guide:
    """The guide of a category as it ships; KeyError for a category nobody declared.

    Texts are those of the catalogue: untranslated, with ``{emergency}`` for the number to call.
    """
    family = code.partition(".")[0]
    besides = BESIDES[code] if code in BESIDES else BESIDES.get(family, ())
    spared = SPARED.get(code, frozenset())
    calls = tuple(call for call in (*besides, *EVERYWHERE) if call.who not in spared)
    return Guide(
        code, taxonomy.starting_severity(code).code, CRITERIA[code],
        CHECKLISTS.get(code) or CHECKLISTS[family], calls,
    )  # fmt: skip


def due(calls: tuple[Call, ...], severity: str) -> tuple[Call, ...]:
    """Whom to call at that severity: of several rows for one, the gravest that holds.

    Where the emergency services are called, nobody is called besides whom they bring.
    """
    rank = taxonomy.severity(severity).rank
    found: dict[str, Call] = {}
    for call in calls:
        given = taxonomy.severity(call.code).rank
        kept = found.get(call.who)
        if given <= rank and (kept is None or taxonomy.severity(kept.code).rank < given):
            found[call.who] = call
    if SERVICES in found:
        found = {who: call for who, call in found.items() if who not in REACHED}
    return tuple(sorted(found.values(), key=lambda call: call.minutes))
