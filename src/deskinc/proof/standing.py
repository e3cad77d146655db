"""Who stands as one of two: somebody else than whoever enrolled him has vouched for him.

Otherwise one person could enrol somebody who does not exist, and sign with him what takes two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from deskinc.proof.canonical import Json
from deskinc.proof.document import DESK
from deskinc.proof.findings import Why
from deskinc.proof.sheet import FIELD, FORM
from deskinc.proof.speaking import ACTIVE, LEAD, RELIEF, VOUCHERS, Officer, Said, waiting

TWO = frozenset({"erase", "restore", FORM})
"""Forms that take two, whatever they say."""

SIGNED = TWO | {"officer", "channel"}
"""Forms of acts that nobody countersigns who does not stand."""

_REVIEW, _OWN = "review", "own"
"""The form and field in which somebody reviews his own lines, for want of another shift lead."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody enrolled: who gave the key he has now, and whether somebody else vouched for it."""

    thread: str
    enroller: str
    roles: frozenset[str]
    vouched: bool
    active: bool


def standing(people: Sequence[Enrolled]) -> frozenset[str]:
    """Whose signature counts as one of two, of ``people`` in the order of enrolment.

    Whoever is not vouched for stands only where nobody was enrolled before him who stands, could
    vouch, and is not the one who enrolled him. Nobody who comes later takes that from him, or a
    newcomer whose friend vouched for him could shut everybody else out.
    """
    stands: set[str] = set()
    able: set[str] = set()
    for one in people:
        if one.active and (one.vouched or not able - {one.thread, one.enroller}):
            stands.add(one.thread)
            able |= {one.thread} if _gives(one) else set()
    return frozenset(stands)


def givers(people: Sequence[Enrolled], one: Enrolled) -> frozenset[str]:
    """Who may vouch for ``one`` now."""
    stands = standing(people)
    there = {each.thread for each in people if each.thread in stands and _gives(each)}
    return frozenset(there - {one.thread, one.enroller})


def _gives(one: Enrolled) -> bool:
    return one.active and not VOUCHERS.isdisjoint(one.roles)


@dataclass(frozen=True, slots=True)
class Given:
    """The newest key of a person: the record that gave it, its author, and if others vouched."""

    thread: str
    leaf: bytes
    enroller: str
    vouched: bool = False


class Standing:
    """Who stands as one of two, as records are taken in one after the other."""

    def __init__(self, given: Iterable[Given] = ()) -> None:
        self._given = {one.thread: one for one in given}

    def all(self) -> tuple[Given, ...]:
        """Everybody who was given a key, in the order of enrolment."""
        return tuple(self._given.values())

    def gave(self, said: Said) -> None:
        """An OFFICER record that counts: one with a key begins anew."""
        if "signing_key" in said.values:
            self._given[said.thread] = Given(said.thread, said.leaf, said.author)

    def signed(self, thread: str, act: bytes, author: str, officers: Mapping[str, Officer]) -> None:
        """A countersignature that holds: it vouches where its author stands himself."""
        one = self._given.get(thread)
        if one is not None and one.leaf == act and self.stands(author, officers):
            self._given[thread] = replace(one, vouched=True)

    def stands(self, who: str, officers: Mapping[str, Officer]) -> bool:
        """Whether that person stands by now, or nothing is known of him."""
        return who not in self._given or who in self._there(officers)

    def lacks(
        self, form: str, thread: str, author: str, values: Mapping[str, Json], act: str,
        officers: Mapping[str, Officer],
    ) -> Why | None:  # fmt: skip
        """What is wrong with who signs a record, though it counts all the same.

        ``act`` is the form of what it countersigns. It is asked before what the record says counts.
        """
        if author == DESK:
            return None
        if form == _REVIEW:
            leads = {who for who in self._there(officers) if LEAD in officers[who].roles}
            return Why.REVIEW_OWN if values.get(_OWN) is True and leads - {author} else None
        asked = takes_two(form, thread, values, officers.get(thread), act)
        return Why.UNVOUCHED if asked and not self.stands(author, officers) else None

    def _there(self, officers: Mapping[str, Officer]) -> frozenset[str]:
        """Everybody who is known to stand by now."""
        known = ((one, officers.get(one.thread, Officer(one.thread))) for one in self.all())
        return standing(
            [
                Enrolled(one.thread, one.enroller, is_.roles, one.vouched, is_.state == ACTIVE)
                for one, is_ in known
            ]
        )


def takes_two(
    form: str, thread: str, values: Mapping[str, Json], subject: Officer | None, act: str
) -> bool:
    """Whether a record is for one who stands: an act that takes two, an enrolment, or vouching.

    ``subject`` is the person of its ``thread``, ``act`` the form of what it countersigns. Whoever
    stands beside the recovery sheet is told by the sheet, a relief officer by whoever is on duty.
    """
    if form == "countersign":
        return act in SIGNED
    if FIELD in values:
        return False
    if form != "officer":
        return form in TWO
    relief = Said(0, "", thread, values).roles().get(RELIEF) or (
        subject is not None and subject.roles == {RELIEF}
    )
    return bool(waiting(values, subject)) or ("signing_key" in values and not relief)
