"""The list of withdrawn certificates (CRL, RFC 5280): who is on it, and making a new one.

The site's authority signs it while an administrator is signed in. It lies in the book, and each
signed paper carries the newest. A suspension counts from its own record, whatever the list says.
"""

from datetime import datetime

from deskinc.book.asking.reader import Reader
from deskinc.book.keys import authority
from deskinc.book.keys.authority import CRL_LIFE, Issuer, Listing
from deskinc.book.record import Draft
from deskinc.desk.signing_on import withdrawn
from deskinc.desk.signing_on.withdrawn import last, waiting
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.proof.canonical import b64


def newest(read: Reader, ca: bytes, now: datetime) -> bytes | None:
    """The newest list (DER) that is good at ``now``; None where there is none.

    A list of any other authority than ``ca`` (its certificate, DER) counts for nothing.
    """
    lists = reversed(withdrawn.counting(read, ca))
    return next((one.raw for one in lists if one.told.since <= now < one.told.until), None)


def standing(read: Reader, ca: bytes) -> Listing | None:
    """What the newest list says, good or not."""
    found = last(read, ca)
    return None if found is None else found.told


def waits(read: Reader, ca: bytes, now: datetime) -> bool:
    """Whether a new one is due: there is none, it ends soon, or somebody is not on it yet."""
    return bool(waiting(read, ca, read.persons(), last(read, ca), now))


def first(issuer: Issuer, now: datetime) -> Draft:
    """The list of a new book: nobody is on it."""
    return _draft(issuer, {}, 1, now)


def following(read: Reader, issuer: Issuer, now: datetime) -> Draft:
    """A new list as a record: everybody suspended or gone, and whoever was on the last one."""
    before = standing(read, issuer.certificate)
    serials = {} if before is None else dict(before.serials)
    for row in read.persons():
        for serial, since in withdrawn.serials(read, row.thread, issuer.certificate).items():
            serials.setdefault(serial, since)
    return _draft(issuer, serials, 1 + (before.number if before else 0), now)


def _draft(issuer: Issuer, serials: dict[int, datetime], number: int, now: datetime) -> Draft:
    raw = authority.revocations(issuer, serials, number, now)
    said = {
        "number": number, "count": len(serials), "list": b64(raw),
        "until": (now + CRL_LIFE).replace(microsecond=0),
    }  # fmt: skip
    return Draft("withdrawn", forms.clean(current("withdrawn"), said))
