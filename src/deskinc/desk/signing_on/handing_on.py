"""Which slots get the shared keys: those the book announces; the restricted one who may read (D20).

No passphrase is needed for that: a slot says in the clear to which key something can be closed for
it. So it matters whose slot it is, and only the book says that: a slot that is not announced could
have been put into the file by anybody.
"""

from collections.abc import Sequence

from deskinc.book.book import Book, Reader
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Record
from deskinc.desk.signing_on.officers import is_active, officer_told, said_of
from deskinc.desk.site import plain
from deskinc.forms.roles import ADMIN
from deskinc.proof.canonical import b64


def announced(reader: Reader) -> frozenset[str]:
    """The digests of the slots in use: of all who are active, of the sheet, of the keyring."""
    with reader.checked():
        threads = [reader.thread(row.thread) for row in reader.persons()]
        site = reader.thread(reader.record(3).thread)
    told = [said_of(records) for records in threads]
    found = {plain(said.get("slot_digest")) for said in told if is_active(said)}
    shared = {_told(field, site, threads) for field in ("recovery_slot", "keyring_slot")}
    return frozenset((found | shared) - {""})


def _told(field: str, site: Sequence[Record], threads: Sequence[Sequence[Record]]) -> str:
    """A slot of the site, as an administrator announced it last; "" for none."""
    chiefs = {
        b64(records[0].thread)
        for records in threads
        if any(record.values.get(f"roles/{ADMIN}") is True for record in records)
    }
    said = [r for r in site if r.author in chiefs and field in r.values]
    return plain(said[-1].values[field]) if said else ""


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
