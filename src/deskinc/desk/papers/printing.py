"""Printing a paper: the first print is the file as it is, each later one bears a mark (rule 15).

Sheets to write on are numbered: of these a saved copy counts like a printed one.
"""

from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import Signed, stamp
from deskinc.i18n import _

_LOOKED = 100_000
"""Entries of the log that are looked through, newest first."""


def to_print(office: Office, paper: Signed) -> bytes:
    """Record the print, then give what goes to the printer. Blocks.

    A reprint says which it is, when, and who asked for it. It counts by its own record and that of
    the paper, so no two prints are the first, and a book that takes no record prints nothing.
    """
    from deskinc.reports.reprint import marked

    own = printed(office, paper)
    rows = office.read.accesses(_LOOKED, whats=("printed",))
    before = sum(_is_of(row.detail, paper) and paper.n < row.n < own for row in rows)
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


def printed(office: Office, paper: Signed) -> int:
    """Record that it goes to the printer; the number of that record. Blocks."""
    said = _("{name}, record {n}").format(name=paper.name, n=paper.n)
    return note_access(office, "printed", said).result().records[0].n


def _is_of(detail: str, paper: Signed) -> bool:
    """Whether an entry of the log is about this paper, in whatever language it was written."""
    return detail.startswith(f"{paper.name}, ") and detail.endswith(f" {paper.n}")
