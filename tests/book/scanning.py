"""Looking for words in every byte the book has on the disk, with its keys in hand.

The pages of a SQLCipher 4 database with a raw key are AES-256-CBC, 4,096 bytes with the vector in
the last 80; the first page begins with 16 bytes of salt instead of its own.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from deskinc.book import mirror
from deskinc.book.disk import files
from deskinc.book.disk.files import Attachment
from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror import Damage
from deskinc.book.records import reading
from deskinc.book.records.reading import value_from
from deskinc.proof.canonical import b64

PAGE, RESERVE = 4096, 80
SEAL = 16
"""Bytes by which a chunk of a file is longer than what it holds."""

WAL_HEADER, FRAME_HEADER = 32, 24


def pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The plaintext of every page of the database file, free pages and gaps included."""
    raw = path.read_bytes()
    for start in range(0, len(raw), PAGE):
        yield _plain(raw[start : start + PAGE], key, 16 if start == 0 else 0)


def frames(path: Path, key: bytes) -> Iterator[bytes]:
    """The plaintext of every page in the write-ahead log, also of those no longer valid."""
    raw = path.read_bytes() if path.exists() else b""
    for start in range(WAL_HEADER, len(raw), FRAME_HEADER + PAGE):
        number = int.from_bytes(raw[start : start + 4], "big")
        page = raw[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
        if len(page) == PAGE:
            yield _plain(page, key, 16 if number == 1 else 0)


def _plain(page: bytes, key: bytes, salt: int) -> bytes:
    vector = page[PAGE - RESERVE : PAGE - RESERVE + 16]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(page[salt : PAGE - RESERVE]) + opened.finalize()


def cells(store: Store) -> Iterator[bytes]:
    """Everything in every table, those of the search index and its vocabulary included."""
    with Link(store, Mode.READ) as link:
        for (name,) in link.run("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for row in link.driver.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - our own
                yield b"\0".join(_bytes(cell) for cell in row)


def _bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()


def attachments(store: Store, folders: list[Path], name_key: bytes) -> Iterator[bytes]:
    """The plaintext of every encrypted file that is there and for which the database has a key."""
    with Link(store, Mode.READ) as link:
        keys = link.run("SELECT value.raw, file.key FROM file JOIN value USING (n, name)")
        known = {reading.digest_of(value_from(raw)[1]): key for raw, key in keys.fetchall()}
        kept = link.run("SELECT key, value FROM meta WHERE key GLOB 'attached/*'").fetchall()
        known |= {bytes.fromhex(name.partition("/")[2]): key for name, key in kept}
    for digest, key in known.items():
        for folder in folders:
            path = folder / files.file_name(name_key, digest)
            if path.exists():
                yield b"".join(files.read(folder, name_key, _named(path, digest, key)))


def _named(path: Path, digest: bytes, key: bytes) -> Attachment:
    """The file at ``path`` as a value would name it; its size is that of its chunks."""
    stored = path.stat().st_size
    size = stored - SEAL * max(1, -(-stored // (files.CHUNK + SEAL)))
    return Attachment({"sha256": b64(digest), "size": size, "mime": "", "name": ""}, key)


def said(mirror_folder: Path, key: bytes, book: bytes) -> Iterator[bytes]:
    """What every frame of the mirror says, decrypted."""
    for found in mirror.frames(mirror_folder, key, book):
        assert not isinstance(found, Damage), found
        for entry in found.entries:
            yield entry.document
            yield from entry.disclosures or ()
            yield from (b64(one).encode() for one in entry.files.values())


def where(words: list[str], folder: Path, mirror_folder: Path, keys: Keys, book: bytes) -> set[str]:
    """In which of all places any of ``words`` stands, case folded."""
    store = Store(folder / DATABASE, keys.database)
    name_key = files.name_key(keys.mirror, book)
    shelves = [folder / ATTACHMENTS, mirror_folder / ATTACHMENTS]
    places = {
        "pages": pages(store.path, keys.database),
        "log": frames(store.wal, keys.database),
        "tables": cells(store),
        "attachments": attachments(store, shelves, name_key),
        "mirror": said(mirror_folder, keys.mirror, book),
        "files": (
            path.read_bytes()
            for top in (folder, mirror_folder)
            for path in top.rglob("*")
            if path.is_file()
        ),
    }
    wanted = [word.casefold().encode() for word in words]
    return {
        place
        for place, parts in places.items()
        for part in parts
        if any(word in part.lower() for word in wanted)
    }
