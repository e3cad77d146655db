"""What this machine likes: looks only, in one typed table over an INI file in the data folder.

Nothing of the book is kept here; the site's settings are records.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QByteArray, QSettings

from deskinc.ui.theme import Scheme

LOOKS = "looks.ini"
SCALES: Final = (100, 125, 150, 175, 200)
"""Sizes offered, in per cent."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks chosen on this machine: scheme and scale in per cent."""

    scheme: Scheme = "system"
    scale: int = 100


class Prefs:
    """Reads and writes the looks; values that make no sense read as the default."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / LOOKS), QSettings.Format.IniFormat)

    def looks(self) -> Looks:
        """The looks chosen, or the defaults."""
        scheme = str(self._file.value("look/scheme", "system"))
        scale = str(self._file.value("look/scale", "100"))
        return Looks(
            cast("Scheme", scheme) if scheme in {"system", "light", "dark"} else "system",
            int(scale) if scale.isdigit() and int(scale) in SCALES else 100,
        )

    def set_looks(self, looks: Looks) -> None:
        """Keep the looks; the scale counts from the next start."""
        self._file.setValue("look/scheme", looks.scheme)
        self._file.setValue("look/scale", looks.scale)
        self._file.sync()

    def geometry(self) -> QByteArray:
        """Where the window stood, as Qt wrote it; empty at first."""
        kept = self._file.value("window/geometry", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def set_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window stands."""
        self._file.setValue("window/geometry", geometry)
