"""What is seldom seen: the later steps of the set-up, signing on, a late line, empty pages."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.screens.studio import Studio

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.opening.presence import cut_off
from deskinc.desk import demo, setup
from deskinc.desk.papers import bundles
from deskinc.desk.trouble.trouble import meet
from deskinc.proof.paper_seal import qr_text
from deskinc.proof.seal import parse_note
from deskinc.ui import crash, tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.bundle import BundleDialog
from deskinc.ui.reports.verdict import CheckDialog
from deskinc.ui.restoring.dialog import RestoreDialog
from deskinc.ui.restoring.guide import RestoreGuide
from deskinc.ui.settings.leaving import LeaveDialog
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.setup.sheet import SheetStep
from deskinc.ui.setup.stores import StoresStep
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.shift.relief import ReliefDialog
from deskinc.ui.signin import SignIn
from deskinc.ui.trouble.page import TroublePage

REPORT = Path("/home/desk/.local/share/deskinc/crash-20261122-231347.txt")


def set_up(studio: Studio, wizard: SetUp) -> None:
    """Steps 2 to 8, answered by keyboard; nothing is made in the end."""
    robot = studio.robot
    for at, words in ((2, "Harbour Court"), (3, demo.FIRST)):
        robot.keys("Return")
        robot.type(words)
        studio.beside(f"setup-{at}", wizard)
    robot.keys("Return")
    robot.type(demo.PASSPHRASE)
    robot.keys("Tab", "Tab")
    robot.type(demo.PASSPHRASE)
    studio.beside("setup-4", wizard)
    robot.keys("Return")
    studio.beside("setup-5", wizard)
    robot.keys("Return")
    robot.type(str(studio.folder / "copy"))
    studio.beside("setup-6", wizard)
    robot.keys("Return")
    robot.until(lambda: not wizard.step.busy(), "the look at both folders")
    if isinstance(wizard.step, StoresStep):
        robot.keys("Return")
    step = wizard.step
    assert isinstance(step, SheetStep)
    studio.beside("setup-7", wizard)
    robot.keys("Return")
    for asked in step._asked:
        robot.type(wizard.draft.words[asked])
        robot.keys("Return")
    studio.beside("setup-8", wizard)


def trouble(studio: Studio) -> None:
    """A book that was cut off, and two lines written all the same; the folder's time stands."""
    folder, robot = studio.folder / "book", studio.robot
    met = meet(folder, cut_off(), "R. Malik", demo.PASSPHRASE)
    page = TroublePage(met, studio.clock)
    studio.show(page)
    tasks.drain()
    for kind, place, words in (
        ("f", "B1 car park", "Water stands in the lift pit, about 5 cm. Lift 2 out of service."),
        ("m", "", "Engineer called, reference 88120, here within the hour."),
    ):
        robot.keys("F3")
        robot.type(kind)
        robot.keys("Return", "F4")
        robot.type(place)
        robot.keys("Return")
        robot.type(words)
        robot.keys("Ctrl+Return")
        tasks.drain()
    robot.until(lambda: page.lines.rowCount() == 2, "both lines")
    page._laid(folder / "aside" / "2026-11-22T231347Z")
    page.before.say("", "")
    studio.shoot(page, "trouble")
    page.restore()
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, RestoreDialog):
        robot.until(lambda: dialog.sources.chosen() is not None, "what can be restored")
        studio.shoot(dialog, "restore")
        dialog.reject()
    page.close()


def to_sign(studio: Studio) -> None:
    """The rest of the exchange, then both signatures."""
    if studio.measure != "1280":
        return
    robot = studio.robot
    for count in ("2", "3"):
        robot.type(count)
        robot.keys("Return")
    robot.type("+1")
    robot.go_to("Carried to the next shift", key="Shift+Tab")
    robot.keys("Return", "Ctrl+Return")
    robot.wait_for("Both sign the same pages")
    robot.type(demo.PASSPHRASE)
    studio.beside("sign")


def bundle(studio: Studio, window: MainWindow, thread: str) -> None:
    """A redacted copy: what, which values, made; then the file brought back."""
    if studio.measure != "1280":
        return
    robot, path = studio.robot, studio.folder / "redacted.zip"
    window.session.go("reports", bundle=thread)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BundleDialog)
    robot.until(lambda: dialog.what.what.count() > 1, "the incidents")
    studio.beside("bundle-what")
    robot.keys("Tab")
    robot.type("County Court, case 4 C 211/26")
    robot.keys("Tab", "End", "Return")
    robot.until(lambda: dialog.step() is dialog.values, "the values")
    robot.keys("Down", "Down")
    studio.beside("bundle-values")
    robot.keys("Ctrl+Return")
    robot.until(lambda: dialog.made.made is not None, "the bundle")
    studio.beside("bundle-made")
    made = dialog.made.made
    assert made is not None
    bundles.save(made, path)
    robot.keys("Escape")
    check = CheckDialog(window, window.session, path)
    check.open()
    robot.until(lambda: check.part.verdict is not None, "the answer")
    studio.beside("bundle-checked")
    check.reject()


def review(studio: Studio) -> None:
    """What is to be put right in a line, then the signature under all down to it."""
    robot = studio.robot
    robot.keys("F3", "F3", "Ctrl+M")
    robot.type("Who was told?")
    studio.beside("review-return")
    robot.keys("Return", "Ctrl+Return")
    robot.wait_for("The signature says")
    studio.beside("review-sign")
    robot.keys("Escape")


