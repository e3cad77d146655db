"""Every page in labels as long as in German: nothing is cut that does not say so."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.screens.german import German, cut, long

from deskinc import i18n
from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import PaperLine, Sheet
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.downtime.dialog import copy_sheet
from deskinc.ui.downtime.shown import show_sheet
from deskinc.ui.labelled import wrong
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.pictures import settle
from deskinc.ui.windows import page_specs


def test_short_labels_grow_most_and_what_is_filled_in_stays() -> None:
    assert len(long("Save")) == 8
    assert long("&Sign off").startswith("&Sign")
    assert long("{n} lines, Ctrl+F").startswith("{n} lines")
    assert "Ctrl+F" in long("{n} lines, Ctrl+F")


@pytest.mark.parametrize("size", [(1280, 800), (853, 533)], ids=["plain", "at 150 %"])
def test_no_label_of_any_page_is_cut_at_german_length(
    make_window: Callable[..., MainWindow], office: Office, monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:  # fmt: skip
    monkeypatch.setattr(i18n, "_catalogue", German())
    raw = {"type": "patrol", "place": "B1 car park", "text": "All doors secure."}
    entries.post(office, raw, entries.new_id()).result()
    opening = {"category": "building.lift_entrapment", "severity": "high", "title": "Lift 2 stands"}
    incidents.open_new(office, opening, entries.new_id()).result()
    window = make_window(*page_specs(), size=size)
    found = {}
    for key in window.specs:
        window.show_page(key)
        settle()
        found[key] = list(cut(window))
    assert not {key: words for key, words in found.items() if words}


@pytest.mark.parametrize("size", [(1280, 800), (853, 533)], ids=["plain", "at 150 %"])
def test_no_label_of_the_dialogs_of_downtime_is_cut_at_german_length(
    make_window: Callable[..., MainWindow], office: Office, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot, size: tuple[int, int],
) -> None:  # fmt: skip
    monkeypatch.setattr(i18n, "_catalogue", German())
    line = PaperLine(1, office.now(), "patrol", "All doors secure.", "Lobby", "K. Ali")
    ids = [entries.new_id(), entries.new_id()]
    copying.transcribe(office, Sheet("occurrence", 2, "Power cut.", [line]), ids).result()
    window = make_window(*page_specs(), size=size)
    asked = copy_sheet(window, window.session)
    wrong(asked.fields.rows["time"], "No time. " * 12)
    shown = show_sheet(window, window.session, 2)
    qtbot.waitUntil(shown.strike.isVisible)
    shown.ask_strike()
    question = QApplication.activeModalWidget()
    assert question is not None
    settle()
    assert not [words for part in (asked, shown, question) for words in cut(part)]
    fault = asked.fields.rows["time"].fault
    assert fault.width() > asked.width() / 2
    assert asked.fields.rows["time"].y() == asked.fields.rows["type"].y()
