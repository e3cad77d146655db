"""What the desk is told of a category before the site has said anything of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from deskinc.forms import taxonomy
from deskinc.forms.guides.calls import BESIDES, EVERYWHERE, REACHED, SERVICES, SPARED, Call
from deskinc.forms.guides.checklists import CHECKLISTS
from deskinc.forms.guides.criteria import CRITERIA
from deskinc.forms.guides.spoken import SPOKEN, spoken
from deskinc.forms.guides.words import Spoken
from deskinc.i18n import N_

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Guide:
    """Of one category: severity at first, when it is an incident, what to do, whom to call."""

    category: str
    severity: str
    criteria: str
    steps: tuple[str, ...]
    calls: tuple[Call, ...]
    words: tuple[Spoken, ...]


def guide(code: str) -> Guide:
    """The guide of a category as it ships; KeyError for a category nobody declared.

    Texts are those of the catalogue: untranslated, with ``{emergency}`` for the number to call.
    """
    family = family_of(code)
    spared = SPARED.get(code, frozenset())
    calls = (call for call in (*_either(BESIDES, code), *EVERYWHERE) if call.who not in spared)
    return Guide(
        code, taxonomy.starting_severity(code).code, CRITERIA[code],
        CHECKLISTS.get(code) or CHECKLISTS[family], tuple(calls), _words(code),
    )  # fmt: skip


def of_family(family: str) -> Guide:
    """What the categories of a family share that have nothing of their own; KeyError without one.

    A family has neither severity nor criteria: each category has its own.
    """
    calls = (*BESIDES.get(family, ()), *EVERYWHERE)
    return Guide(family, "", "", CHECKLISTS[family], calls, _words(family))


def family_of(code: str) -> str:
    """The family of a category."""
    return code.partition(".")[0]


def own(code: str) -> frozenset[str]:
    """Which of ``steps``, ``calls``, ``words`` ship for this category alone.

    What is said of its family does not touch them: a lift that traps people is no broken lift.
    """
    there = {
        "steps": code in CHECKLISTS,
        "calls": code in BESIDES or code in SPARED,
        "words": code in SPOKEN,
    }
    return frozenset(name for name, has in there.items() if has)


def _words(code: str) -> tuple[Spoken, ...]:
    return tuple(Spoken(N_("To read out"), words) for words in spoken(code))


def _either(given: Mapping[str, tuple[Item, ...]], code: str) -> tuple[Item, ...]:
    """What a category has of its own, else its family."""
    return given[code] if code in given else given.get(family_of(code), ())


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
