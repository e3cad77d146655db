"""What is said of a record that is not as it was signed and sealed: a number, and what to do."""

from deskinc.book.record import Record
from deskinc.book.records.reading import public
from deskinc.book.records.tree import call_somebody
from deskinc.errors import BookFault
from deskinc.i18n import _


def gone(n: int) -> BookFault:
    """A record between two others is not there."""
    return _fault(_("Record {n} is missing.").format(n=n))


def other(n: int) -> BookFault:
    """Another document lies in a record's place."""
    return _fault(_("Record {n} is not the one that was sealed.").format(n=n))


def unsigned(n: int) -> BookFault:
    """The signature does not hold, or is by nobody who was enrolled then."""
    return _fault(_("Record {n} is not signed by its author.").format(n=n))


def misplaced(n: int) -> BookFault:
    """An id, a thread or an amendment leads to another record than the documents say."""
    return _fault(_("The book finds record {n} in a place that is not its own.").format(n=n))


def foreign(n: int) -> BookFault:
    """A value lies there that was never signed, or one lies there twice."""
    return _fault(_("A value of record {n} is not the one that was signed.").format(n=n))


def lacking(n: int) -> BookFault:
    """A value that was signed is not there."""
    return _fault(_("A value of record {n} is missing.").format(n=n))


def site_of(record: Record) -> bytes:
    """The site's public key as record 1 announces it."""
    try:
        return public(str(record.values.get("site_key")))
    except ValueError as error:
        raise unsigned(record.n) from error


def _fault(what: str) -> BookFault:
    return BookFault(what, call_somebody())
