"""Icons follow the theme, and severities are told apart by shape."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from deskinc.paths import resources
from deskinc.ui import icons, theme


def colours(image: QImage) -> set[str]:
    """The opaque colours of a picture."""
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            pixel = image.pixelColor(x, y)
            if pixel.alpha() == 255:
                found.add(QColor(pixel).name())
    return found


def test_an_icon_is_drawn_in_the_colour_of_its_role(qapp: QApplication) -> None:
    image = icons.pixmap("square", 48, "accent").toImage()
    assert theme.color("accent").name() in colours(image)


def test_an_icon_follows_the_theme_without_being_set_again(light: QApplication) -> None:
    made = icons.icon("square", "muted")
    theme.apply(light, "dark")
    image = made.pixmap(QSize(48, 48)).toImage()
    assert theme.color("muted").name() in colours(image)


def test_a_disabled_icon_is_drawn_as_disabled(qapp: QApplication) -> None:
    image = icons.icon("square").pixmap(QSize(48, 48), QIcon.Mode.Disabled).toImage()
    assert theme.color("disabled").name() in colours(image)


@pytest.mark.parametrize("code", ["low", "medium", "high", "critical"])
def test_each_severity_has_its_shape(qapp: QApplication, code: str) -> None:
    image = icons.severity_pixmap(code, 48).toImage()
    colour = "critical_fill" if code == "critical" else code
    assert theme.color(colour).name() in colours(image)
    middle = image.pixelColor(24, 24)
    assert (middle.alpha() == 0) == (code == "low")


def test_the_signs_in_triangle_and_octagon_are_knocked_out(qapp: QApplication) -> None:
    assert theme.color("surface").name() in colours(icons.severity_pixmap("high", 96).toImage())
    assert "#ffffff" in colours(icons.severity_pixmap("critical", 96).toImage())


def test_every_icon_lies_with_its_licence() -> None:
    folder = resources() / "icons"
    assert "ISC License" in (folder / "LICENSE").read_text(encoding="utf-8")
    for path in folder.glob("*.svg"):
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name
