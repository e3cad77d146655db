"""What the book says of its recovery sheet, and of everybody, as the verifier knows them."""

from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.book.records.announcing import counted_sheets, telling
from deskinc.desk.site import plain
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.sheet import FORM

SLOT = "slot"
"""The value of a record of form ``sheet`` that is the digest of the sheet’s slot."""


def known(read: Reader) -> Enrolments:
    """Everybody, and the sheet that is good, by records read as they were signed.

    It is the verifier's own fold: what holds here holds in every check. Proves each record that
    says something of them, so it is not for the thread of the window.
    """
    with read.checked() as proved:
        return proved.announced()


def sheet_of(read: Reader) -> bytes:
    """The raw public key of the sheet that is good: the newest that counts."""
    return known(read).authorities.sheet


def announcement(read: Reader) -> tuple[Record, str]:
    """The record that announces the good sheet, and the digest of its slot; "" for none.

    That is the last one that came to count; before there is any, what was set up.
    """
    with read.checked():
        told = read.records(telling(read.link))
        counted = [told[n] for n in sorted(counted_sheets(told.values())) if told[n].form == FORM]
        if counted:
            return counted[-1], plain(counted[-1].values.get(SLOT))
        site = read.record(3)
    return site, plain(site.values.get("recovery_slot"))
