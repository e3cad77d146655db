"""Which key speaks for whom, and from which record to which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from deskinc.proof import sheet
from deskinc.proof.canonical import CanonicalError, Json, b64, unb64
from deskinc.proof.document import DESK, Document, Head
from deskinc.proof.findings import Why
from deskinc.proof.keys import ED25519, key_id, public_key
from deskinc.proof.rings import Rings
from deskinc.proof.speaking import (
    ACTIVE,
    ADMIN,
    COUNTERSIGNERS,
    RELIEF,
    VOUCHERS,
    Authorities,
    Officer,
    Said,
    closes_last,
    refused,
    state_of,
    waiting,
)

__all__ = [
    "ACTIVE", "COUNTERSIGNERS", "RELIEF", "VOUCHERS", "Authorities", "Change", "Enrolment",
    "Enrolments", "Officer", "Said", "announces_itself", "enrols_itself",
]  # fmt: skip


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
class Change:
    """What waits for a second person: ``values`` count once the act ``leaf`` is confirmed."""

    leaf: bytes
    author: str
    thread: str
    values: Mapping[str, Json]


class Enrolments:
    """The fold of BOOK and OFFICER records over the chain so far.

    ``whole`` is no longer true once records, or values of officers, were left out.
    """

    def __init__(
        self,
        past: Iterable[Enrolment] = (),
        officers: Iterable[Officer] = (),
        changes: Iterable[Change] = (),
        authorities: Authorities | None = None,
        rings: Rings | None = None,
    ) -> None:
        self._past: list[Enrolment] = []
        self._open: dict[bytes, Enrolment] = {}
        self._owners: dict[bytes, str] = {}
        self.officers = {officer.thread: officer for officer in officers}
        self.changes = {change.leaf: change for change in changes}
        self.authorities = authorities or Authorities()
        self.rings = rings or Rings()
        self.whole = True
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

    def may_countersign(self, author: str, form: str = "") -> bool:
        """Whether that person, if known at all, holds a role that countersigns such an act by now.

        A relief officer takes a shift over and countersigns nothing else; who vouches for an
        officer, or confirms his roles, is one of the :data:`VOUCHERS`.
        """
        officer = self.officers.get(author)
        allowed = VOUCHERS if form == "officer" else COUNTERSIGNERS
        allowed = allowed | {RELIEF} if form == "handover" else allowed
        return officer is None or not allowed.isdisjoint(officer.roles)

    def said(self, said: Said) -> Why | None:
        """Take in an OFFICER record, unless what it says is not its author’s to say."""
        by_sheet = sheet.FIELD in said.values
        why = self._by_sheet(said) if by_sheet else self._refused(said)
        if why is not None:
            return why
        values, subject = dict(said.values), self.officers.get(said.thread)
        held = frozenset[str]() if by_sheet else waiting(values, subject)
        if held:
            waits = {name: values.pop(name) for name in sorted(held)}
            self.changes[said.leaf] = Change(said.leaf, said.author, said.thread, waits)
        return self.fold(said.n, said.thread, values)

    def _refused(self, said: Said) -> Why | None:
        return refused(said, self.officers, self.authorities, whole=self.whole)

    def _by_sheet(self, said: Said) -> Why | None:
        public = _public(said.values.get("signing_key"))
        if public is None:
            return Why.KEY_SHAPE
        if key_id(ED25519, public) in self._owners:
            return Why.SHEET  # what was proved once is not proved again by repeating it
        return sheet.refused(said, self.officers, self.authorities.sheet, self.authorities)

    def sheet_confirms(self, book: str, author: str, values: Mapping[str, Json]) -> bool:
        """Whether the recovery sheet stands in for the second signature under a restore."""
        return sheet.confirms(book, author, values, self.officers, self.authorities.sheet)

    def new_sheet(self, said: Said) -> Why | None:
        """Take in another recovery sheet, which counts once a second person has signed it.

        Where nobody is there who could, it counts at once. The one before proves nothing any more.
        """
        officer, public = self.officers.get(said.author), _public(said.values.get(sheet.KEY))
        if self.authorities.thread not in {"", said.thread}:
            return Why.SHEET_THREAD
        if officer is None or ADMIN not in officer.roles:
            return Why.SHEET_UNALLOWED
        if public is None:
            return Why.KEY_SHAPE
        if sheet.witnesses(self.officers, said.author):
            waits = {sheet.KEY: said.values[sheet.KEY]}
            self.changes[said.leaf] = Change(said.leaf, said.author, said.thread, waits)
        else:
            self.authorities = replace(self.authorities, sheet=public)
        return None

    def ends_last(self, act: bytes) -> bool:
        """Whether that act, confirmed now, would leave nobody who administers: it counts for none.

        When it was written another did, whom a second act of that kind has ended since.
        """
        change = self.changes.get(act)
        if change is None or not self.whole:
            return False
        return closes_last(change.thread, change.values, self.officers)

    def confirm(self, n: int, act: bytes) -> bool:
        """Countersignature ``n`` holds, of the act of that leaf; whether something waited for it.

        That counts now.
        """
        change = self.changes.pop(act, None)
        if change is None:
            return False
        if sheet.KEY in change.values:
            public = _public(change.values[sheet.KEY]) or b""
            self.authorities = replace(self.authorities, sheet=public)
        else:
            self.fold(n, change.thread, change.values)
            self.rings.departures += "state" in change.values
        if restricted := change.values.get("restricted_key"):
            self.authorities = replace(self.authorities, restricted=str(restricted))
        return True

    def announce_site(self, said: Said) -> Why | None:
        """Take in the site key of record 1, and the authorities it names."""
        values = said.values
        self.authorities = Authorities(
            _der(values.get("ca")), _der(values.get("relief_ca")),
            _public(values.get("sheet_key")) or b"", said.thread,
            str(values.get("restricted_key") or ""),
        )  # fmt: skip
        self.rings.take(said.n, 0, values)
        public = _public(values.get("site_key"))
        return Why.KEY_SHAPE if public is None else self._enrol(said.n, DESK, public)

    def tell(self, said: Said) -> Why | None:
        """Take in what the desk tells of a shared key, in the thread of record 1.

        Anybody else tells nothing.
        """
        if said.author != DESK:
            return None
        if self.authorities.thread not in {"", said.thread}:
            return Why.OLDER_TOLD
        return self.rings.take(said.n, said.values.get("number"), said.values, whole=self.whole)

    def fold(self, n: int, thread: str, values: Mapping[str, Json]) -> Why | None:
        """Take in an OFFICER record: a field given replaces the one before, null clears it."""
        before = self.officers.get(thread, Officer(thread))
        after = before
        if "signing_key" in values:
            key = values["signing_key"]
            after = replace(after, signing_key=key if isinstance(key, str) else None)
        if "state" in values:
            after = replace(after, state=state_of(values["state"]))
        given = Said(n, "", thread, values).roles()
        after = replace(after, roles=_roles(before.roles, given))
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


def _roles(before: frozenset[str], said: Mapping[str, bool]) -> frozenset[str]:
    return before - said.keys() | {role for role, held in said.items() if held}


def _public(value: Json) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        raw = unb64(value, 32)
        public_key(raw)
    except (CanonicalError, ValueError):
        return None
    return raw


def _der(value: Json) -> bytes:
    try:
        return unb64(value) if isinstance(value, str) else b""
    except CanonicalError:
        return b""
