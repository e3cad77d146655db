"""Who is enrolled at this desk, as the register lists and as the records tell; and his keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.book import Reader
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Record, Signer
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.site import plain
from deskinc.errors import DeskError, NoSlot, NotOnDuty
from deskinc.forms import roles
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import chosen
from deskinc.i18n import _
from deskinc.proof import speaking
from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, key_id, public_raw
from deskinc.proof.sheet import FIELD as SHEET
from deskinc.proof.sheet import is_alone
from deskinc.proof.vouching import ENOUGH


@dataclass(frozen=True, slots=True)
class Officer:
    """A person enrolled at this desk.

    ``until`` is when a relief officer's work ends, None for anybody else; ``vouched`` how many
    people have vouched for the enrolment that stands; ``alone`` whether that one rests on the
    recovery sheet and nobody else.
    """

    thread: str
    name: str
    initials: str
    licence: str = ""
    roles: frozenset[str] = frozenset()
    until: datetime | None = None
    vouched: int = 0
    alone: bool = False

    @property
    def provisional(self) -> bool:
        """Whether too few have vouched for a relief officer, or for who came by the sheet."""
        relief = self.until is not None and self.vouched < ENOUGH
        return relief or (self.alone and not self.vouched)

    @property
    def printed(self) -> str:
        """The name as papers bear it."""
        return _("{name} (provisional)").format(name=self.name) if self.provisional else self.name

    def is_over(self, now: datetime) -> bool:
        """Whether a relief officer has worked as long as he may."""
        return self.until is not None and now >= self.until

    def may(self, act: str) -> bool:
        """Whether one of the officer's roles allows ``act`` (table in ``forms.roles``)."""
        return roles.may(self.roles, act)


def officer_from(row: PersonRow) -> Officer:
    """The officer of a row of the persons register."""
    ms = row.relief_until
    until = None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)
    vouched = sum(one is not None for one in (row.vouched, row.confirmed))
    return Officer(
        b64(row.thread), row.name or "", row.initials or "", row.licence or "", row.roles, until,
        vouched, bool(row.alone),
    )  # fmt: skip


def officer_told(thread: str, records: Sequence[Record]) -> Officer:
    """The officer as the records of his thread tell; one who is not active holds no role."""
    said = said_of(records)
    name, initials = plain(said.get("name")) or "?", plain(said.get("initials")) or "?"
    held = frozenset(chosen(said, "roles")) if is_active(said) else frozenset()
    until = moment_of(said.get("relief_until"))
    vouched, act = (len(vouchers(records)) if records else 0), enrolment_of(records)
    alone = act is not None and is_alone(act.author, thread, act.values)
    licence = plain(said.get("licence"))
    return Officer(thread, name, initials, licence, held, until, vouched, alone)


def said_of(records: Iterable[Record]) -> dict[str, Value]:
    """What stands of a person: the last of each field, what takes two once the second has signed.

    Asked for records that were read as they were signed.
    """
    said: dict[str, Value] = {}
    for _record, values in counting(records):
        said |= values
    return {name: value for name, value in said.items() if value is not None}


def counting(records: Iterable[Record]) -> Iterator[tuple[Record, dict[str, Value]]]:
    """What is said of a person, at the record from which on it counts."""
    said: dict[str, Value] = {}
    waits: dict[str, tuple[Record, dict[str, Value]]] = {}
    for record in records:
        counts: dict[str, Value] = {}
        if record.form == "countersign":
            act, held = waits.get(plain(record.values.get("act")), (record, {}))
            counts = {} if record.author in {act.author, b64(act.thread)} else held
        elif record.form == "officer":
            fields = _waiting(record, said)
            if fields:
                held = {name: record.values[name] for name in fields}
                waits[b64(record.leaf)] = (record, held)
            counts = {k: v for k, v in record.values.items() if k not in fields}
        said |= counts
        yield record, counts


def _waiting(record: Record, said: Mapping[str, Value]) -> frozenset[str]:
    """The fields of the record that count only once a second person has signed."""
    if record.id == record.thread or SHEET in record.values:
        return frozenset()
    known = speaking.Officer(b64(record.thread), roles=frozenset(chosen(said, "roles")))
    return speaking.waiting(record.values, known)


def enrolment_of(records: Iterable[Record]) -> Record | None:
    """The newest enrolment of a person: the record that gave the key he has now."""
    known = [r for r in records if r.form == "officer" and "signing_key" in r.values]
    return known[-1] if known else None


def vouchers(records: Sequence[Record]) -> dict[str, Record]:
    """Who vouched for the enrolment that stands, by author, with the record that says so."""
    act = enrolment_of(records)
    if act is None:
        return {}
    mine = {act.author, b64(act.thread)}
    return {
        r.author: r
        for r in records
        if r.form == "countersign" and r.values.get("act") == b64(act.leaf) and r.author not in mine
    }


def still_works(officer: Officer, now: datetime) -> None:
    """Raise NotOnDuty for a relief officer whose day is over; ``now`` is site time."""
    if officer.until is None or not officer.is_over(now):
        return
    ended = officer.until.astimezone(now.tzinfo)
    raise NotOnDuty(
        _("The 24 hours of {name} as relief officer ended at {time} on {date}.").format(
            name=officer.name, time=f"{ended:%H:%M}", date=f"{ended:%Y-%m-%d}"
        ),
        _("An officer on duty enrols him again on the page Shift; what he wrote stays his."),
    )


def is_active(said: Mapping[str, Value]) -> bool:
    """Whether the person was neither suspended nor has left."""
    return speaking.state_of(said.get("state")) == speaking.ACTIVE


def has_left(said: Mapping[str, Value]) -> bool:
    """Whether the person has left for good: nothing opens for him any more."""
    return plain(said.get("state")) == "left"


@dataclass(slots=True)
class Person:
    """An officer with his opened keys, held in memory while he writes; locked, without his own."""

    officer: Officer
    keys: Keys = field(repr=False)

    def signer(self) -> Signer:
        """The officer's signature on records; DeskError while the desk is locked."""
        if self.keys.signing is None:
            raise DeskError(
                _("The desk is locked: nothing was written."), _("Unlock it, then do it again.")
            )
        return signer_of(self.officer.thread, self.keys)


def nobody(keys: Keys) -> Person:
    """Who writes while nobody is signed in to an open book: no one but the desk itself."""
    return Person(Officer("", "", ""), keys.shared())


def signer_of(thread: str, keys: Keys) -> Signer:
    """The signer whose Ed25519 seed lies in ``keys``; raises NoSlot for keys that sign for none."""
    if keys.signing is None:
        raise NoSlot(_("These keys open the book but sign for nobody."))
    private = Ed25519PrivateKey.from_private_bytes(keys.signing)
    return Signer(thread, key_id(ED25519, public_raw(private)), private)


def officer_of(read: Reader, keys: Keys) -> Officer:
    """The enrolled, active officer whose signing key lies in ``keys``."""
    public = b64(public_raw(signer_of("", keys).private))
    threads = [row.thread for row in read.persons() if row.signing_key == public]
    gone = False
    with read.checked():
        for thread in threads:
            records = read.thread(thread)
            said = said_of(records)
            if said.get("signing_key") == public and is_active(said):
                return officer_told(b64(thread), records)
            gone = gone or said.get("signing_key") == public
    if gone:
        raise NoSlot(
            _("This person was suspended or has left: the passphrase signs for nobody any more."),
            _("What was signed before stays valid. An administrator enrols whoever comes back."),
        )
    raise NoSlot(
        _("This passphrase opens the book, but its owner is not on the list of officers."),
        _("Ask the person who enrols officers."),
    )
