"""The shelf of attachments: files taken in before their record, read by it afterwards."""

import io
import threading
from pathlib import Path
from typing import BinaryIO

from deskinc.book import files, reading
from deskinc.book.files import Attachment
from deskinc.book.store import Link, spoken


class Shelf:
    """The encrypted files of one book; used by any thread."""

    def __init__(self, folder: Path, name_key: bytes) -> None:
        self._folder = folder
        self._key = name_key
        self._fresh: dict[bytes, bytes] = {}
        self._guard = threading.Lock()

    def attach(
        self, link: Link, source: bytes | Path | BinaryIO, name: str, mime: str
    ) -> Attachment:
        """Take ``source`` in; the same content twice is one file under one key.

        Raises BookFault where the disk refuses, Refused where the source changes meanwhile.
        """
        if isinstance(source, Path):
            with source.open("rb") as file:
                return self.attach(link, file, name, mime)
        stream = io.BytesIO(source) if isinstance(source, bytes) else source

        def known(digest: bytes) -> bytes | None:
            return self._fresh.get(digest) or reading.key_of(link, digest)

        with self._guard, spoken():
            made = files.attach(self._folder, self._key, stream, mime=mime, name=name, known=known)
            self._fresh[made.sha256] = made.key
        return made

    def read(self, link: Link, n: int, field: str) -> bytes:
        """The whole file in ``field`` of record ``n``."""
        return b"".join(files.read(self._folder, self._key, reading.attachment(link, n, field)))

    def read_range(self, link: Link, n: int, field: str, offset: int, length: int) -> bytes:
        """Some bytes of it."""
        attachment = reading.attachment(link, n, field)
        return files.read_range(self._folder, self._key, attachment, offset, length)
