"""Numbered sheets for writing by hand (D7): printed before they are needed, no number twice."""

from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass, field, replace

from deskinc.desk.downtime.asked import asked
from deskinc.desk.office import Office
from deskinc.desk.papers.papers import head
from deskinc.errors import DeskError, NumbersGiven
from deskinc.forms.catalogue.duty import SHEET_KINDS, SHEETS
from deskinc.i18n import _
from deskinc.reports import blanks
from deskinc.reports.blanks import LEAST, BlankData, blank_sheets
from deskinc.reports.document import Document

MOST = SHEETS
"""Sheets of one print."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """Sheets ``first`` to ``last``, ready to be printed."""

    pdf: bytes = field(repr=False)
    pages: int
    name: str
    title: str
    first: int
    last: int


def kinds() -> list[tuple[str, str]]:
    """The kinds of sheet: code and word."""
    return [(option.code, _(option.label)) for option in SHEET_KINDS]


def next_number(office: Office) -> int:
    """The number of the next sheet: they count through all kinds."""
    return 1 + max((row.last or 0 for row in office.read.blanks()), default=0)


def print_sheets(office: Office, kind: str, count: int) -> Blanks:
    """Record the numbers of ``count`` sheets, before anybody has them, and lay them out. Blocks.

    Raises DeskError for a number of sheets that is none.
    """
    from deskinc.reports.pdf import render

    document, first, last = laid_out(office, kind, count)
    made = render(document)
    name = f"sheets-{first}-{last}.pdf"
    return Blanks(made.pdf, made.pages, name, document.title, first, last)


def laid_out(
    office: Office, kind: str, count: int, *, drill: bool = False
) -> tuple[Document, int, int]:
    """The sheets as a document, the first and the last number. Blocks and raises as above.

    Those of a ``drill`` say what is done in one, and call for nobody.
    """
    office.allow("write_occurrence")
    if not 1 <= count <= MOST:
        raise DeskError(
            _("So many sheets are not printed at once."),
            _("Ask for 1 to {most}.").format(most=MOST),
        )
    first = _numbered(office, kind, count)
    last = first + count - 1
    return _document(office, kind, first, last, drill=drill), first, last


def unnumbered(office: Office, kind: str) -> Document:
    """One sheet of which the book knows nothing: its number is written by hand. Blocks."""
    return _document(office, kind, 0, 0)


def _document(office: Office, kind: str, first: int, last: int, *, drill: bool = False) -> Document:
    data = BlankData(
        first=first, last=last, kind=kind, lines=LEAST, emergency=office.site.emergency,
        asked=asked(office, kind, drill=drill), **head(office),
    )  # fmt: skip
    return blank_sheets(replace(data, lines=_fitting(data)))


def _numbered(office: Office, kind: str, count: int) -> int:
    """The first of ``count`` numbers that are recorded now; another print may take some before."""
    while True:
        first = next_number(office)
        said = {"kind": kind, "first": first, "last": first + count - 1}
        with suppress(NumbersGiven):
            office.write(office.draft("blanks", said)).result()
            return first


def _fitting(data: BlankData) -> int:
    """The most lines with which a sheet still is one page: five trials at most.

    Floors beyond them stand on pages of their own.
    """
    from deskinc.reports.pdf import render

    one = replace(data, last=data.first)

    def spills(count: int) -> bool:
        few = data.asked and replace(data.asked, floors=data.asked.floors[:count])
        return render(blank_sheets(replace(one, lines=count, asked=few))).pages > 1

    if not spills(blanks.MOST):
        return blanks.MOST
    return LEAST + bisect_left(range(LEAST + 1, blanks.MOST), True, key=spills)
