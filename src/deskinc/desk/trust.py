"""Sealing and checking the book."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from deskinc.book.record import Saved
from deskinc.desk.office import Office, note_access
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the check found: its kind, the record it concerns and why, in words."""

    kind: str
    n: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check over ``records`` records in ``seconds``."""

    ok: bool
    faults: tuple[Fault, ...]
    records: int
    seconds: float

    def sentence(self) -> str:
        """The outcome in one sentence."""
        if self.ok:
            return _("{count} records checked. Nothing was altered, nothing is missing.").format(
                count=f"{self.records:,}"
            )
        return _("{count} faults found. The list says where and what.").format(
            count=len(self.faults)
        )


def seal(office: Office) -> "Future[Saved]":
    """Seal the book as it stands now; whoever is signed in signs the seal beside the site."""
    office.allow("seal")
    return office.book.seal(office.person.signer())


def verify(
    office: Office,
    *,
    full: bool,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancel: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Check the book against itself: since the last seal, or everything."""
    office.allow("verify")
    begun = time.monotonic()
    found = office.book.verify(full=full, progress=progress, cancel=cancel)
    faults = tuple(Fault(str(f.kind), f.n, f.why) for f in found)
    note_access(office, "verified", "full" if full else "since the last seal")
    return Verdict(not faults, faults, office.read.last_n(), time.monotonic() - begun)
