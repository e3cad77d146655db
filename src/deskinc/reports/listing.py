"""Lists as files for other programs: CSV, XLSX and JSON, a row at a time, and never a formula.

All texts arrive as they are to be read. What was typed stays text in every one of them: a
spreadsheet takes nothing of it for a sum to work out or a link to follow.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deskinc.i18n import _

Cell = str | int | None
MOST_XLSX = 1_048_575
"""Rows that a sheet takes below its heading."""
_BEGINS = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, or drops before it looks for one."""
_NO_XML = {0xFFFE: "[U+FFFE]", 0xFFFF: "[U+FFFF]"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what programs call it, what people do, and its width in characters."""

    key: str
    title: str
    width: int = 12


Rows = Iterable[Sequence[Cell]]


def write_csv(columns: Sequence[Column], rows: Rows, path: Path) -> None:
    """UTF-8 with its mark, every cell quoted; a ``'`` stands before what begins like a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        out.writerow([column.title for column in columns])
        for row in rows:
            out.writerow([_safe(cell) for cell in row])


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS) else cell


def write_json(columns: Sequence[Column], rows: Rows, path: Path) -> None:
    """One object for each row, on a line of its own, the texts exactly as they are."""
    keys = [column.key for column in columns]
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("[")
        for at, row in enumerate(rows):
            said = dict(zip(keys, row, strict=True))
            stream.write(",\n" if at else "\n")
            stream.write(json.dumps(said, ensure_ascii=False))
        stream.write("\n]\n")


def write_xlsx(columns: Sequence[Column], rows: Rows, path: Path) -> None:
    """One sheet with a heading that stays in sight; what is on its way lies beside ``path``."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    sheet = book.add_worksheet(_("List"))
    try:
        strong, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        plain = book.add_format({"valign": "top"})
        wrap.set_align("top")
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.title, strong)
        for below, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(below, at, cell, plain)
                elif cell:
                    _text(sheet, below, at, cell.translate(_NO_XML), wrap)
        book.close()
    finally:
        with suppress(AttributeError):  # a stopped one closes nothing by itself
            sheet.row_data_fh.close()


def _text(sheet: object, row: int, at: int, text: str, style: object) -> None:
    """A text cell; what looks like the marks of a rich one would be written unescaped."""
    rich = text.startswith("<r>") and text.endswith("</r>")
    write = getattr(sheet, "write_rich_string" if rich else "write_string")
    write(row, at, *([text[:1], style, text[1:]] if rich else [text]), style)


WRITERS: Mapping[str, Callable[[Sequence[Column], Rows, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
}
