"""Lists that leave the book: what is in them, what is recorded, and that nothing leaves halfway."""

import csv
import json
from contextlib import ExitStack
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from tests.book.disks import refusing
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, fresh
from tests.desk.papers.test_checked_papers import altered

from deskinc.desk import access_log
from deskinc.desk.access import note_access
from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.lines.finding import Wanted
from deskinc.desk.papers import list_tables, lists
from deskinc.desk.papers.list_tables import Table
from deskinc.desk.papers.lists import Asked, Left
from deskinc.errors import BookFault, DeskError, InvalidForm, NotAllowed, WrongPassphrase

WORDS = '=HYPERLINK("http://example.org"), the lift said'


@pytest.fixture
def book(desk: Desk) -> Desk:
    """A late line, one that was struck, one that was corrected, one that begins like a formula."""
    desk.post("Parcel for Nair.", type="delivery", happened=datetime(2026, 11, 21, 19, tzinfo=UTC))
    wrong = desk.post("Lift 3 stuck.")
    entries.strike(desk.office, wrong.n, "There is no lift 3.", fresh()).result()
    gate = desk.post("Gate 4 open.")
    right = {"type": "patrol", "place": "Lobby", "text": "Gate 5 open."}
    entries.correct(desk.office, gate.n, right, "Wrong gate.", fresh()).result()
    desk.post(WORDS)
    return desk


def leave(desk: Desk, table: Table, path: Path, recipient: str = "") -> Left:
    """The list as it leaves."""
    asked = Asked(path.suffix[1:], path, recipient)
    left = lists.export(desk.office, table, asked, PHRASES[desk.office.officer.name])
    assert left is not None
    return left


def told(path: Path) -> list[dict[str, object]]:
    """The rows of a list in JSON."""
    found: list[dict[str, object]] = json.loads(path.read_text("utf-8"))
    return found


def test_rule17_a_list_says_what_the_lines_say_and_that_some_are_struck(
    book: Desk, tmp_path: Path
) -> None:
    left = leave(book, list_tables.lines(book.office, Wanted()), tmp_path / "lines.json")
    rows = told(left.path)
    lines = entries.lines(book.office, list(entries.ids(book.office)))
    assert [row["text"] for row in rows] == [line.text for line in lines]
    assert [row["number"] for row in rows] == [line.line for line in lines]
    assert [row["name"] for row in rows] == [line.by_name for line in lines]
    late, struck, _strike, old, new, _formula = rows
    assert (late["happened"], late["late_minutes"]) == ("2026-11-21 19:00:00+00:00", 60)
    assert (struck["text"], struck["struck"]) == (
        "Lift 3 stuck.", f"struck {lines[2].written:%H:%M} J.H., There is no lift 3.",
    )  # fmt: skip
    assert str(old["struck"]).endswith("J.H., see 5, Wrong gate.")
    assert new["corrects"] == "corrects 4, Wrong gate."


@pytest.mark.parametrize("form", lists.FORMATS)
def test_every_format_holds_every_row_and_no_formula(book: Desk, tmp_path: Path, form: str) -> None:
    table = list_tables.lines(book.office, Wanted())
    left = leave(book, table, tmp_path / f"lines.{form}")
    texts = {"csv": csv_texts, "xlsx": sheet_texts, "json": json_texts}[form](left.path)
    assert left.rows == table.count == len(texts) == 6
    assert texts[0] == "Parcel for Nair."
    assert texts[-1] == (f"'{WORDS}" if form == "csv" else WORDS)


def csv_texts(path: Path) -> list[object]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row["Entry"] for row in csv.DictReader(stream)]


def json_texts(path: Path) -> list[object]:
    return [row["text"] for row in told(path)]


def sheet_texts(path: Path) -> list[object]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    at = [cell.value for cell in head].index("Entry")
    assert {row[at].data_type for row in rows} == {"s"}
    return [row[at].value for row in rows]


def test_its_leaving_is_recorded_with_the_hashes_of_what_lies_on_the_disk(
    book: Desk, tmp_path: Path
) -> None:
    book.office.book.seal().result()
    table = list_tables.lines(book.office, Wanted("gate"))
    left = leave(book, table, tmp_path / "gates.csv", "County Court")
    said = book.office.read.record(left.n).values
    data, manifest = left.path.read_bytes(), left.manifest.read_bytes()
    assert left.manifest.name == "gates.csv.manifest.json"
    assert said["kind"] == {"code": "list", "text": "List"}
    assert said["format"] == {"code": "csv", "text": "CSV"}
    assert (said["sha256"], said["size"]) == (sha256(data).hexdigest(), len(data))
    assert (said["manifest"], said["rows"]) == (sha256(manifest).hexdigest(), 2)
    assert (said["first"], said["last"], said["asked"]) == (4, 5, "“gate”")
    assert (said["signers/01/name"], said["signers/01/meaning"]) == (
        BOSS, "This list leaves the book, for County Court.",
    )  # fmt: skip
    named = json.loads(manifest)
    assert named["files"] == [
        {"name": "gates.csv", "sha256": sha256(data).hexdigest(), "size": len(data)}
    ]
    assert (named["rows"], named["asked"], named["by"]) == (2, "“gate”", BOSS)
    assert named["seal"] == book.office.read.seals()[-1].note
    assert sorted(path.name for path in tmp_path.glob("*gates*")) == [
        "gates.csv", "gates.csv.manifest.json",
    ]  # fmt: skip
    assert book.verifies()


