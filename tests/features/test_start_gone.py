"""Where the drive of the book is not there, one lone officer writes all the same (D6)."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import move

import pytest
from tests.desk.offices import BOSS, PHRASES
from tests.features.hands import TEXT, Hands
from tests.features.test_start_beside import ANSWERING, beside

from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.paths import remembered_at
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn
from deskinc.ui.single import Single


@pytest.fixture
def gone(folder: Path) -> Path:
    """Where the folder lies that is not in its place; the book was open in it once."""
    sign_in(folder, BOSS, PHRASES[BOSS]).close()
    return folder.rename(folder.with_name("away"))


@pytest.mark.parametrize(
    ("made", "words"), [(False, "folder of the book is not there"), (True, "folder of the book is")]
)
def test_d06_without_its_drive_the_officer_writes_signed_and_no_new_book_is_offered(
    start: Callable[[Path], Hands], folder: Path, gone: Path, made: bool, words: str
) -> None:
    if made:
        folder.mkdir()
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert words in page.what.text()
    assert ("is empty" in page.what.text()) is made
    assert page.mend.isVisible()
    assert hands.write(page) <= 5
    assert "not signed" not in page.entry.doing.text()
    assert not page.kept.words.text(), "there is nothing to copy aside"
    assert list(folder.iterdir()) == [] if made else not folder.exists()
    if made:
        folder.rmdir()
    gone.rename(folder)
    office = hands.try_again()
    (line,) = entries.lines(office, [record.n for record in office.came_in])
    assert (line.text, line.by) == (TEXT, "J.H.")


def second_start(hands: Hands, folder: Path) -> str:
    """Start the program once more on the folder, and wait for its end; what it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "deskinc", "--folder", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as second:  # fmt: skip
        try:
            hands.qtbot.waitUntil(lambda: second.poll() is not None)
        finally:
            second.kill()
        assert second.stderr is not None
        return second.stderr.read()


def test_a_second_start_calls_the_window_that_waits_for_the_drive_and_takes_nothing_from_it(
    start: Callable[..., Hands], folder: Path, gone: Path
) -> None:
    single = Single(folder)
    hands = start(folder, single)
    hands.sign_in()
    page = hands.trouble()
    page.showMinimized()
    assert "open already" in second_start(hands, folder)
    hands.qtbot.waitUntil(lambda: not page.isMinimized())
    gone.rename(folder)
    page.retry.click()
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    assert not Single(folder).first(), "the first has the folder now"
    assert "open already" in second_start(hands, folder)


def test_whoever_got_the_folder_first_has_it_and_the_page_that_waited_calls_that_window(
    start: Callable[..., Hands], folder: Path, gone: Path
) -> None:
    hands = start(folder, Single(folder))
    hands.sign_in()
    page = hands.trouble()
    gone.rename(folder)
    with beside(ANSWERING, folder):
        page.retry.click()
        hands.qtbot.waitUntil(lambda: not page.isVisible())


def test_where_no_book_comes_back_the_page_names_the_file_that_is_moved_to_begin_anew(
    start: Callable[[Path], Hands], folder: Path, gone: Path
) -> None:
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    file = remembered_at(folder)
    assert page.anew.isVisible()
    assert str(file) in page.anew.words.text()
    move(file, gone)
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SetUp))
    assert not folder.exists()


def test_d06_with_the_mirror_s_drive_away_too_the_line_lies_in_the_officer_s_own_folder(
    start: Callable[[Path], Hands], folder: Path, gone: Path
) -> None:
    mirror = folder.with_name("mirror")
    away = mirror.rename(folder.with_name("other"))
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert hands.write(page) <= 5
    assert "not signed" in page.entry.doing.text()
    assert not folder.exists()
    assert not mirror.exists()
    gone.rename(folder)
    away.rename(mirror)
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    office.close()
