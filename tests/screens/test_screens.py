"""Pictures of the window: every look draws, fills the window, and two grabs are the same.

``DESKINC_PICTURES`` names a folder where the pictures are left for people to look at.
"""

from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from PySide6.QtWidgets import QApplication
from tests.screens.studio import alike
from tests.ui.conftest import Robot, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui import theme
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.book.page import BookPage
from deskinc.ui.mainwindow import MainWindow

SIZES = {"1280": (1280, 800), "150": (853, 533), "200": (640, 400), "1920": (1920, 1080)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_book_draws_in_every_measure_and_scheme(
    make_window: Callable[..., MainWindow], office: Office, light: QApplication,
    scheme: theme.Scheme, size: str,
) -> None:  # fmt: skip
    for text in ("All doors secure. Barrier lowered.", "Control called, all well."):
        raw = {"type": "patrol", "place": "B1 car park", "text": text}
        entries.post(office, raw, entries.new_id()).result()
    theme.apply(light, scheme)
    window = make_window(BOOK, size=SIZES[size])
    page = window.page("book")
    assert isinstance(page, BookPage)
    first = window.grab().toImage()
    assert first == window.grab().toImage()
    assert (window.width(), window.height()) == SIZES[size]
    assert page.entry.post.geometry().right() <= page.entry.width()
    assert page.entry.geometry().bottom() <= page.height()
    surface = theme.color("surface").name()
    middle = page.mapTo(window, page.view.geometry().center())
    assert first.pixelColor(middle).name() == surface
    grab(window, f"book-{scheme}-{size}")


def test_the_story_of_a_line_leaves_its_picture(robot: Robot, window: MainWindow) -> None:
    robot.post("v", "Visitor refused, no host on site.", "Rec")
    robot.type("Half a line")
    grab(window, "book-writing")
    assert not window.grab().isNull()


def test_a_palette_that_changes_a_hue_does_not_pass_for_the_picture() -> None:
    amber = Image.new("RGB", (40, 40), (140, 90, 0))
    assert alike(amber, Image.new("RGB", (40, 40), (143, 93, 3)))
    same_grey = Image.new("RGB", (40, 40), (140, 83, 36))
    assert max(ImageChops.difference(amber, same_grey).convert("L").tobytes()) < 9
    assert not alike(amber, same_grey)
