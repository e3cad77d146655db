"""Notifications through the window: set up, switched on by two, sent, and what comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.desk.notices.servers import PASSWORD, Papers, free_port, hook_server, mail_server, papers
from tests.ui.conftest import (
    PASSPHRASE,
    Clock,
    Makes,
    NewOffice,
    Robot,
    assert_named,
    grab,
)
from tests.ui.incidents.hands import opened, showing
from tests.ui.settings_hands import faults, find, retype, says
from tests.ui.test_people import CHIEF, WORDS, asked, enter, fill, of_three

from deskinc.desk.notices import channels
from deskinc.desk.office import Office
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.channelform import ChannelForm
from deskinc.ui.settings.notices import NoticesSection, SwitchOnDialog
from deskinc.ui.settings.page import PAGE, SettingsPage

RING = "Duty manager, 020 7946 0001"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """A certificate for localhost."""
    return papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """Three people."""
    made = prepared(of_three).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the pages it takes."""
    return make_window(BOOK, INCIDENTS, PAGE)


@pytest.fixture
def section(window: MainWindow) -> NoticesSection:
    """The section, on screen."""
    window.session.go("settings", part="notices")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    found = find(page, NoticesSection)
    assert isinstance(found, NoticesSection)
    return found


def incidents_page(window: MainWindow) -> IncidentsPage:
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    return page


def begun(section: NoticesSection, kind: str, name: str) -> ChannelForm:
    """The form of a new channel, with what every kind is asked."""
    section.add.click()
    form = section.form
    assert form is not None
    assert_named(form)
    form.kind.setCurrentIndex(form.kind.findData(kind))
    retype(QtBot, form.name, name)  # type: ignore[arg-type]
    retype(QtBot, form.ring, RING)  # type: ignore[arg-type]
    return form


def mail(section: NoticesSection, shown: Papers, port: int) -> ChannelForm:
    """The form filled in for a mail server."""
    form = begun(section, "email", "Duty manager")
    for field, words in (
        (form.host, "localhost"), (form.port, str(port)), (form.user, "desk"),
        (form.from_, "desk@tower.example.org"), (form.secret, PASSWORD),
    ):  # fmt: skip
        fill(field, words)
    form.recipients.setPlainText("duty@example.org")
    form.root.setPlainText(shown.pem)
    return form


def switched_on(qtbot: QtBot, window: MainWindow, section: NoticesSection) -> None:
    """Both sign what the dialog says."""
    section.switch.click()
    dialog = asked(qtbot, window, SwitchOnDialog)
    assert isinstance(dialog, SwitchOnDialog)
    assert "{number}: {category}, {severity}. {place}, {time}." in says(dialog)
    grab(dialog, "switch-on")
    fill(dialog.own, PASSPHRASE)
    fill(dialog.other, CHIEF)
    fill(dialog.theirs, WORDS)
    enter()
    qtbot.waitUntil(lambda: channels.listed(window.session.office)[0].on)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_what_is_typed_of_a_channel_outlives_the_lock_but_for_its_secret(
    qtbot: QtBot, window: MainWindow, section: NoticesSection, office: Office
) -> None:
    form = begun(section, "email", "Duty manager")
    fill(form.secret, PASSWORD)
    window.session.lock()
    qtbot.waitUntil(lambda: office.kept_under() == {"channel:new"})
    chief = office.open_person(office.officer.name, PASSPHRASE)
    window.session.let_in(chief, by_pin=False)
    (kept,) = office.kept().values()
    assert PASSWORD not in str(kept)
    assert kept["edits"] == {"name": "Duty manager", "ring": RING}
    form.leave()
    section.add.click()
    again = section.form
    assert again is not None
    qtbot.waitUntil(lambda: again.name.text() == "Duty manager")
    assert again.secret.text() == ""


