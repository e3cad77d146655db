"""Which slots get the shared keys: those the book announces; the restricted one who may read (D20).

No passphrase is needed for that: a slot says in the clear to which key something can be closed for
it. So it matters whose slot it is, and only the book says that: a slot that is not announced could
have been put into the file by anybody. What a slot has been given is nobody's word either: who
reads restricted values is asked of the roles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.book import Book, Reader
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Record
from deskinc.desk.signing_on import sheet
from deskinc.desk.signing_on.officers import has_left, is_active, officer_told, said_of
from deskinc.desk.site import plain
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.roles import ADMIN
from deskinc.i18n import _
from deskinc.proof.canonical import b64

STAYS = timedelta(hours=48)
"""How long after his work a relief officer can still sign what he did: as his certificate lasts."""

_Threads = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Announced:
    """Digests of the slots in use: of ``people`` with their names, of sheet and keyring; "" none.

    ``readers`` are the people's that open restricted values.
    """

    people: Mapping[str, str]
    readers: frozenset[str]
    sheet: str
    keyring: str

    @property
    def slots(self) -> frozenset[str]:
        """All of them."""
        return frozenset({*self.people, self.sheet, self.keyring} - {""})

    @property
    def restricted(self) -> frozenset[str]:
        """Those that give the key of restricted values."""
        return self.readers | ({self.sheet} - {""})

    def give(self, vault: Vault, keys: Keys) -> None:
        """Give them the shared keys anew, and nothing restricted to whoever may not read it.

        Slots of keyrings that the book does not announce go.
        """
        vault.remove_keyrings(but=self.keyring)
        vault.give(keys, self.slots, self.restricted)

    def missing(self, vault: Vault) -> tuple[str, ...]:
        """Whose slots the file lacks, or has otherwise; the keyring’s can be chosen anew."""
        needed, there = {**self.people, self.sheet: _("the recovery sheet")}, vault.digests()
        return tuple(name for digest, name in needed.items() if digest not in there)


def announced(reader: Reader, now: datetime | None = None, without: str = "") -> Announced:
    """The slots in use: of all who are active, of the sheet, of the keyring.

    By ``now`` the slots of relief officers have gone whose work ended :data:`STAYS` before.
    ``without`` is the thread of somebody who is about to leave, and counts as having left.
    """
    with reader.checked():
        found = [reader.thread(row.thread) for row in reader.persons()]
        site = reader.thread(reader.record(3).thread)
    threads = {b64(records[0].thread): records for records in found if records}
    people, readers = dict[str, str](), set[str]()
    for thread, records in threads.items():
        said = said_of(records)
        digest = plain(said.get("slot_digest"))
        if not digest or thread == without or not is_active(said) or _is_over(said, now):
            continue
        people[digest] = plain(said.get("name"))
        if officer_told("", records).may("read_restricted"):
            readers.add(digest)
    since = max(map(_departed, found), default=0)
    told = {t: records for t, records in threads.items() if t != without}
    keyring = "" if without else _keyring(site, told, since)
    record, slot = sheet.announcement(reader)
    known = slot if _administers(told.get(record.author, ()), record.n) else ""
    return Announced(people, frozenset(readers), known, keyring)


def _is_over(said: Mapping[str, Value], now: datetime | None) -> bool:
    until = moment_of(said.get("relief_until"))
    return now is not None and until is not None and until + STAYS <= now


def _departed(records: Sequence[Record]) -> int:
    """The record by which somebody has left, signed by two; 0 for none.

    Without a last number it only ends what somebody was as a relief officer.
    """
    left = {
        b64(one.leaf): {one.author, b64(one.thread)}
        for one in records
        if one.form == "officer" and has_left(one.values) and "last" in one.values
    }
    signed = (
        one.n
        for one in records
        if one.form == "countersign"
        and one.author not in left.get(plain(one.values.get("act")), {one.author})
    )
    return max(signed, default=0)


def _keyring(site: Sequence[Record], threads: _Threads, since: int) -> str:
    """The keyring’s slot, as an administrator announced it last after ``since``; "" for none."""
    said = [
        record
        for record in site
        if "keyring_slot" in record.values
        and record.n > since
        and _administers(threads.get(record.author, ()), record.n)
    ]
    return plain(said[-1].values["keyring_slot"]) if said else ""


def _administers(records: Sequence[Record], n: int) -> bool:
    """Whether the person was an administrator at record ``n``, and has not left since."""
    then = officer_told("", [record for record in records if record.n < n])
    return ADMIN in then.roles and not has_left(said_of(records))


def settle(book: Book, vault: Vault, *keys: Keys) -> bool:
    """Give the restricted key to whoever may read, and take it from whoever may not.

    It is given on only where one of ``keys`` has it. True if a slot is another one now: the caller
    saves them.
    """
    key = next((one.restricted for one in keys if one.restricted is not None), None)
    reader, changed = book.reader(), False
    with reader.checked():
        threads = [reader.thread(row.thread) for row in reader.persons()]
    for records in threads:
        said = said_of(records)
        name = plain(said.get("name"))
        if not vault.has(name) or plain(said.get("slot_digest")) != b64(vault.slot_digest(name)):
            continue
        reads, has = officer_told("", records).may("read_restricted"), vault.reads_restricted(name)
        if reads and not has and key is not None:
            vault.give_restricted(name, key)
        elif has and not reads:
            vault.take_restricted(name)
        else:
            continue
        changed = True
    return changed
