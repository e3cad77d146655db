"""What the recovery sheet proves: that its words were at hand when something was done.

The words give an Ed25519 key of their own. It signs nobody's records; it signs one statement, who
is enrolled with which key and which roles, or which tree a restore goes on from. It stands in the
record as ``sheet``. Whoever has the database's key, and so the site's, has no part of it.
"""

from collections.abc import Mapping

from deskinc.proof.canonical import CanonicalError, Json, dumps, unb64
from deskinc.proof.document import Head
from deskinc.proof.findings import Why
from deskinc.proof.keys import SHEET, SIGNATURE_SIZE, verify
from deskinc.proof.speaking import (
    ACTIVE,
    ADMIN,
    COUNTERSIGNERS,
    LEAD,
    LEFT,
    RELIEF,
    Authorities,
    Officer,
    Said,
    certified,
    for_another,
    state_of,
)

FORM = "sheet"
"""The record by which an administrator announces a new sheet, which somebody else countersigns."""
KEY = "key"
"""The value of that record that is the key."""
FIELD = "sheet"
"""The value of an OFFICER record that holds the proof."""


def statement(book: str, thread: str, values: Mapping[str, Json]) -> bytes:
    """What the sheet's key signs: the person of ``thread``, his new key, and the roles given."""
    given = sorted(Said(0, "", thread, values).roles().items())
    roles: list[Json] = [role for role, held in given if held]
    return SHEET + dumps([book, thread, values.get("signing_key"), roles])


def seconds(officers: Mapping[str, Officer], thread: str) -> frozenset[str]:
    """Who may sign the enrolment of ``thread`` beside the sheet; nobody: it is enough alone.

    An administrator may; the sheet stands in for the one who is gone. Else a shift lead does, and
    where there is none, anybody who countersigns.
    """
    there = {
        one.thread: one.roles
        for one in officers.values()
        if one.state == ACTIVE and one.thread != thread and not COUNTERSIGNERS.isdisjoint(one.roles)
    }
    admins = {who for who, roles in there.items() if ADMIN in roles}
    others = there.keys() - admins
    leads = {who for who in others if LEAD in there[who]}
    if not others and thread not in officers and len(admins) <= 1:
        return frozenset()
    return frozenset(admins | (leads or others))


def witnesses(officers: Mapping[str, Officer], author: str) -> frozenset[str]:
    """Who signs beside ``author`` that another sheet is good; nobody: he is enough alone.

    Whoever was suspended counts too: he signs nothing, but one administrator alone suspends, and
    would be alone then. Only who has left, by two signatures, is gone.
    """
    return frozenset(
        one.thread
        for one in officers.values()
        if one.thread != author and one.state != LEFT and not COUNTERSIGNERS.isdisjoint(one.roles)
    )


def refused(
    said: Said, officers: Mapping[str, Officer], key: bytes, authorities: Authorities
) -> Why | None:
    """Why an enrolment by the sheet of raw public ``key`` does not hold; None if it does."""
    if not _proved(said, key):
        return Why.SHEET
    subject = officers.get(said.thread)
    relief = subject is not None and subject.roles == {RELIEF}
    strange = (
        relief
        or for_another(said)
        or not said.values.keys().isdisjoint({"relief_until", "restricted_key"})
        or said.roles().get(RELIEF)
    )
    if strange or state_of(said.values.get("state")) != ACTIVE:
        return Why.ENROLLED_UNALLOWED
    allowed = seconds(officers, said.thread)
    if said.author not in (allowed or {said.thread}):
        return Why.ENROLLED_UNALLOWED
    return certified(said, authorities.site)


def restored(book: str, values: Mapping[str, Json]) -> bytes:
    """What the sheet's key signs under a restore that nobody is there to confirm."""
    stated = (values.get(name) for name in ("epoch", "size", "root"))
    return SHEET + dumps([book, "restore", *stated])


def confirms(
    book: str, author: str, values: Mapping[str, Json], officers: Mapping[str, Officer], key: bytes
) -> bool:
    """Whether a restore needs no second signature: by the sheet, where nobody else could sign."""
    alone = author in officers and not seconds(officers, author)
    return alone and _signed(key, restored(book, values), values)


def is_alone(author: str, thread: str, values: Mapping[str, Json]) -> bool:
    """Whether an OFFICER record rests on the sheet alone: the new key signs for itself."""
    return author == thread and FIELD in values


def alone(head: Head, values: Mapping[str, Json]) -> bool:
    """The same of a record's head."""
    own = is_alone(head.author.decode(), head.thread.decode(), values)
    return own and head.form == b"officer"


def _proved(said: Said, key: bytes) -> bool:
    return _signed(key, statement(said.book, said.thread, said.values), said.values)


def _signed(key: bytes, stated: bytes, values: Mapping[str, Json]) -> bool:
    try:
        proof = unb64(str(values.get(FIELD)), SIGNATURE_SIZE)
    except CanonicalError:
        return False
    return bool(key) and verify(key, stated, proof)
