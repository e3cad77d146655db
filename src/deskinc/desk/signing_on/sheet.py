"""What the book says of its recovery sheet, and of everybody, as the verifier knows them."""

from deskinc.book.book import Reader
from deskinc.proof.enrolment import Enrolments


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