def test_d31_a_channel_is_set_up_switched_on_by_two_and_tells_the_duty_manager(
    qtbot: QtBot, window: MainWindow, section: NoticesSection, office: Office, shown: Papers,
    robot: Robot,
) -> None:  # fmt: skip
    with mail_server(shown) as box:
        form = mail(section, shown, box.port)
        form.template.setPlainText("{number} {title}")
        form.save()
        assert "may leave" in faults(form)
        form.template.setPlainText("{number}: {category}, {severity}. {place}, {time}.")
        QApplication.processEvents()
        grab(window, "channel-form")
        form.save()
        robot.hears("It is off until two people switch it on.")
        assert section.table.isVisible()
        assert not section.test.isEnabled()
        first = opened(office)
        switched_on(qtbot, window, section)
        section.test.click()
        qtbot.waitUntil(lambda: len(box.letters) == 1)
        assert "This is a test. Nothing has happened." in box.read()[0]

        thread = opened(office, place="Lift 2")
        qtbot.waitUntil(lambda: len(box.letters) == 2)
        assert "INC-2026-0002: Lift entrapment, High. Lift 2," in box.read()[1]
        page = incidents_page(window)
        showing(qtbot, page, thread)
        body = page.detail.body
        qtbot.waitUntil(lambda: any("delivered" in each for each in body.notified.words()))
        assert "Duty manager: delivered" in [event.words for event in body.timeline.events()]
        body.scroll_to("told")
        grab(window, "told")
        showing(qtbot, page, first)
        qtbot.waitUntil(body.notified.isHidden)
    assert all("delivered" not in said for said in robot.says())


def test_d31_what_cannot_be_sent_says_whom_to_ring_and_holds_nothing_up(
    qtbot: QtBot, window: MainWindow, section: NoticesSection, office: Office, shown: Papers,
    robot: Robot, clock: Clock,
) -> None:  # fmt: skip
    mail(section, shown, free_port()).save()
    robot.hears("It is off until two people switch it on.")
    switched_on(qtbot, window, section)
    thread = opened(office)
    waits = "A message waits. localhost does not answer."
    qtbot.waitUntil(lambda: bool(window.session.unsent_notices))
    section.load()
    assert section.why.text().startswith(waits)
    clock.go_on(minutes=16)
    window.notifier.look()
    robot.hears(f"Ring instead: {RING}.")
    assert sum("Ring instead" in each for each in robot.says()) == 1
    assert any("INC-2026-0001. The message to Duty manager" in each for each in robot.says())
    page = incidents_page(window)
    showing(qtbot, page, thread)
    (said,) = page.detail.body.notified.words()
    assert f"Ring instead: {RING}." in said
    page.detail.body.scroll_to("told")
    QApplication.processEvents()
    grab(window, "ring-instead")
    assert [each for each in robot.says() if "crash" in each.lower()] == []


def test_d31_a_webhook_is_named_by_its_host_alone_and_refused_where_it_leads_elsewhere(
    qtbot: QtBot, window: MainWindow, section: NoticesSection, office: Office, shown: Papers,
    robot: Robot,
) -> None:  # fmt: skip
    with hook_server(shown) as taker, hook_server(shown) as elsewhere:
        form = begun(section, "webhook", "Chat")
        assert not form.host.isVisible()
        form.save()
        assert "needed" in faults(form)
        fill(form.secret, "http://hooks.example.org/sesame")
        form.save()
        assert "Write the address as https://" in faults(form)
        fill(form.secret, taker.address)
        form.root.setPlainText(shown.pem)
        form.save()
        robot.hears("It is off until two people switch it on.")
        assert section.model.index(0, 1).data() == "Webhook, localhost"
        switched_on(qtbot, window, section)
        taker.status, taker.head = 308, {"Location": elsewhere.address}
        opened(office)
        robot.hears(f"Ring instead: {RING}.")
        assert (len(taker.posts), elsewhere.posts) == (1, [])
        section.switch.click()
        robot.hears("“Chat” is off. Nothing leaves by it.")
