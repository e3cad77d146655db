"""The shelf of attachments: files taken in before their record, read by it afterwards."""

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from deskinc.book.disk import files
from deskinc.book.disk.files import Attachment
from deskinc.book.disk.store import Link, spoken
from deskinc.book.records import reading
from deskinc.book.records.proved import Proved


class Shelf:
    """The encrypted files of one book; used by any thread."""

    def __init__(self, folder: Path, name_key: bytes, keep: Callable[[bytes, bytes], None]) -> None:
        """``keep(sha256, key)`` puts a new file's key on the disk before it returns."""
        self._folder = folder
        self._key = name_key
        self._keep = keep
        self._guard = threading.Lock()

    def attach(
        self, link: Link, source: bytes | Path | BinaryIO, name: str, mime: str
    ) -> Attachment:
        """Take ``source`` in; the same content twice is one file under one key, in any run.

        Raises BookFault where the disk refuses, Refused where the source changes meanwhile.
        """
        if isinstance(source, Path):
            with source.open("rb") as file:
                return self.attach(link, file, name, mime)
        stream = io.BytesIO(source) if isinstance(source, bytes) else source

        def key_for(digest: bytes) -> bytes:
            known = reading.key_of(link, digest)
            if known is not None:
                return known
            made = files.fresh_key(digest)
            self._keep(digest, made)
            return made

        with self._guard, spoken():
            return files.attach(
                self._folder, self._key, stream, mime=mime, name=name, key_for=key_for
            )

    def read(self, proved: Proved, n: int, field: str) -> bytes:
        """The whole file in ``field`` of record ``n``, which was signed with just that file."""
        attachment = proved.attachment(n, field)
        with spoken():
            return b"".join(files.read(self._folder, self._key, attachment))

    def read_range(self, link: Link, n: int, field: str, offset: int, length: int) -> bytes:
        """Some bytes of a file, for the screen: not compared with what was signed."""
        attachment = reading.attachment(link, n, field)
        with spoken():
            return files.read_range(self._folder, self._key, attachment, offset, length)


def is_sound(link: Link, own: Path, key: bytes, name: str) -> bool:
    """Whether the file ``name`` in ``own`` is whole, and the one that a record signed."""
    for n, field, digest in link.run("SELECT n, name, sha256 FROM file").fetchall():
        if files.file_name(key, digest) == name:
            return files.check(own, key, reading.attachment(link, n, field)) == "good"
    return False
