"""D12: from F8 to the first letter that the next writer’s line takes, each of ten changes."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.office import NAME, fresh
from bench.table import Figure, median

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

OTHER, HERS = "N. Ledger", "walnut shelf beside the front desk"
PINS = {NAME: ("ab", "274019"), OTHER: ("nl", "881203")}
ROUNDS = 10


def figures(folder: Path) -> Iterator[Figure]:
    """Ten changes between two officers, by keys alone, against one derivation of a PIN."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from deskinc import app as program
    from deskinc.book.keys.kdf import FLOOR, seconds
    from deskinc.desk.people import people
    from deskinc.ui import windows
    from deskinc.ui.book.page import BookPage
    from deskinc.ui.prefs import Prefs

    program.application("light")
    office = fresh(folder)
    roles = office.officer.roles
    people.enrol(
        office, people.Enrolment(OTHER, "N.L.", roles=roles, identity="Passport"), HERS, kdf=FLOOR
    )
    office.signed_on.hold(office.person, PINS[NAME][1])
    office.signed_on.hold(office.open_person(OTHER, HERS), PINS[OTHER][1])
    floor = median([seconds(FLOOR) for _i in range(5)])
    window = windows.main_window(office, Prefs(folder))
    window.show()
    page = window.page("book")
    assert isinstance(page, BookPage)
    taken = [_change(page, (OTHER, NAME)[at % 2]) for at in range(ROUNDS)]
    window.close_now()
    office.close()
    for at, seconds_ in enumerate(taken, 1):
        print(f"     change {at:>2} of {ROUNDS}: {seconds_:.2f} s", flush=True)
    yield Figure(
        "writer: F8, initials, PIN to the first letter, worst of ten", max(taken), 2.0, "s",
        f"median {median(taken):.2f} s, one derivation {floor:.2f} s", firm=True,
    )  # fmt: skip


def _change(page: "BookPage", name: str) -> float:
    """Seconds from F8 to a letter that stands in the line of ``name``."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from deskinc.ui.writer import WriterDialog

    initials, pin = PINS[name]
    page.window().activateWindow()  # as the desktop does once a dialog is gone
    page.entry.to_text()
    _until(page.entry.text.hasFocus)
    begun = time.perf_counter()
    QTest.keyClick(page.entry.text, Qt.Key.Key_F8)
    _until(lambda: isinstance(QApplication.activeModalWidget(), WriterDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WriterDialog)
    QTest.keyClicks(dialog.who, initials)
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.secret, pin)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    _until(lambda: page.entry.who.text() == name)
    QTest.keyClick(page.entry.text, Qt.Key.Key_X)
    _until(lambda: page.entry.text.words() == "x")
    spent = time.perf_counter() - begun
    page.entry.text.clear()
    page.poster.keeper.keep_now()
    return spent


def _until(done: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    deadline = time.monotonic() + 60
    while not done():
        QApplication.processEvents()
        if time.monotonic() > deadline:
            raise TimeoutError
