"""Every key an officer ever signed with, as the OFFICER records announce them."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.book.asking.reader import Reader
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.note import Note, holds


@dataclass(frozen=True, slots=True)
class Signatory:
    """An officer's thread, and a raw public key that was his at some time."""

    thread: bytes
    public: bytes

    def signed(self, note: Note) -> bool:
        """Whether he signed ``note``, and it names nobody else."""
        return note.author in {None, b64(self.thread)} and holds(note, self.public)


def signers(read: Reader) -> dict[bytes, Signatory]:
    """By the id of the key, whether or not it may still sign."""
    return {
        key_id(ED25519, public): Signatory(row.thread, public)
        for row in read.persons()
        for public in _publics(read, row.thread)
    }


def _publics(read: Reader, thread: bytes) -> Iterator[bytes]:
    for record in read.thread(thread):
        try:
            yield unb64(str(record.values.get("signing_key")), 32)
        except ValueError:
            continue
