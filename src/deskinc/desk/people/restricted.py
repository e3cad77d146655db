"""Restricted parts of an incident: which of them are closed to whoever reads, and what is said."""

from collections.abc import Iterable, Sequence

from deskinc.book.book import Reader
from deskinc.book.keys.restricting import is_paper
from deskinc.book.record import Record
from deskinc.desk.office import Office, note_access
from deskinc.forms.taxonomy import CATEGORIES
from deskinc.i18n import _
from deskinc.proof.restricted import FORM


def closed(read: Reader, records: Iterable[Record]) -> list[Record]:
    """The restricted records of which something is there, and nothing can be read here."""
    found = [record for record in records if record.form == FORM and not record.values]
    gone = read.erased(record.n for record in found) if found else {}
    return [one for one in found if len(gone.get(one.n, ())) < len(one.doc.values)]


def opened(records: Iterable[Record], me: str) -> bool:
    """Whether something restricted is read here that another than ``me`` wrote."""
    return any(r.form == FORM and r.values and r.author != me for r in records)


def category_words(code: str) -> str:
    """The category in words, of which nobody is kept out."""
    return next((_(one.label) for one in CATEGORIES if one.code == code), "")


def closed_words(number: str, category: str, times: Sequence[str]) -> str:
    """``Restricted: INC-2026-0042, Slip, trip or fall, 22 Nov 21:04``; "" for nothing."""
    if not times:
        return ""
    return _("Restricted: {what}").format(what=", ".join(filter(None, (number, category, *times))))


def why_closed(office: Office) -> str:
    """Who reads what is closed here, or why somebody does not who should."""
    if office.officer.may("read_restricted"):
        return _("Your keys do not open it: let somebody who reads it sign in, then sign in again.")
    return _("Shift leads and the facilities manager read it, and whoever wrote it.")


def note_reading(office: Office, thread: bytes, number: str) -> None:
    """Record, once, that somebody reads what another wrote in a restricted part."""
    if office.seeing.first(thread):
        note_access(office, "restricted_read", number)


def kept_copy(office: Office, pdf: bytes, name: str, *, restricted: bool) -> tuple[bytes, str, str]:
    """The book's copy of a paper, its name and type; a ``restricted`` one is closed."""
    if not restricted:
        return pdf, name, "application/pdf"
    closed_ = office.book.close_paper(pdf, office.person.signer())
    return closed_, name, "application/octet-stream"


def opened_paper(office: Office, n: int) -> bytes | None:
    """The paper kept by EXPORT record ``n``; None where it is closed to whoever asks."""
    raw = office.book.read_file(n, "file")
    return office.book.see().paper(raw) if is_paper(raw) else raw
