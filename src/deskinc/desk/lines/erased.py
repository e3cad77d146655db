"""What stands on screen and paper in the place of a value that two people erased."""

from collections.abc import Collection, Iterable, Mapping

from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Person, Place, Text, Value
from deskinc.i18n import _

Erased = Mapping[int, Mapping[str, str]]
"""By record number and field: ``[erased on 2026-11-22, ERASE 41]``."""


def erased(read: Reader, ns: Iterable[int]) -> Erased:
    """The words for everything that was erased of those records."""
    named = read.erased(ns)
    acts = read.records({act for fields in named.values() for act in fields.values()})
    words = {
        n: _("[erased on {date}, ERASE {n}]").format(date=f"{act.written:%Y-%m-%d}", n=n)
        for n, act in acts.items()
    }
    return {
        n: {name: words[act] for name, act in fields.items() if act in words}
        for n, fields in named.items()
    }


def left_open(
    read: Reader, records: Collection[Record], values: Mapping[str, Value]
) -> dict[str, str]:
    """The words for what a thread, whose fold is ``values``, had said and says no more."""
    gone = erased(read, (record.n for record in records))
    return {
        name: words
        for _n, fields in sorted(gone.items())
        for name, words in fields.items()
        if name not in values
    }


def filled(
    read: Reader, records: Collection[Record], values: Mapping[str, Value], form: str
) -> dict[str, Value]:
    """The fold ``values`` for a paper: names and texts that were erased say so in their place."""
    gone = left_open(read, records, values)
    return {**{name: said for name, said in gone.items() if _is_words(form, name)}, **values}


def _is_words(form: str, name: str) -> bool:
    try:
        field = current(form).field(name)
    except KeyError:
        return False
    return isinstance(field, (Text, Person, Place))
