"""Printing a paper: the first print is the file as it is, each later one bears a mark (rule 15).

Sheets to write on are numbered: of these a saved copy counts like a printed one.
"""

from concurrent.futures import Future

from deskinc.book.record import Saved
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import Signed, stamp
from deskinc.i18n import _

_LOOKED = 100_000
"""Entries of the log that are looked through, newest first."""


def prints_before(office: Office, paper: Signed) -> int:
    """How often this paper was printed since it was issued."""
    rows = office.read.accesses(_LOOKED, whats=("printed",))
    return sum(row.detail == paper.name and row.n > paper.n for row in rows)


def to_print(office: Office, paper: Signed) -> bytes:
    """What goes to the printer: a reprint says which it is, when, and who asked for it."""
    from deskinc.reports.reprint import marked

    before = prints_before(office, paper)
    if not before:
        return paper.pdf
    words = _("Print {no}, {time}, {name}. The file itself bears no such mark.").format(
        no=before + 1, time=stamp(office.locale, office.now()), name=office.officer.printed
    )
    return marked(paper.pdf, words)


def copy_of(office: Office, sheets: Signed, before: int) -> bytes:
    """Numbered sheets as they leave, saved or printed: each copy after the first says that it is.

    ``before`` is how many of them have left.
    """
    from deskinc.reports.reprint import marked

    if not before:
        return sheets.pdf
    words = _("Copy {no}, {time}, {name}. Sheets of the same numbers were made before.").format(
        no=before + 1, time=stamp(office.locale, office.now()), name=office.officer.printed
    )
    return marked(sheets.pdf, words)


def printed(office: Office, paper: Signed) -> "Future[Saved]":
    """Record that it went to the printer."""
    return note_access(office, "printed", paper.name)
