"""Records shown without the rest of their book: what can be judged of each, in their order."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias

from deskinc.proof import acts, allowed, note, retold, sheet, shown_acts
from deskinc.proof.canonical import Json, b64
from deskinc.proof.disclosure import Disclosure, NotADisclosure, parse
from deskinc.proof.document import (
    DESK,
    NO_LEAF,
    Altered,
    Document,
    Head,
    UnknownFormat,
    decode,
    read_head,
)
from deskinc.proof.enrolment import Enrolments, Said, announces_itself
from deskinc.proof.extract import Shown
from deskinc.proof.findings import Finding, Why
from deskinc.proof.keys import SIGNATURE_SIZE, verify_record
from deskinc.proof.merkle import root_before, verify_inclusion
from deskinc.proof.permits import WRITERS
from deskinc.proof.reasons import Reason
from deskinc.proof.rings import FORM as RINGS
from deskinc.proof.seal import Checkpoint
from deskinc.proof.standing import Standing
from deskinc.proof.state import Seen
from deskinc.proof.verify import FORMATS
from deskinc.proof.vouching import Vouching

Values: TypeAlias = tuple[tuple[str, Json], ...]
Reasons: TypeAlias = Iterator[Reason | Why]

_KEYS = frozenset({"signing_key", "state"})
_FOUNDING = frozenset({"site_key", "format"})
_TOLD = frozenset({"book", "officer", RINGS})
"""Forms that say whose keys there are: of one that withholds a value it is not known what else."""


class Records:
    """The records of one bundle; what an earlier one says of keys counts for the later ones."""

    def __init__(self, book: str, point: Checkpoint | None) -> None:
        self._book = book
        self._point = point
        self._epoch = 1
        self._last = (0, NO_LEAF)
        self._seen: dict[bytes, Seen] = {}
        self._ids: set[bytes] = set()
        self._threads: dict[str, bool] = {}
        self._withholding: set[str] = set()
        self.keys = Enrolments()
        self.names: dict[str, str] = {}
        self.vouching = Vouching()
        self._standing = Standing()
        self._pending = shown_acts.Pending()

    def left(self) -> Iterator[Finding]:
        """What the end leaves open: acts that nobody has countersigned."""
        yield from self._pending.left()

    def judge(self, one: Shown, reasons: list[Reason | Why]) -> tuple[Document | None, Values]:
        """The record as read (None if it cannot be) and the values that are its own.

        What is wrong with it is added to ``reasons``.
        """
        try:
            document, head = decode(one.doc), read_head(one.doc)
        except (UnknownFormat, Altered) as error:
            reasons.append(Why.FORMAT if isinstance(error, UnknownFormat) else Why.BYTES)
            return None, ()
        leaf = sha256(b"\0" + len(one.doc).to_bytes(8, "big") + one.doc + one.sig).digest()
        reasons += self._placed(one, document)
        reasons += self._proved(one, document, leaf)
        values = self._values(one, document, reasons)
        said = dict(values)
        lacks = self._lacks(document, said)
        itself = announces_itself(document) or sheet.alone(head, said)
        if itself:
            reasons += self._announce(document, said, leaf)
        reasons += self._whole(document, said)
        allowed = list(self._allowed(document, said))
        reasons += allowed
        reasons += self._signature(one, document)
        if document.form in shown_acts.JUDGED:
            reasons += shown_acts.judge(document, said, self._before(one, leaf), self.keys)
        amends = None if document.amends is None else b64(document.amends)
        reasons += note.judge(b64(document.id), amends, said, self.keys.of_person)
        refused = self._taken(document, head, said, leaf, itself=itself)
        reasons += refused
        self._remember(document, leaf, said, sound=not reasons)
        reasons += [] if allowed or refused else lacks
        return document, values

    def _taken(
        self, document: Document, head: Head, said: Mapping[str, Json], leaf: bytes, *, itself: bool
    ) -> list[Reason | Why]:
        """Take in what it says of keys and second signatures; why it does not count."""
        refused = list(self._countersign(head, said))
        signed = acts.act_of(said) if head.form == b"countersign" and not refused else None
        alone = self.keys.sheet_confirms(self._book, document.author, said)
        self._pending.passed(document, leaf, signed, alone=alone)
        if document.form in {"officer", sheet.FORM, RINGS} and not itself:
            refused += self._announce(document, said, leaf)
        if signed is not None:
            self._confirmed(document, signed)
        return refused

    def _placed(self, one: Shown, document: Document) -> Reasons:
        n, prev = self._last
        epoch = self._point.origin.rpartition("/")[2] if self._point else None
        self.keys.whole &= document.n == n + 1
        if document.n != one.n:
            yield Reason.NUMBER
        if b64(document.book) != self._book:
            yield Why.BOOK
        if document.epoch < self._epoch or (epoch and document.epoch > int(epoch)):
            yield Why.EPOCH
        if (document.n == 1) != (document.form == "book"):
            yield Why.SECOND_BOOK if document.form == "book" else Why.FIRST
        if document.n == n + 1 and document.prev != prev:
            yield Why.PREV
        if document.id in self._ids:
            yield Why.ID
        if foreign := acts.personal(document.form, document.author, b64(document.thread)):
            yield foreign

    def _before(self, one: Shown, leaf: bytes) -> bytes | None:
        """The root of the tree before the record; None where the record is not proved."""
        point, place = self._point, one.n - 1
        if point is None or one.path is None:
            return None
        proved = verify_inclusion(leaf, place, point.size, one.path, point.root)
        return root_before(place, point.size, one.path) if proved else None

    def _proved(self, one: Shown, document: Document, leaf: bytes) -> Reasons:
        point = self._point
        if point is None or one.path is None:
            yield Reason.UNPROVED
        elif not verify_inclusion(leaf, document.n - 1, point.size, one.path, point.root):
            yield Reason.INCLUSION

    def _values(self, one: Shown, document: Document, reasons: list[Reason | Why]) -> Values:
        left = set(document.values)
        values: dict[str, Json] = {}
        for raw in one.raws:
            found = _parsed(raw)
            if found is None:
                reasons.append(Why.DISCLOSURE)
            elif found.digest not in left:
                twice = found.digest in document.values
                reasons.append(Why.VALUE_TWICE if twice else Why.FOREIGN_VALUE)
            else:
                left.remove(found.digest)
                if found.name in values:
                    reasons.append(Why.FIELD_TWICE)
                values[found.name] = found.value
        self.keys.whole &= not left or document.form not in _TOLD
        return tuple(values.items())

    def _whole(self, document: Document, said: Mapping[str, Json]) -> Reasons:
        """Of what says whose keys these are, nothing that matters may be withheld."""
        shown = said.keys()
        if document.form == "book" and document.n == 1:
            if not shown >= _FOUNDING:
                yield Reason.FOUNDING_HIDDEN
            elif said["format"] not in FORMATS:
                yield Why.BOOK_FORMAT
        if document.form == "officer" and len(said) < len(document.values) and not shown >= _KEYS:
            yield Reason.OFFICER_HIDDEN

    def _allowed(self, document: Document, said: Mapping[str, Json]) -> Reasons:
        """Whether a role shown of the author allows it; what stood before may not be shown."""
        form, author = document.form, document.author
        unproved = author != DESK and not self._threads.get(author)
        if unproved or acts.personal(form, author, b64(document.thread)):
            return
        known = self.keys.officers.get(author)
        whole = len(said) == len(document.values)
        roles = None if known is None else known.roles
        why = allowed.refused(form, author, roles, said, whole=whole)
        if why is Why.ROLE and author in self._withholding:
            yield Reason.ROLE_HIDDEN
        elif why is not None:
            yield why
        opens = document.thread == document.id
        told = retold.again(form, said, document.nos, opens=opens, whole=whole)
        yield from filter(None, [told])
        if document.amends is not None and form in WRITERS:
            yield from filter(None, [allowed.replaces(author, said, whole=whole)])

    def _lacks(self, document: Document, said: Mapping[str, Json]) -> list[Why]:
        """Who signs what takes another one, by the enrolments shown; it counts all the same."""
        seen = self._seen.get(acts.act_of(said) or b"") if document.form == "countersign" else None
        why = self._standing.lacks(
            document.form, b64(document.thread), document.author, said, seen.form if seen else "",
            self.keys.officers,
        )  # fmt: skip
        return [] if why is None else [why]

    def _signature(self, one: Shown, document: Document) -> Reasons:
        if len(one.sig) != SIGNATURE_SIZE or not any(one.sig):
            yield Why.UNSIGNED
            return
        author = document.author
        signer = self.keys.signer(document.key, author)
        if author == DESK and self.keys.site() is None:
            yield Reason.FOUNDING
        elif author != DESK and author not in self._threads:
            yield Reason.ENROLMENT
        elif isinstance(signer, Why):
            yield signer
        elif not verify_record(signer.public, one.doc, one.sig):
            yield Why.SIGNATURE
        elif not self._threads.get(author, True):
            yield Reason.ENROLMENT_UNSOUND

    def _countersign(self, head: Head, said: Mapping[str, Json]) -> Reasons:
        if head.form == b"countersign":
            act = self._seen.get(acts.act_of(said) or b"")
            if act is None:
                yield Reason.ACT
            else:
                allowed = self.keys.may_countersign(head.author.decode(), act.form)
                hidden = not allowed and head.author.decode() in self._withholding
                if hidden:
                    yield Reason.ROLE_HIDDEN
                why = list(acts.countersign(head, act, allowed=allowed or hidden))
                yield from why
                if not why and not hidden and self.keys.ends_last(acts.act_of(said) or b""):
                    yield Why.LAST_ADMIN

    def _announce(self, document: Document, said: Mapping[str, Json], leaf: bytes = b"") -> Reasons:
        told = Said(
            document.n, document.author, b64(document.thread), said, leaf, document.at, self._book
        )
        refused: Reason | Why | None
        if document.form == "book":
            refused = self.keys.announce_site(told)
        elif document.form == RINGS:
            refused = self.keys.tell(told)
        elif document.author == DESK:
            return
        elif document.form == sheet.FORM:
            refused = self._shown(document, Why.SHEET_UNALLOWED, self.keys.new_sheet(told))
        else:
            if document.id == document.thread:
                self._threads.setdefault(told.thread, True)
            refused = self._told(document, told)
        if refused is not None:
            yield refused

    def _told(self, document: Document, said: Said) -> Reason | Why | None:
        """Take in what somebody says of an officer, if the roles shown of him allow it."""
        self.vouching.enrolled(said)
        if announces_itself(document):
            why = self.keys.fold(document.n, said.thread, said.values)
        else:
            why = self.keys.said(said)
        if why is None:
            self._standing.gave(said)
        return self._shown(document, Why.ENROLLED_UNALLOWED, why)

    def _shown(self, document: Document, unallowed: Why, why: Why | None) -> Reason | Why | None:
        """A role that is only withheld is no forgery."""
        hidden = why is unallowed and document.author in self._withholding
        return Reason.ROLE_HIDDEN if hidden else why

    def _confirmed(self, document: Document, act: bytes) -> None:
        """A countersignature holds: roles it confirms count, and whoever it is for is vouched."""
        thread, author = b64(document.thread), document.author
        if self._standing.stands(author, self.keys.officers):
            self.vouching.signed(thread, act, author)
        self._standing.signed(thread, act, author, self.keys.officers)
        self.keys.confirm(document.n, act)

    def _remember(
        self, document: Document, leaf: bytes, said: Mapping[str, Json], *, sound: bool
    ) -> None:
        thread = b64(document.thread)
        if document.form == "officer":
            if thread in self._threads and not sound:
                self._threads[thread] = False
            if len(said) < len(document.values):
                self._withholding.add(thread)
            if isinstance(name := said.get("name"), str):
                self.names[thread] = name
        self._last = (document.n, leaf)
        self._epoch = max(self._epoch, document.epoch)
        self._ids.add(document.id)
        self._seen[leaf] = Seen(
            document.n, document.form, document.thread, document.author, "line" in document.nos,
            amended=False,
        )  # fmt: skip


def _parsed(raw: bytes) -> Disclosure | None:
    try:
        return parse(raw)
    except NotADisclosure:
        return None
