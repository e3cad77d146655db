"""Where it happened, and photos."""

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot
from tests.ui.incidents.hands import dialog, opened, read, showing
from tests.ui.relief import OTHER, RELIEF

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.evidence import documents, exhibits
from deskinc.desk.incidents import evidence, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.paths import resources
from deskinc.proof.canonical import Json
from deskinc.ui.incidents.evidence.files import FileDialog
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.incidents.photodialogs import CaptionDialog, PhotoDialog
from deskinc.ui.incidents.photofiles import name_filter


def test_without_a_plan_the_page_says_so(qtbot: QtBot, office: Office, page: IncidentsPage) -> None:
    showing(qtbot, page, opened(office))
    qtbot.waitUntil(lambda: not page.detail.body.where.none.isHidden())
    assert page.detail.body.where.pin.isHidden()


def test_the_way_to_the_plan_and_the_piece_of_it_around_the_pin(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    saved = plans.import_plan(office, resources() / "demo" / "plan-3.svg", "Court", "Floor 3")
    saved.result()
    (plan,) = plans.listed(office)
    thread = opened(office)
    showing(qtbot, page, thread)
    where = page.detail.body.where
    qtbot.waitUntil(lambda: not where.pin.isHidden())
    with qtbot.waitSignal(page.session.wanted) as went:
        where.pin.click()
    assert went.args == ["plan", {"pin": thread}]
    x, y = plan.min_x + plan.width // 2, plan.min_y + plan.height // 2
    plans.pin(office, thread, plan.thread, x, y, "about", 4000).result()
    qtbot.waitUntil(lambda: not where.piece.isHidden())
    assert where.words.text() == "Floor 3, about here"
    assert where.piece.accessibleName() == "Open the plan: High, Floor 3, About here"
    with qtbot.waitSignal(page.session.wanted) as went:
        where.piece.click()
    assert went.args == ["plan", {"thread": thread}]


def test_a_photo_gets_its_caption_and_stands_in_the_incident(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, samples: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.photos.take([samples / "photos" / "orientation" / "Landscape_6.jpg"])
    dialog(qtbot, page, CaptionDialog)
    robot.type("The hills")
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1)
    photos = page.detail.body.photos
    qtbot.waitUntil(lambda: len(photos.list.thumbs) == 1)
    (thumb,) = photos.list.thumbs.values()
    assert thumb.width() > thumb.height()
    assert page.detail.body.tabs.tabs["evidence"].text() == "Evidence 1"
    robot.window.activateWindow()
    qtbot.waitUntil(robot.window.isActiveWindow)
    photos.list.setFocus()
    photos.list.setCurrentIndex(photos.list.rows.index(0, 0))
    robot.keys("Return")
    seen = dialog(qtbot, page, PhotoDialog)
    qtbot.waitUntil(lambda: not seen.picture.pixmap().isNull())
    robot.keys("Escape")


def test_photos_chosen_together_are_told_of_in_one_banner(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, samples: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    folder = samples / "photos" / "orientation"
    page.detail.body.photos.take([folder / f"Landscape_{n}.jpg" for n in (1, 6)])
    for words in ("The hills", "The lake"):
        dialog(qtbot, page, CaptionDialog)
        robot.type(words)
        robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 2)
    qtbot.waitUntil(lambda: robot.says() == ["2 added to the incident."])


def test_a_file_that_is_no_photo_is_refused_with_a_sentence(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    bad = tmp_path / "note.jpg"
    bad.write_bytes(b"this is no picture at all")
    page.detail.body.photos.take([bad, tmp_path / "gone.jpg"])
    for _file in range(2):
        dialog(qtbot, page, CaptionDialog)
        robot.keys("Return")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: len(robot.says()) == 2)
    robot.hears("gone.jpg cannot be read")
    assert read(office, thread).photos == ()


def test_a_pasted_picture_and_a_dropped_file_are_taken(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QApplication.clipboard().setImage(image)
    page.list.view.setFocus()
    robot.keys("Ctrl+V")
    dialog(qtbot, page, CaptionDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: not page.findChildren(CaptionDialog))
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1)
    image.save(str(tmp_path / "dropped.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.png"))])
    held = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.detail.body.photos, QDragEnterEvent(QPoint(5, 5), *held))
    QApplication.sendEvent(page.detail.body.photos, QDropEvent(QPointF(5, 5), *held))
    dialog(qtbot, page, CaptionDialog)
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 2)


