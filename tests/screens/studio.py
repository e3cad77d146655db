"""What pictures are taken with: a clock that stands, a robot, and a light touch on the palette."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.robot import Robot
from deskinc.ui.pictures import settle

MEASURES: Final = {
    "1280": (1280, 800, 1.0), "1920": (1920, 1080, 1.0), "150": (853, 533, 1.5),
    "200": (640, 400, 2.0),
}  # fmt: skip
"""Logical width and height, and the scale."""
SCHEMES: Final[tuple[theme.Scheme, ...]] = ("light", "dark")
ALIKE: Final = 8
FEW: Final = 0.002
"""A palette will do where less than this share of pixels is so many of 256 steps apart."""
WAVES: Final = 12
"""How often reads come home and are painted, at most, until a page stands still."""


class Stands:
    """A clock that stands but for the thousandth that tells two records apart."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        self._at += timedelta(microseconds=100)
        return self._at


@dataclass(frozen=True, slots=True)
class Studio:
    """What one process takes its pictures with."""

    folder: Path
    out: Path
    measure: str
    clock: Stands
    robot: Robot

    def shoot(
        self, widget: QWidget, name: str, schemes: tuple[theme.Scheme, ...] = SCHEMES
    ) -> None:
        """Take ``name`` in ``schemes``."""
        qapp = QApplication.instance()
        assert isinstance(qapp, QApplication)
        for scheme in schemes:
            theme.apply(qapp, scheme)
            if isinstance(widget, MainWindow):
                widget.session.looks_changed.emit()
            keep(still(widget), self.out / f"{name}-{scheme}-{self.measure}.png")
        theme.apply(qapp, "light")

    def beside(self, name: str, widget: QWidget | None = None) -> None:
        """Take what is seldom seen, in light 1280 only: ``widget``, or the window or dialog."""
        if self.measure != "1280":
            return
        shown = widget or QApplication.activeModalWidget() or QApplication.activeWindow()
        assert shown is not None, f"nothing is active to take {name} of"
        self.shoot(shown, name, ("light",))

    def show(self, widget: QWidget) -> None:
        """Open a window in the measure of this process."""
        widget.resize(*MEASURES[self.measure][:2])
        widget.show()
        widget.activateWindow()
        settle()


def still(widget: QWidget) -> QImage:
    """The picture of a widget once nothing changes in it any more."""
    before, now = QImage(), widget.grab().toImage()
    for _wave in range(WAVES):
        if before == now:
            break
        settle()
        before, now = now, widget.grab().toImage()
    return now


def keep(picture: QImage, path: Path) -> None:
    """Write a picture as small as it gets without looking different."""
    whole = Image.fromqimage(picture).convert("RGB")
    small = whole.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)
    (small if alike(whole, small.convert("RGB")) else whole).save(path, optimize=True)


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures look the same, judged by the channel that is furthest apart."""
    red, green, blue = ImageChops.difference(one, other).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(apart[ALIKE:]) < FEW * one.width * one.height
