"""What lies in the mirror beside the lines: the site's own keys, key slots, and attachments."""

from collections.abc import Callable, Collection
from pathlib import Path

from deskinc.book.disk.durable import set_aside
from deskinc.book.disk.files import copy_to, sizes
from deskinc.book.records.payload import Batch
from deskinc.log import logger


class Beside:
    """Copies files into the mirror; used by its lane, told of untrue copies by any thread.

    ``own`` and ``copies`` are the folders of attachments; ``keep``, given the names of untrue
    files, sees to it that keys and slots lie there; ``sound`` tells whether the book's own file of
    a name is true, so that a damaged one never takes the place of a copy.
    """

    def __init__(
        self, own: Path, copies: Path, keep: Callable[[Collection[str]], object],
        sound: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._own = own
        self._copies = copies
        self._keep = keep
        self._sound = sound
        self._kept = False
        self._untrue: frozenset[str] = frozenset()
        self._older: frozenset[str] = frozenset()
        self.behind = False

    def untrue(self, name: str) -> None:
        """The copy of that name is to be made anew; what lies there is set aside, but for slots."""
        self._untrue |= {name}

    def older(self, name: str) -> None:
        """The book's own file of that name went on: its copy follows, which is nothing to tell."""
        self._older |= {name}

    def lay(self, batch: Batch | None, over: Callable[[], bool]) -> bool:
        """Copy what is not there, until ``over``; True if something untrue was replaced.

        ``batch`` is the transaction just written, None where everything is to be looked at. What
        fails is tried again.
        """
        untrue, older = self._untrue, self._older
        news = batch is None or any(entry.files for entry in batch.entries)
        if not (news or self.behind or untrue or older):
            return False
        try:
            if untrue or older or not self._kept:
                self._keep(untrue | older)
                self._kept = True
            self._copy(untrue, over)
        except OSError as error:
            logger.warning("files wait for the mirror: %s", error.strerror)
            self.behind = True
            return False
        self._untrue -= untrue
        self._older -= older
        self.behind = False
        return bool(untrue)

    def _copy(self, untrue: Collection[str], over: Callable[[], bool]) -> None:
        self._copies.mkdir(mode=0o700, exist_ok=True)
        for name in untrue:
            set_aside(self._copies / name)
        there = sizes(self._copies)
        for name, size in sorted(sizes(self._own).items()):
            if over():
                return
            if name not in there or (there[name] != size and self._sound(name)):
                copy_to(self._own, self._copies, name)
