"""Sleep of the computer (D16): held off while a shift is open, told afterwards where it happened.

The machine's clock with sleep held against the one without it shows how long it slept.
"""

import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import timedelta

from deskinc.book.clock import slept
from deskinc.book.record import Saved
from deskinc.desk.office import Office
from deskinc.forms.moments import later
from deskinc.forms.taxonomy import DESK_TYPE
from deskinc.i18n import _

LEAST = 60.0
"""Seconds of sleep that are told; less misses nothing."""

COMMAND = (
    "systemd-inhibit", "--what=sleep:idle", "--mode=block", "--who=deskinc",
    "--why=A shift is open.", "cat",
)  # fmt: skip
"""Holds sleep off as long as its ``cat`` reads: it ends with this program, however that ends."""

PATIENCE = 2.0
"""Seconds that it has to end."""


class Sleep:
    """Notices, whenever it is asked, that the computer slept since it was asked before."""

    def __init__(self, total: Callable[[], float | None] = slept) -> None:
        self._total = total
        self._known = total()

    def look(self) -> float:
        """Seconds slept since; 0 for none, for a nap, or where that cannot be told."""
        before, self._known = self._known, self._total()
        if before is None or self._known is None:
            return 0.0
        span = self._known - before
        return span if span >= LEAST else 0.0


def note(office: Office, seconds: float) -> "Future[Saved]":
    """The desk writes from when to when it was blind."""
    end = office.now()
    start = later(end, -timedelta(seconds=seconds))
    words = _("Blind {start}–{end}: this computer was asleep. Nothing was shown or taken down.")
    dated = "" if start.date() == end.date() else "%Y-%m-%d "
    first, last = (f"{at.strftime(dated)}{office.locale.clock(at)}" for at in (start, end))
    text = words.format(start=first, end=last)
    draft = office.draft("occurrence", {"type": DESK_TYPE.code, "text": text})
    return office.write_as_desk(draft)


class HoldOff:
    """Holds sleep off by a child of the system's own; may be asked from any thread."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._guard = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._over = False

    def hold(self, wanted: bool) -> None:
        """Hold sleep off, or let it come."""
        with self._guard:
            if not wanted:
                self._end()
            elif self._child is None and not self._over:
                self._begin()

    def held(self) -> bool:
        """Whether sleep is held off now; where the system does not let it, it is not."""
        with self._guard:
            return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """Let sleep come, for good."""
        with self._guard:
            self._over = True
            self._end()

    def _begin(self) -> None:
        with suppress(OSError):
            self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            with suppress(OSError):
                child.stdin.close()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