def test_the_files_offered_are_those_that_are_taken_in() -> None:
    offered = name_filter()
    for ends in evidence.PHOTO_SUFFIXES.values():
        assert all(f"*.{end}" in offered for end in ends)
    assert "tif" not in offered


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small picture in a file."""
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "tap.png"))
    return tmp_path / "tap.png"


def test_a_caption_half_typed_outlives_the_lock_and_its_photo_waits(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, photo: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.photos.take([photo])
    dialog(qtbot, page, CaptionDialog)
    robot.type("The tap, drip")
    person = office.person
    page.session.lock()
    qtbot.waitUntil(lambda: not page.findChildren(CaptionDialog))
    kept = {"name": "tap.png", "words": "The tap, drip"}
    qtbot.waitUntil(lambda: office.kept().get(f"incident:{thread}", {}).get("photo") == kept)
    assert read(office, thread).photos == ()
    page.session.let_in(person, by_pin=False)
    asked = dialog(qtbot, page, CaptionDialog)
    assert asked.words.text() == "The tap, drip"
    asked.words.end(False)
    robot.type("ping")
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1)
    assert read(office, thread).photos[0].caption == "The tap, dripping"
    qtbot.waitUntil(lambda: f"incident:{thread}" not in office.kept())


def test_d12_a_photo_of_one_officer_is_not_asked_of_another(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, photo: Path
) -> None:
    who = people.Enrolment(RELIEF, "D.N.", roles=office.officer.roles, identity="Passport")
    people.enrol(office, who, OTHER, kdf=FLOOR)
    thread, mine = opened(office), office.person
    showing(qtbot, page, thread)
    page.detail.body.photos.take([photo])
    dialog(qtbot, page, CaptionDialog)
    robot.type("The tap")
    page.session.lock()
    qtbot.waitUntil(lambda: not page.findChildren(CaptionDialog))
    page.session.let_in(office.open_person(RELIEF, OTHER), by_pin=False)
    assert page.detail.body.photos.captions.is_empty()
    assert office.kept() == {}
    page.session.let_in(mine, by_pin=False)
    kept = {"name": "tap.png", "words": "The tap"}
    assert office.kept()[f"incident:{thread}"]["photo"] == kept
    assert read(office, thread).photos == ()


def test_after_a_crash_the_words_are_offered_and_the_photo_is_asked_again(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, photo: Path
) -> None:
    thread = opened(office)
    kept: dict[str, Json] = {"photo": {"name": "tap.png", "words": "The tap"}}
    office.keep(f"incident:{thread}", kept).result()
    other = IncidentsPage(page.session)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: other.detail.thread_shown() == thread)
    photos = other.detail.body.photos
    qtbot.waitUntil(lambda: not photos.kept.isHidden())
    assert "tap.png is kept, the photo is not" in photos.kept.text()
    assert "“The tap”" in photos.kept.text()
    other.show()
    photos.take([photo])
    asked = dialog(qtbot, other, CaptionDialog)
    assert asked.words.text() == "The tap"
    asked.accept()
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1)
    assert photos.kept.isHidden()


def test_the_caption_of_a_refused_file_is_kept_until_it_is_forgotten(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.photos.take([tmp_path / "gone.jpg"])
    dialog(qtbot, page, CaptionDialog)
    robot.type("The door")
    robot.keys("Return")
    photos = page.detail.body.photos
    qtbot.waitUntil(lambda: "gone.jpg" in photos.kept.text())
    photos.forget.click()
    assert photos.kept.isHidden()
    qtbot.waitUntil(lambda: f"incident:{thread}" not in office.kept())


def test_files_and_photos_of_a_folder_are_taken_with_one_caption_for_all(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, tmp_path: Path, photo: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "a.dav").write_bytes(b"film" * 1000)
    (folder / "b.csv").write_text("door,open")
    photo.rename(folder / "c.png")
    page.detail.body.photos.take([folder])
    asked = dialog(qtbot, page, CaptionDialog)
    robot.type("From the stick")
    asked.all.click()
    robot.keys("Return")
    qtbot.waitUntil(lambda: len(read(office, thread).photos) == 1)
    part = page.detail.body.evidence
    qtbot.waitUntil(lambda: part.files.rows.rowCount() == 2)
    qtbot.waitUntil(lambda: robot.says() == ["3 added to the incident."])
    qtbot.waitUntil(lambda: page.detail.body.tabs.tabs["evidence"].text() == "Evidence 3")
    assert {one.caption for one in documents.files(office, thread)} == {"From the stick"}
    part.files.wanted.emit(documents.files(office, thread)[0].n)
    seen = dialog(qtbot, page, FileDialog)
    assert sha256(b"film" * 1000).hexdigest() in {one.text() for one in seen.findChildren(QLabel)}
    robot.keys("Escape")


def test_every_sample_photo_is_kept_whole_as_photo_or_as_file(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot, samples: Path
) -> None:
    thread = opened(office)
    showing(qtbot, page, thread)
    there = [path for path in (samples / "photos").rglob("*") if path.is_file()]
    filled = [path for path in there if path.stat().st_size]
    page.detail.body.photos.take(there)
    dialog(qtbot, page, CaptionDialog).all.click()
    robot.keys("Return")
    taking = page.detail.body.photos.taking
    qtbot.waitUntil(lambda: not taking.is_busy() and taking.isHidden(), timeout=120_000)
    kept = [
        sha256(evidence.photo(office, one.n, "original")).hexdigest()
        for one in read(office, thread).photos
    ]
    files = documents.files(office, thread)
    kept += [one.sha256 for one in files]
    assert sorted(kept) == sorted(sha256(one.read_bytes()).hexdigest() for one in filled)
    assert all(one.remark for one in files if one.name.endswith(("jpg", "png", "heic")))


def test_footage_names_an_exhibit_of_its_own_incident(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    mine, other = opened(office), opened(office)
    for thread, mark in ((mine, "RM/1"), (other, "RM/2")):
        said = {"mark": mark, "what": f"Disc {mark}", "store": "Safe"}
        exhibits.make(office, thread, said, entries.new_id()).result()
    showing(qtbot, page, mine)
    offered = page.detail.body._lists.exhibits()
    assert [(offer.words, offer.note) for offer in offered] == [
        (exhibits.listed(office, mine)[0].number, "Disc RM/1")
    ]
