"""Lists as files: exact in JSON, readable in a spreadsheet, and never a formula."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from deskinc.reports.listing import WRITERS, Cell, Column, write_csv, write_json, write_xlsx

COLUMNS = (Column("no", "No."), Column("words", "Words", 60))
ODD = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "http://example.org", "007",
    "<r><t>x</t></r>", "_x0041_", "a\u0007b", '"quoted", and\nmore', " blanks ", "\ufffe", "{=1}",
    "1e5", "2026-11-22", "ÄÖÜ ß 漢字 \U0001f600",
)  # fmt: skip


def rows() -> Iterator[tuple[Cell, ...]]:
    yield from enumerate(ODD, 1)
    yield (None, "")


def test_json_says_exactly_what_is_there(tmp_path: Path) -> None:
    write_json(COLUMNS, rows(), tmp_path / "list.json")
    told = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert [tuple(row.values()) for row in told] == list(rows())
    assert list(told[0]) == ["no", "words"]


def test_no_cell_of_a_csv_file_is_a_formula(tmp_path: Path) -> None:
    write_csv(COLUMNS, rows(), tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, *told = csv.reader(stream)
    assert head == ["No.", "Words"]
    assert [row[1].removeprefix("'") for row in told] == [*ODD, ""]
    assert not [row[1] for row in told if row[1][:1] in tuple("=+-@\t\r\n＝＋－＠") and row[1]]


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(tmp_path: Path) -> None:
    write_xlsx(COLUMNS, rows(), tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx", rich_text=False).active
    assert sheet is not None
    told = list(sheet.iter_rows(min_row=2))
    texts = [str(row[1].value) for row in told][: len(ODD)]
    assert [unescape(text) for text in texts] == [
        text.replace("\ufffe", "[U+FFFE]") for text in ODD
    ]
    assert {row[1].data_type for row in told[: len(ODD)]} <= {"s", "inlineStr"}
    assert not [row for row in told if row[1].hyperlink]
    assert [row[0].value for row in told] == [*range(1, len(ODD) + 1)]
    assert sheet.freeze_panes == "A2"
    assert [path.name for path in tmp_path.iterdir()] == ["list.xlsx"]


@pytest.mark.parametrize("form", WRITERS)
def test_a_list_of_nothing_is_a_file_all_the_same(tmp_path: Path, form: str) -> None:
    WRITERS[form](COLUMNS, iter(()), tmp_path / "list")
    assert (tmp_path / "list").stat().st_size > 0


@pytest.mark.parametrize("form", WRITERS)
def test_what_is_stopped_holds_no_file_open(tmp_path: Path, form: str) -> None:
    def stopped() -> Iterator[tuple[Cell, ...]]:
        yield (1, "One.")
        raise InterruptedError

    with pytest.raises(InterruptedError):
        WRITERS[form](COLUMNS, stopped(), tmp_path / "list")