def test_what_is_stopped_leaves_nothing_and_no_record(book: Desk, tmp_path: Path) -> None:
    before, folder = book.office.read.last_n(), tmp_path / "out"
    folder.mkdir()
    seen: list[float] = []
    for form in lists.FORMATS:
        gone = lists.export(
            book.office,
            list_tables.lines(book.office, Wanted()),
            Asked(form, folder / f"lines.{form}"),
            PHRASES[BOSS],
            progress=lambda share, _words: seen.append(share),
            stopped=lambda: bool(seen),
        )
        assert gone is None
    assert list(folder.iterdir()) == []
    assert book.office.read.last_n() == before


def test_whatever_goes_wrong_nothing_has_left(book: Desk, tmp_path: Path) -> None:
    table, folder = list_tables.lines(book.office, Wanted()), tmp_path / "out"
    folder.mkdir()
    path = folder / "lines.csv"
    with pytest.raises(DeskError, match="could not be saved"):
        leave(book, table, folder / "nowhere" / "lines.csv")
    with pytest.raises(InvalidForm):
        leave(book, table, path, "x" * 501)
    first = entries.ids(book.office)[0]
    altered(book, first, "text")
    with pytest.raises(BookFault, match=f"value of record {first}"):
        leave(book, table, path)
    with pytest.raises(WrongPassphrase):
        lists.export(book.office, table, Asked("csv", path), "not this one at all")
    assert list(folder.iterdir()) == []
    assert "export" not in {record.form for record in book.since(0)}


def test_what_can_not_be_recorded_does_not_leave(book: Desk, tmp_path: Path) -> None:
    table, folder = list_tables.lines(book.office, Wanted()), tmp_path / "out"
    folder.mkdir()
    disk = ExitStack()

    def refuse(_share: float, _words: str) -> None:
        disk.enter_context(refusing(8192))

    with disk, pytest.raises(BookFault):
        lists.export(
            book.office, table, Asked("csv", folder / "lines.csv"), PHRASES[BOSS], progress=refuse
        )
    assert list(folder.iterdir()) == []
    assert book.office.read.exports() == []
    assert leave(book, table, folder / "lines.csv").rows == 6


def test_incidents_and_papers_leave_in_the_same_way(book: Desk, tmp_path: Path) -> None:
    thread = book.raise_incident(book.post("He slid.").n, injuries=True)
    assert incidents.listed(book.office)[0].thread == thread
    (incident,) = told(
        leave(book, list_tables.incident_list(book.office), tmp_path / "i.json").path
    )
    assert (incident["number"], incident["title"], incident["place"]) == (
        "INC-2026-0001", "Slip on wet floor", "Lobby",
    )  # fmt: skip
    assert incident["severity"] == "Medium"
    none = list_tables.incident_list(book.office, "finished")
    assert (none.count, none.asked) == (0, "finished, not closed")
    (paper,) = told(leave(book, list_tables.paper_list(book.office), tmp_path / "p.json").path)
    assert (paper["kind"], paper["name"], paper["by"]) == ("List", "i.json", BOSS)
    assert paper["rows"] == 1


def test_the_access_log_leaves_whole_as_its_page_asks(
    book: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "PAGE", 2)
    for no in range(5):
        note_access(book.office, "printed", f"list {no}").result()
    table = list_tables.access_list(book.office, kind="papers", day=date(2026, 11, 21))
    rows = told(leave(book, table, tmp_path / "log.json").path)
    assert [row["more"] for row in rows] == [f"list {no}" for no in range(4, -1, -1)]
    assert {row["who"] for row in rows} == {BOSS}
    assert table.asked == "Papers and prints, to 2026-11-21"
    book.sit(MANAGER)
    with pytest.raises(NotAllowed):
        list_tables.access_list(book.office)


def test_a_list_of_nothing_leaves_and_is_recorded_too(book: Desk, tmp_path: Path) -> None:
    left = leave(book, list_tables.lines(book.office, Wanted("zebra")), tmp_path / "none.csv")
    assert (left.rows, csv_texts(left.path)) == (0, [])
    assert book.office.read.record(left.n).values["rows"] == 0


def test_what_was_erased_says_so_in_a_list(book: Desk, tmp_path: Path) -> None:
    second = (MANAGER, PHRASES[MANAGER])
    found = erasure_search.find(book.office, "Nair")
    erasing.erase(book.office, found, "request", "2026/17", PHRASES[BOSS], second)
    rows = told(leave(book, list_tables.lines(book.office, Wanted()), tmp_path / "l.json").path)
    assert rows[0]["text"] == book.line(entries.ids(book.office)[0]).text
    assert "Nair" not in str(rows)
    assert "erased" in str(rows[0]["text"])


def test_d42_what_a_list_was_asked_for_by_name_goes_with_the_person(
    book: Desk, tmp_path: Path
) -> None:
    left = leave(book, list_tables.lines(book.office, Wanted("nair")), tmp_path / "l.csv")
    found = erasure_search.find(book.office, "nair")
    assert [one.fields for one in found if one.n == left.n] == [("asked",)]
    erasing.erase(book.office, found, "request", "1", PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    assert erasure_search.find(book.office, "nair") == []
    assert book.office.read.record(left.n).values["rows"] == 1
    assert book.verifies()


def test_an_officer_exports_no_list(book: Desk, tmp_path: Path) -> None:
    table = list_tables.lines(book.office, Wanted())
    book.sit(OFFICER)
    for act in (
        lambda: list_tables.lines(book.office, Wanted()),
        lambda: list_tables.incident_list(book.office),
        lambda: list_tables.paper_list(book.office),
        lambda: leave(book, table, tmp_path / "lines.csv"),
    ):
        with pytest.raises(NotAllowed):
            act()
    book.sit(MANAGER)
    assert leave(book, table, tmp_path / "lines.csv").rows == 6