def relief(studio: Studio, window: MainWindow) -> None:
    """Signing on, and raising an incident."""
    window.show_page("shift")
    studio.robot.wait_for("comes on duty")
    studio.beside("sign-on", window)
    asked = ReliefDialog(window, window.session, lambda _officer: None)
    asked.open()
    studio.beside("relief", asked)
    asked.reject()
    window.show_page("incidents")
    studio.robot.keys("Ctrl+Shift+I")
    studio.robot.type("Slip")
    studio.beside("raise")
    studio.robot.keys("Escape", "Escape")


def day_page(studio: Studio, window: MainWindow) -> None:
    """The page of a day."""
    robot, day = studio.robot, window.session.now().date()
    window.session.go("reports", day=day)
    robot.wait_for("Printed from the book")
    robot.wait_for("Left to do: the passphrase")
    studio.shoot(window, "day")


def duty(studio: Studio) -> None:
    """A delivery is counted, a break begun."""
    robot = studio.robot
    for key, words, name in (
        ("Ctrl+Shift+D", "Count it", "delivery"),
        ("Ctrl+B", "Write the line", "break"),
    ):
        robot.keys(key)
        robot.wait_for(words)
        studio.beside(name)
        robot.keys("Escape")


def note(studio: Studio) -> None:
    """An emergency note at the locked desk."""
    if studio.measure != "1280":
        return
    robot = studio.robot
    robot.keys("F7")
    robot.type("Smoke from the shaft of lift 2. I have rung the fire brigade and go down.")
    studio.beside("emergency-note")
    robot.keys("Escape")


def writers(studio: Studio) -> None:
    """Another writer by F8, and a PIN chosen."""
    robot = studio.robot
    robot.keys("F8")
    robot.type("dn")
    studio.beside("writer")
    robot.keys("Escape", "Ctrl+K")
    robot.type("Choose a PIN")
    robot.keys("Return")
    studio.beside("pin")
    robot.keys("Escape")


def line(studio: Studio, window: MainWindow) -> None:
    """A late line with its question, a correction, banners, and the dialog after a mistake."""
    robot, session = studio.robot, window.session
    writers(studio)
    robot.keys("F3")
    robot.type("p")
    robot.keys("Return", "F4")
    robot.type("B1")
    robot.keys("Down", "Return")
    robot.type("All doors secure.")
    robot.go_to("Happened", key="Shift+Tab")
    robot.type("2240")
    robot.keys("Return", "Ctrl+Return")
    robot.wait_for("Why?")
    studio.beside("late", window)
    robot.keys("Return", "Ctrl+E")
    robot.until(lambda: "All doors secure." in robot.screen(), "the line to be corrected")
    robot.write("All doors secure. Barrier lowered.")
    studio.beside("correcting", window)
    robot.keys("Escape")
    session.say("The handover is signed by both.", "The paper is kept in the book too.")
    session.say("No printer is set up.", "Save the paper instead.", tone="pending")
    session.say("The paper could not be saved.", "Choose another folder.", tone="fault")
    studio.beside("banners", window)
    made = crash.show(window, REPORT)
    studio.beside("crash", made)
    made.reject()
    QApplication.processEvents()


def paper_seal(studio: Studio, window: MainWindow) -> None:
    """A paper held against the book, by its square; and a clock against a watch."""
    if studio.measure != "1280":
        return
    robot, office = studio.robot, window.session.office
    row = office.read.last_seal()
    assert row is not None
    robot.keys("Ctrl+K")
    robot.type("Check a paper seal")
    robot.keys("Return")
    robot.type(qr_text(parse_note(row.note).checkpoint))
    robot.keys("Return")
    robot.wait_for("contains everything sealed then")
    studio.beside("paper-seal")
    robot.keys("Escape", "Ctrl+K")
    robot.type("Hold the clock")
    robot.keys("Return")
    studio.beside("watch")
    robot.keys("Escape")


def found(studio: Studio) -> None:
    """An office on its first day, beside the one with a week of life in it."""
    folder = studio.folder / "empty"
    answers = setup.Answers(
        site="Harbour Court", officer=demo.FIRST, initials="J.H.", passphrase=demo.PASSPHRASE,
        mirror=folder / "mirror",
    )  # fmt: skip
    words = setup.recovery_words()
    setup.set_up(folder / "book", answers, words, kdf=FLOOR, clock=studio.clock).close()


def empty_pages(studio: Studio, window: MainWindow) -> None:
    """Each page as it is on the first day."""
    for key in window.specs:
        window.show_page(key)
        studio.beside(f"empty-{key}", window)


def leaving(studio: Studio, window: MainWindow) -> None:
    """Somebody leaves: what it means, before two sign it."""
    if studio.measure != "1280":
        return
    window.session.go("settings", part="people")
    section = window.findChild(PeopleSection)
    assert section is not None
    section.table.setCurrentIndex(section.model.index(1, 0))
    section.ask_to_leave()
    studio.robot.until(lambda: window.findChild(LeaveDialog) is not None, "the dialog")
    studio.beside("leaving")
    studio.robot.keys("Escape")


def forgotten(studio: Studio, door: SignIn) -> None:
    """A passphrase is forgotten: who helps, and the words of the sheet."""
    if studio.measure != "1280":
        return
    door.recover()
    studio.beside("forgotten")
    studio.robot.keys("Return")
    studio.beside("forgotten-words")
    studio.robot.keys("Escape", "Escape")


def lost(studio: Studio, first: SetUp) -> None:
    """A lost book is brought back on a new computer."""
    guide = RestoreGuide(first, studio.folder / "new", clock=studio.clock)
    guide.open()
    studio.beside("restore-guide", guide)
    guide.reject()
