"""Where things lie: bundled resources and the user's own data folder."""

import os
import sys
from pathlib import Path


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
