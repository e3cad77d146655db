"""Where things lie: bundled resources, the user's own data folder, and what of a book is in it."""

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from deskinc.disks import Silent, ask

DATABASE, RESTRICTED = "book.db", "restricted.db"
SLOTS = "slots.json"
SLOTS_BEFORE = "slots.json.bak"
ATTACHMENTS = "attachments"
HEAD = "head"
STATION = "station.json"
SPOOL, KNOWN, NOTE_ENDING = "spool", "known.json", ".note"
ASIDE = "aside"
RESTORED = "restoring/ready"

_FILES = (DATABASE, SLOTS, SLOTS_BEFORE, HEAD, STATION, RESTORED, f"{SPOOL}/{KNOWN}")


def resources() -> Path:
    """The folder of bundled fonts, icons, style and demo, in a checkout or a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[2] / "resources"


def data_folder() -> Path:
    """The default folder of the book; ``DESKINC_DATA`` overrides it."""
    override = os.environ.get("DESKINC_DATA")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "deskinc"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "deskinc"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "deskinc"


def spare_folder() -> Path:
    """Where sealed notes go when neither data folder nor mirror takes them; own, but outside both.

    ``DESKINC_SPARE`` overrides it.
    """
    override = os.environ.get("DESKINC_SPARE")
    return Path(override) if override else Path.home() / ".deskinc-notes"


def traces(folder: Path) -> frozenset[str]:
    """What in ``folder`` is of a book: names of files there, and of folders with something inside.

    Empty for a first run, and for a drive that is not connected; what a disk does not give counts,
    and all of it where the disk does not answer in time.
    """
    try:
        return ask(folder, lambda: _traces(folder))
    except Silent:
        return frozenset(_FILES)


def _traces(folder: Path) -> frozenset[str]:
    found = {name for name in _FILES if _there(folder / name)}
    found |= {name for name in (ASIDE, ATTACHMENTS) if _holds(folder / name)}
    return frozenset(found | ({SPOOL} if _holds(folder / SPOOL, NOTE_ENDING) else set()))


def is_first_run(folder: Path) -> bool:
    """Whether no book is, or ever was, in ``folder``: one that was is remembered elsewhere too."""
    return not traces(folder) and not _there(remembered_at(folder))


def remembered_at(folder: Path) -> Path:
    """Where outside ``folder`` it is remembered of which book it is."""
    name = sha256(os.path.abspath(folder).encode()).hexdigest()[:32]  # noqa: PTH100 - no link
    return spare_folder() / "known" / f"{name}.json"


def forget(folder: Path) -> None:
    """Remember an office no more that goes with the program: a demo, or one made for a test."""
    with suppress(OSError):
        remembered_at(folder).unlink()


def _there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _holds(folder: Path, ending: str = "") -> bool:
    try:
        return any(path.name.endswith(ending) for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
