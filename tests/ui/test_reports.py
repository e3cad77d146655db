"""Papers by keyboard: an insurance report seen, signed by two, saved; papers issued before."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.reports.tools import text_of
from tests.ui.conftest import (
    NAME,
    PASSPHRASE,
    PLACES,
    Clock,
    Makes,
    NewOffice,
    Robot,
    assert_named,
    grab,
)
from tests.ui.settings_hands import guessed, says, standing_still

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.people import people
from deskinc.reports.signing import check
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.printing import has_printer
from deskinc.ui.reports.page import PAGE, ReportsPage
from deskinc.ui.session import Session

LEAD, OTHER = "J. Harding", "another five words for her"


def with_lead(below: Path, clock: Clock) -> Office:
    """An office with a reviewing lead."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=below / "mirror", places=PLACES, insured="Harbour Court Estates Ltd",
        insurer="Meridian Mutual, claims desk", policy="HC-PL 220417",
    )  # fmt: skip
    made = setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    who = people.Enrolment(LEAD, "J.H.", "", frozenset({"lead"}), identity="Passport")
    people.enrol(made, who, OTHER, kdf=FLOOR)
    return made


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office with a reviewing lead and one finished incident."""
    made = prepared(with_lead).opened(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def thread(office: Office) -> str:
    """A slip, finished by its author; its witness has signed nothing."""
    made = entries.new_id()
    now = office.now()
    raw: dict[str, object] = {
        "title": "Slip on wet floor", "category": "injury.slip", "severity": "medium",
        "place": "Reception", "occurred": now, "reported": now, "discovered": now,
        "reported_by": "Ms P. Nair", "how": "phone", "injuries": True, "force": False,
        "damage": False, "spot": "In front of the sink", "weather": "Dry", "light": "Lights on",
        "narrative": "He slid forward and fell on his left side.",
        "immediate": "First aid offered and declined.", "permanent": "Tap to be renewed.",
        "premises": "Vinyl floor, wet.", "inspection": "Cleaned 06:10.", "policy": "HC-PL 220417",
        "insurer_notifiable": True, "resolved": now, "responded": now, "arrived": now,
        "contained": now,
        "people": {"01": {"name": "Mr T. Aldous", "role": "injured", "injury": "Left wrist"}},
        "witnesses": {"01": {"name": "Ms P. Nair", "account": "I saw him go down."}},
        "told": {"01": {"who": "E. Marsh", "how": "phone", "at": now, "reply": "Plumber ordered"}},
    }  # fmt: skip
    incidents.open_new(office, raw, made).result()
    incidents.note(office, made, "Area closed, sign placed.", entries.new_id()).result()
    incidents.finish(office, made, PASSPHRASE, entries.new_id())
    return made


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book and Reports."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(thread: str, window: MainWindow, robot: Robot, qtbot: QtBot) -> ReportsPage:
    """The Reports page with the report of the finished incident on screen."""
    robot.keys("Ctrl+PgDown")
    made = window.page("reports")
    assert isinstance(made, ReportsPage)
    qtbot.waitUntil(made.view.sheets.drawn)
    return made


def test_the_page_shows_the_very_pages_and_what_is_ready(
    page: ReportsPage, thread: str, office: Office
) -> None:
    panel = page.insurance
    assert panel.chosen() == thread
    assert "Meridian Mutual, claims desk" in panel.facts.words()
    assert "Issue 1, " in panel.facts.words()
    said = {ready.sentence: ready.ok for ready in panel.ready.said}
    assert said["Every required question is answered."] is True
    assert said["No pin"] is None
    assert said["Ms P. Nair’s statement prints as NOT SIGNED"] is None
    assert any(words.startswith("Finished by R. Malik") for words in said)
    assert any(words.startswith("Sealed 23:13") for words in said)
    assert said[f"Book checked to line {entries.next_serial(office) - 1}"] is True
    picture = page.view.sheets.picture(0)
    assert picture is not None
    assert picture.width() / picture.height() == pytest.approx(210 / 297, rel=0.01)
    assert not panel.sign.isEnabled()
    assert_named(page)
    grab(page.window(), "reports-ready")


def choose_lead(page: ReportsPage, robot: Robot, qtbot: QtBot) -> None:
    """Choose the reviewing lead, and wait for pages that name her."""
    panel = page.insurance
    robot.keys("Return", "Tab")
    assert robot.focus() is panel.lead
    robot.type("J")
    robot.keys("Return")
    qtbot.waitUntil(lambda: panel._made is not None and len(panel._made.paper.boxes) == 2)
    qtbot.waitUntil(page.view.sheets.drawn)


def sign_both(page: ReportsPage, robot: Robot, qtbot: QtBot) -> bytes:
    """Choose the reviewing lead and let both sign, by keyboard."""
    panel = page.insurance
    choose_lead(page, robot, qtbot)
    robot.keys("Tab")
    robot.type(OTHER)
    robot.keys("Return")
    robot.type(PASSPHRASE)
    grab(page.window(), "reports-to-sign")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: panel.done is not None)
    qtbot.waitUntil(page.view.sheets.drawn)
    grab(page.window(), "reports-signed")
    assert panel.done is not None
    return panel.done.pdf


def test_two_sign_and_the_very_bytes_are_saved_with_the_certificate(
    page: ReportsPage, office: Office, robot: Robot, qtbot: QtBot, tmp_path: Path
) -> None:
    signed = sign_both(page, robot, qtbot)
    before = set(tmp_path.iterdir())
    page.insurance.leaving.beside.setFocus()
    robot.type(" ")
    target = tmp_path / "to the insurer.pdf"
    robot.save_as(target, "Ctrl+S")
    qtbot.waitUntil(target.exists)
    robot.hears("is saved")
    assert set(tmp_path.iterdir()) - before == {target, tmp_path / "site-ca.cer"}
    assert target.read_bytes() == signed
    root = (tmp_path / "site-ca.cer").read_bytes()
    verdict = check(signed, [root], ["lead", "issuer"], at=office.now())
    assert verdict.problems == ()
    assert [report.signer for report in verdict.signatures] == [LEAD, NAME]
    words = text_of(signed)
    for said in ("INC-2026-0001", "Slip on wet floor", "Meridian Mutual", "NOT SIGNED",
                 "He slid forward", "Area closed, sign placed."):  # fmt: skip
        assert said in words, said


def test_a_wrong_passphrase_is_said_at_its_field(
    page: ReportsPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    panel = page.insurance
    panel.issuer_pass.setFocus()
    robot.type("not my passphrase at all")
    robot.keys("Return")
    qtbot.waitUntil(lambda: bool(panel.issuer_row.fault.text()))
    assert robot.focus() is panel.issuer_pass
    assert not exports.issued(office)


def test_d12_each_reads_what_is_signed_and_a_lead_whose_passphrase_is_guessed_waits(
    page: ReportsPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    panel, office.waits = page.insurance, standing_still()
    choose_lead(page, robot, qtbot)
    assert says(panel) == "“Reviewed” “Issued from the book”"
    for words, said in (("not hers at all", "The passphrase is wrong."), (OTHER, "Try again in")):
        panel.lead_pass.setFocus()
        robot.type(words)
        panel.issuer_pass.setText(PASSPHRASE)
        robot.keys("Ctrl+Return")
        qtbot.waitUntil(lambda said=said: said in panel.lead_row.fault.text())  # type: ignore[misc]
        assert not panel.issuer_row.fault.text()
    assert guessed(office) == [f"passphrase of {LEAD}"]
    assert not exports.issued(office)


def test_what_is_written_meanwhile_comes_onto_the_report(
    page: ReportsPage, thread: str, office: Office, qtbot: QtBot
) -> None:
    before = page.insurance._made
    raw = {"follow_up": "Tap washer renewed."}
    incidents.follow_up(office, thread, raw, entries.new_id()).result()
    qtbot.waitUntil(lambda: page.insurance._made not in {None, before})
    assert page.insurance._made is not None
    assert "Tap washer renewed." in text_of(page.insurance._made.paper.pdf)


def test_a_paper_issued_before_is_shown_and_saved_again(
    page: ReportsPage, office: Office, robot: Robot, qtbot: QtBot, tmp_path: Path
) -> None:
    page.insurance.issuer_pass.setFocus()
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.insurance.done is not None)
    page.list.setFocus()
    robot.keys("Down")  # the incident report
    qtbot.waitUntil(lambda: page.incident._made is not None)
    assert page.incident._made is not None
    assert page.incident._made.paper.name.startswith("incident-INC-")
    robot.keys("Down")
    assert page.view.empty_words().startswith("Nothing has been issued yet")
    robot.keys("Down")
    assert page.view.empty_words().startswith("No day is chosen")
    robot.keys("Down")
    assert page.view.empty_words().startswith("No sheets are laid out")
    robot.keys("Down")
    qtbot.waitUntil(page.issued.leaving.save.isEnabled)
    qtbot.waitUntil(page.view.sheets.drawn)
    assert_named(page)
    grab(page.window(), "reports-issued")
    paper = exports.issued(office)[0]
    target = tmp_path / "again.pdf"
    robot.save_as(target, "Ctrl+S")
    qtbot.waitUntil(target.exists)
    assert sha256(target.read_bytes()).hexdigest() == paper.sha256


def test_pages_turn_and_grow_by_key(page: ReportsPage, robot: Robot, qtbot: QtBot) -> None:
    sheets = page.view.sheets
    sheets.setFocus()
    robot.keys("PgDown")
    assert sheets.page() == 1
    assert page.view.state.text().startswith("Page 2 of ")
    qtbot.waitUntil(sheets.drawn)
    robot.keys("Home")
    assert sheets.page() == 0
    robot.keys("Ctrl++")
    assert sheets.zoom_words() == "75 %"
    robot.keys("Ctrl+-", "Ctrl+0")
    assert sheets.zoom_words() == "Fit width"
    robot.keys("End")
    assert sheets.page() == sheets.pages() - 1


def test_without_a_printer_it_says_what_to_do(
    page: ReportsPage, robot: Robot, qtbot: QtBot
) -> None:
    if has_printer():
        pytest.skip("a printer is set up on this machine")
    page.insurance.issuer_pass.setFocus()
    robot.type(PASSPHRASE)
    robot.keys("Return")
    qtbot.waitUntil(lambda: page.insurance.done is not None)
    robot.keys("Ctrl+P")
    qtbot.waitUntil(lambda: any(w.startswith("No printer is set up") for w in robot.says()))


def test_an_incident_is_shown_as_another_page_asks_for_it(
    page: ReportsPage, office: Office, session: Session, qtbot: QtBot
) -> None:
    other = entries.new_id()
    raw: dict[str, object] = {
        "title": "Lift entrapment", "category": "building.lift_entrapment", "severity": "high",
        "place": "Lift 2", "occurred": office.now(), "how": "alarm", "reported_by": "Intercom",
        "injuries": False, "force": False,
    }  # fmt: skip
    incidents.open_new(office, raw, other).result()
    session.go("reports", thread=other)
    qtbot.waitUntil(
        lambda: page.insurance._made is not None and page.insurance._made.paper.about == other,
    )
    said = {ready.sentence: ready.ok for ready in page.insurance.ready.said}
    assert said["The author has not finished it."] is False
    assert page.insurance.incident.findText("Lift", Qt.MatchFlag.MatchContains) >= 0


def test_looking_again_or_choosing_a_lead_seals_nothing_anew(
    page: ReportsPage, office: Office, robot: Robot, qtbot: QtBot
) -> None:
    before = office.read.last_n()
    seal = office.read.last_seal()
    assert seal is not None
    assert seal.n == before
    robot.keys("Return", "Tab")
    robot.type("J")
    robot.keys("Return")
    made = page.insurance
    qtbot.waitUntil(lambda: made._made is not None and len(made._made.paper.boxes) == 2)
    robot.keys("Ctrl+PgUp", "Ctrl+PgDown")
    qtbot.waitUntil(page.view.sheets.drawn)
    assert office.read.last_n() == before


def test_what_is_missing_stands_over_the_button(page: ReportsPage, robot: Robot) -> None:
    panel = page.insurance
    assert panel.missing.text() == f"Left to do: the passphrase of {NAME}."
    panel.issuer_pass.setFocus()
    robot.type(PASSPHRASE)
    assert panel.missing.isHidden()
    assert panel.sign.isEnabled()


def test_in_a_narrow_window_the_field_with_the_cursor_is_in_sight(
    page: ReportsPage, thread: str, session: Session, robot: Robot, qtbot: QtBot
) -> None:
    page.window().resize(853, 533)
    panel = page.insurance
    session.go("reports", thread=thread)
    qtbot.waitUntil(lambda: panel._made is not None and page.view.sheets.drawn())
    assert page.kind.isVisible()
    assert not page.list.isVisible()
    assert robot.focus() is panel.issuer_pass

    def in_sight() -> bool:
        return panel.issuer_pass.visibleRegion().boundingRect() == panel.issuer_pass.rect()

    qtbot.waitUntil(in_sight)
    assert_named(page)
    grab(page.window(), "reports-narrow")


def test_an_officer_finds_the_papers_issued_before_and_no_report_to_make(
    make_window: Callable[..., MainWindow], office: Office, thread: str, qtbot: QtBot
) -> None:
    who = people.Enrolment("D. Novak", "D.N.", "1", frozenset({"officer"}), identity="Passport")
    people.enrol(office, who, OTHER, kdf=FLOOR)
    office.become(office.open_person("D. Novak", OTHER))
    window = make_window(BOOK, PAGE)
    window.session.go("reports", thread=thread)
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    assert [kind.key for kind in page.kinds] == ["handover", "day", "sheets", "issued"]
    qtbot.waitUntil(lambda: "Nothing has been issued yet" in page.view.empty_words())
    assert not page.insurance.isVisible()


def test_the_incident_report_opens_from_the_incident(
    make_window: Callable[..., MainWindow], thread: str, robot: Robot, qtbot: QtBot
) -> None:
    window = make_window(INCIDENTS, PAGE)
    shown = window.page("incidents")
    assert isinstance(shown, IncidentsPage)
    qtbot.waitUntil(lambda: shown.detail.thread_shown() == thread)
    robot.keys("Ctrl+K")
    robot.type("Print the incident report")
    robot.keys("Return")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(page.view.sheets.drawn)
    assert page.panels.currentWidget() is page.incident
    assert page.incident.chosen() == thread
    assert page.incident._made is not None
    assert "Incident report INC-2026-0001" in text_of(page.incident._made.paper.pdf)
