"""D20 in the window: restricted answers on screen, for who may read them and for who may not."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.desk.sheets import words_of
from tests.ui.conftest import NAME, PASSPHRASE, Robot
from tests.ui.incidents.hands import opened, plain, read, showing
from tests.ui.relief import OTHER, RELIEF, enrol_relief, take_over

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages, exports
from deskinc.proof.canonical import unb64
from deskinc.ui.forms.cell import FieldCell
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.palette import in_book

HURT = "Quarternion wrist fracture"
PEOPLE = {
    "people": {"01": {"name": "Ms P. Nair", "role": "injured", "injury": HURT}},
    "lift_condition": "Short of breath",
}


def on_screen(page: IncidentsPage) -> str:
    """All words of the page."""
    texts = [found.text() for found in page.findChildren(QLabel) if found.isVisibleTo(page)]
    return "\n".join([*texts, *(cell.plain.text() for cell in cells(page))])


def cells(page: IncidentsPage) -> list[FieldCell]:
    """Every field of the page."""
    views = page.detail.body.all_views()
    found = [view.cell(name) for view in views for name in view.names()]
    return [cell for cell in found if cell is not None]


def test_d20_who_may_not_read_sees_that_something_is_restricted(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    enrol_relief(office)
    thread = opened(office, **PEOPLE)
    showing(qtbot, page, thread)
    assert HURT in on_screen(page)
    assert page.detail.body.closed.isHidden()
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: "Restricted: INC-" in page.detail.body.closed.text())
    said = on_screen(page)
    assert HURT not in said
    assert "Short of breath" not in said
    assert "Lift entrapment" in page.detail.body.closed.text()
    assert "Shift leads and the facilities manager read it" in page.detail.body.closed.text()
    take_over(office, NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: HURT in on_screen(page))


def test_d20_it_is_off_the_screen_as_soon_as_another_has_the_desk(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    enrol_relief(office)
    thread = opened(office, **PEOPLE)
    showing(qtbot, page, thread)
    page.detail.change_hands()
    assert HURT not in on_screen(page)


def test_d20_an_officer_fills_it_in_by_key_and_reads_his_own(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    enrol_relief(office)
    take_over(office, RELIEF, OTHER)
    thread = opened(office)
    showing(qtbot, page, thread)
    page.detail.body.focus_field("lift_condition")
    robot.type("Pale and cold")
    robot.keys("Return", "Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values.get("lift_condition") == "Pale and cold")
    assert plain(page, "lift_condition") == "Pale and cold"
    take_over(office, NAME, PASSPHRASE)
    assert read(office, thread).values["lift_condition"] == "Pale and cold"


def test_d20_a_restricted_field_says_so_over_it(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    showing(qtbot, page, opened(office))
    captions = [cell.caption.text() for cell in cells(page)]
    assert "Condition of those inside · restricted" in captions
    assert "Children and young people · restricted" in captions


def card(name: str, **more: object) -> dict[str, object]:
    """The card of somebody who was hurt."""
    said = {"name": name, "status": "visitor", "nature": f"{name} broke a wrist", **more}
    return {"injured": {"001": said}, "injuries": True}


def test_rule18_no_officer_browses_the_injuries_of_others(
    qtbot: QtBot, office: Office, page: IncidentsPage
) -> None:
    """The accident book: each person’s page is confidential by itself."""
    enrol_relief(office)
    theirs = opened(office, category="injury.slip", title="Slip", **card("Nairobi"))
    take_over(office, RELIEF, OTHER)
    own = opened(office, category="injury.slip", title="Fall", **card("Lisboa"))
    showing(qtbot, page, theirs)
    qtbot.waitUntil(lambda: "Restricted: INC-" in page.detail.body.closed.text())
    assert "Nairobi" not in on_screen(page)
    assert "Nairobi" not in " ".join(one.words for one in in_book(page.session))
    assert entries.find(office, "Nairobi") == []
    assert not office.officer.may("report")
    paper = day_pages.print_day(office, office.now().date()).pdf
    assert "Slip" in words_of(paper)
    assert not {"Nairobi", "Lisboa"} & set(words_of(paper).split())
    showing(qtbot, page, own)
    qtbot.waitUntil(lambda: "Lisboa" in on_screen(page))


def test_rule18_consent_is_asked_on_the_card_and_the_card_is_a_record_apart(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    own = opened(office, category="injury.slip", title="Fall", **card("Lisboa"))
    other = opened(office, category="injury.slip", title="Slip", **card("Nairobi"))
    showing(qtbot, page, own)
    page.detail.body.focus_field("injured")
    table = page.detail.body.views["people"].cell("injured")
    assert table is not None
    assert isinstance(table.editor, TableEditor)
    assert table.editor.rows() == ["001"]
    consent = table.editor.cell("001", "consent").inner()
    consent.setFocus()
    robot.keys("Space", "Ctrl+S")
    qtbot.waitUntil(lambda: read(office, own).values.get("injured/001/consent") is True)
    apart = [r.form for r in office.read.thread(unb64(own)) if "injured/001/consent" in r.values]
    assert apart == ["restricted"]
    whole = words_of(exports.incident_report(office, own).pdf)
    assert "Lisboa broke a wrist" in whole
    assert "May a safety representative be told? Yes" in whole
    assert "Nairobi" not in whole
    assert "injured/001/consent" not in read(office, other).values
