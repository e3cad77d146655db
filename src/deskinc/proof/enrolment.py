"""Which key speaks for whom, and from which record to which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from deskinc.proof.canonical import CanonicalError, Json, b64, unb64
from deskinc.proof.document import DESK, Document, Head
from deskinc.proof.findings import Why
from deskinc.proof.keys import ED25519, key_id, public_key

ACTIVE = "active"

COUNTERSIGNERS = frozenset({"officer", "lead", "manager", "admin"})
"""Roles of which a countersigner holds one at that number."""

_ENROLLERS = frozenset({"admin"})
_SUSPENDERS = _ENROLLERS | {"lead"}
_ROLE = "roles/"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A key's range: it may sign records ``first`` to ``last`` (None: still open) as ``author``.

    ``author`` is the base64url id of the person's OFFICER thread, or ``desk`` for the site key.
    """

    author: str
    key: bytes
    public: bytes
    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """What the fold of an OFFICER thread says of signing: the key announced, state and roles."""

    thread: str
    signing_key: str | None = None
    state: str = ACTIVE
    roles: frozenset[str] = frozenset()


class Enrolments:
    """The fold of BOOK and OFFICER records over the chain so far."""

    def __init__(self, past: Iterable[Enrolment] = (), officers: Iterable[Officer] = ()) -> None:
        self._past: list[Enrolment] = []
        self._open: dict[bytes, Enrolment] = {}
        self._owners: dict[bytes, str] = {}
        self.officers = {officer.thread: officer for officer in officers}
        for enrolment in past:
            self._add(enrolment)

    def all(self) -> tuple[Enrolment, ...]:
        """Every enrolment there was, closed ones first."""
        return (*self._past, *self._open.values())

    def people(self) -> Mapping[str, bytes]:
        """The raw public keys of officers whose enrolment is open, by key id as base64url."""
        return {b64(e.key): e.public for e in self._open.values() if e.author != DESK}

    def site(self) -> bytes | None:
        """The site's raw public key, once record 1 has announced it."""
        return next((e.public for e in self._open.values() if e.author == DESK), None)

    def signer(self, key: bytes, author: str) -> Enrolment | Why:
        """The open enrolment of ``key`` (its id) for ``author``, or why there is none."""
        enrolment = self._open.get(key)
        if enrolment is None:
            return Why.CLOSED_KEY if key in self._owners else Why.NO_KEY
        return enrolment if enrolment.author == author else Why.OTHERS_KEY

    def of_person(self, key: bytes) -> Enrolment | None:
        """The enrolment of a person's ``key`` (its id), open or closed since; None for none."""
        author = self._owners.get(key, DESK)
        own = (e for e in self.all() if e.key == key and author != DESK)
        return next(own, None)

    def may_countersign(self, author: str) -> bool:
        """Whether that person, if known at all, holds a role that countersigns by now."""
        officer = self.officers.get(author)
        return officer is None or not COUNTERSIGNERS.isdisjoint(officer.roles)

    def said(self, n: int, author: str, thread: str, values: Mapping[str, Json]) -> Why | None:
        """Take in what ``author`` says of the officer ``thread``, unless that is not his to say.

        Roles and another’s key are an administrator’s to give, the state also a shift lead’s.
        """
        allowed = self._may_say(author, thread, values)
        return self.fold(n, thread, values) if allowed else Why.ENROLLED_UNALLOWED

    def _may_say(self, author: str, thread: str, values: Mapping[str, Json]) -> bool:
        officer = self.officers.get(author)
        roles = any(name.startswith(_ROLE) for name in values)
        key = "signing_key" in values and author != thread
        if officer is None:
            return True
        if roles or key:
            return not _ENROLLERS.isdisjoint(officer.roles)
        return "state" not in values or not _SUSPENDERS.isdisjoint(officer.roles)

    def announce_site(self, n: int, value: Json) -> Why | None:
        """Take in the site key of record 1."""
        public = _public(value)
        return Why.KEY_SHAPE if public is None else self._enrol(n, DESK, public)

    def fold(self, n: int, thread: str, values: Mapping[str, Json]) -> Why | None:
        """Take in an OFFICER record: a field given replaces the one before, null clears it."""
        before = self.officers.get(thread, Officer(thread))
        after = before
        if "signing_key" in values:
            key = values["signing_key"]
            after = replace(after, signing_key=key if isinstance(key, str) else None)
        if "state" in values:
            after = replace(after, state=_code(values["state"]))
        after = replace(after, roles=_roles(before.roles, values))
        self.officers[thread] = after
        public = _public(after.signing_key) if after.state == ACTIVE else None
        self._close(n, thread, unless=public)
        if after.signing_key is not None and _public(after.signing_key) is None:
            return Why.KEY_SHAPE
        return None if public is None else self._enrol(n, thread, public)

    def _enrol(self, n: int, author: str, public: bytes) -> Why | None:
        key = key_id(ED25519, public)
        if self._owners.get(key, author) != author:
            return Why.SHARED_KEY
        if key not in self._open:
            self._add(Enrolment(author, key, public, n))
        return None

    def _close(self, n: int, author: str, unless: bytes | None) -> None:
        for key, enrolment in list(self._open.items()):
            if enrolment.author == author and enrolment.public != unless:
                self._past.append(replace(self._open.pop(key), last=n))

    def _add(self, enrolment: Enrolment) -> None:
        self._owners[enrolment.key] = enrolment.author
        if enrolment.last is None:
            self._open[enrolment.key] = enrolment
        else:
            self._past.append(enrolment)


def enrols_itself(head: Head, size: int) -> bool:
    """Whether this is the book's first officer, whom nobody is there to enrol."""
    return size == 1 and head.form == b"officer" and head.author == head.id == head.thread


def announces_itself(document: Document) -> bool:
    """The first record, and the first officer's, are signed by the key they announce."""
    if document.n == 1:
        return document.form == "book" and document.author == DESK
    own = document.id == document.thread and document.author == b64(document.id)
    return document.n == 2 and document.form == "officer" and own


def _roles(before: frozenset[str], values: Mapping[str, Json]) -> frozenset[str]:
    said = {name.removeprefix(_ROLE): v for name, v in values.items() if name.startswith(_ROLE)}
    return before - said.keys() | {role for role, held in said.items() if held is True}


def _code(value: Json) -> str:
    """The code of a choice; a state that is unknown or of another shape lets nobody sign."""
    return str(value.get("code", "")) if isinstance(value, dict) else "" if value else ACTIVE


def _public(value: Json) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        raw = unb64(value, 32)
        public_key(raw)
    except (CanonicalError, ValueError):
        return None
    return raw
