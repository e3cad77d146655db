"""What an open book is asked for beside its records: who and where it is, and by whom it signs."""

from collections.abc import Callable
from pathlib import Path

from deskinc.book.disk.station import SLOTS
from deskinc.book.health import left_of_erasures
from deskinc.book.keys.restricting import BLIND, Sight, close_paper
from deskinc.book.opened import Opened
from deskinc.book.record import Signer
from deskinc.book.records.founding import Founding


class Parts:
    """The parts of an open book, as others may ask for them from any thread."""

    def __init__(self, opened: Opened) -> None:
        self._open = opened
        self._writer = opened.writer
        self.sight: Callable[[], Sight] = lambda: BLIND
        """Asked at each reading: what of restricted values whoever reads can open."""

    def see(self) -> Sight:
        """What of restricted values can be opened now."""
        return self.sight()

    @property
    def id(self) -> bytes:
        """The id of the book."""
        return self._open.founding.book

    @property
    def parts(self) -> Opened:
        """The parts it consists of, for what is done beside the writer."""
        return self._open

    @property
    def note_key(self) -> bytes:
        """The X25519 public key emergency notes are sealed to."""
        return self._open.founding.note_key

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._open.folder

    @property
    def mirrored(self) -> int:
        """The last record known to be in both stores; 0 where there is no mirror."""
        return 0 if self._writer.mirror is None else self._writer.mirror.whole

    def close_paper(self, pdf: bytes, signer: Signer) -> bytes:
        """A paper that shows restricted values, closed as these are; BookFault without a key."""
        return close_paper(pdf, self.id, self._writer.state.restricted, signer)

    @property
    def restricts(self) -> bool:
        """Whether the book announces a key for restricted values."""
        return bool(self._writer.state.restricted)

    def doubt(self, words: str) -> None:
        """Say ``words`` in amber until the book is closed."""
        self._open.doubt(words)

    @property
    def mirror(self) -> Path | None:
        """The folder of this book's second copy; key slots are copied there too."""
        return self._open.mirror

    @property
    def founding(self) -> Founding:
        """The site's own keys and authorities."""
        return self._open.founding

    def desk_signer(self) -> Signer:
        """The desk's own signature, for what no hand did."""
        return self._open.founding.signer()

    def copy_slots(self, over: Callable[[bytes], bytes] | None = None) -> None:
        """Have the key slots copied into the mirror once it answers.

        ``over`` gives what is written there, from what lies there now; by default the file here.
        """
        if over is not None:
            self._open.over[SLOTS] = over
        if self._writer.mirror is not None:
            self._writer.mirror.older(SLOTS)
            self._writer.mirror.nudge(0)

    def unerased(self) -> frozenset[str]:
        """Where something that two people erased still lies: in the ``book``, in the ``mirror``."""
        return left_of_erasures(self._writer)
