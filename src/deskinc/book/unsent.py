"""What an open book keeps outside the chain: unsent text, and what the program remembers."""

from abc import abstractmethod
from concurrent.futures import Future

from deskinc.book.asking.reader import Reader
from deskinc.book.disk import schema
from deskinc.book.disk.lanes import Lane
from deskinc.book.parts import Parts


class Unsent(Parts):
    """Kept encrypted in the book’s file, signed by nobody, and gone when it is said so."""

    _lane: Lane

    @abstractmethod
    def reader(self) -> Reader:
        """The calling thread's own reader."""

    def unsent(self) -> dict[str, bytes]:
        """Unsent texts by key, outside the chain."""
        return self.reader().unsent()

    def keep_unsent(self, key: str, data: bytes) -> "Future[None]":
        """Keep unsent text in the encrypted book."""
        sql = "INSERT OR REPLACE INTO unsent VALUES (?, ?)"
        return self._lane.submit(lambda: self._writer.run(sql, (key, data)))

    def drop_unsent(self, key: str) -> "Future[None]":
        """Forget an unsent text."""
        sql = "DELETE FROM unsent WHERE key = ?"
        return self._lane.submit(lambda: self._writer.run(sql, (key,)))

    def remembered(self, key: str) -> bytes | None:
        """What :meth:`remember` was given under ``key``."""
        return schema.get(self.reader().link, schema.said(key))

    def remember(self, key: str, data: bytes) -> "Future[None]":
        """Keep something outside the chain that no erasure empties: it holds nobody’s words."""
        row = (schema.said(key), data)
        return self._lane.submit(lambda: self._writer.run(schema.PUT, row))
