"""This installation: which folder it works in, who holds it, and where the mirror lies."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from deskinc.book.disk.durable import read_up_to, replace
from deskinc.book.disk.store import spoken
from deskinc.errors import Busy
from deskinc.i18n import _
from deskinc.paths import ATTACHMENTS, DATABASE, HEAD, SLOTS, STATION
from deskinc.proof.canonical import CanonicalError, b64, unb64

__all__ = ["ATTACHMENTS", "DATABASE", "HEAD", "LOCK", "SLOTS", "STATION", "Hold", "Station"]

LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Station:
    """The random id of this installation, the mirror's folder, and the database's own salt.

    ``backups`` is the folder in which the last backup was made.
    """

    id: bytes
    mirror: Path | None
    salt: bytes = b""
    backups: Path | None = None

    @classmethod
    def load(cls, folder: Path) -> "Station | None":
        """The installation of ``folder``; None if its file is missing or unreadable."""
        try:
            said = json.loads(read_up_to(folder / STATION))
            mirror, backups = said["mirror"], said.get("backups")
            return cls(
                unb64(said["station"], 16),
                None if mirror is None else Path(mirror),
                unb64(said.get("salt", "")),
                None if backups is None else Path(backups),
            )
        except (OSError, ValueError, LookupError, TypeError, CanonicalError):
            return None

    def save(self, folder: Path) -> None:
        """Put it on the disk for good."""
        said = {
            "v": 1,
            "station": b64(self.id),
            "mirror": None if self.mirror is None else str(self.mirror),
            "salt": b64(self.salt),
            "backups": None if self.backups is None else str(self.backups),
        }
        replace(folder / STATION, json.dumps(said, ensure_ascii=False, indent=1).encode())


class Hold:
    """The lock on a data folder: one program at a time. It ends with the process."""

    def __init__(self, folder: Path) -> None:
        with spoken():
            self._handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            raise Busy(
                _("The book is open already, in another window or by another user."),
                _("Go on there, or close it first."),
            ) from None

    def release(self) -> None:
        """Let others open the book."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
