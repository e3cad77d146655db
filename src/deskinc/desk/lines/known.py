"""What the book knows by name, offered while one writes: people, plates and places.

Only what was given as a name is known, never what free words may mean; what is restricted or
erased is not.
"""

import re
from collections.abc import Iterator

from deskinc.book.asking.asked import Known
from deskinc.desk.office import Office
from deskinc.desk.site import PlaceRow

MOST = 8
_WORD = re.compile(r"[\w.'’-]+\Z")
_LEAST = 3
"""Letters from which on a word may be the beginning of a name."""


def begun(words: str) -> str:
    """The word that is being written at the end of ``words``, if it may begin a name; else ""."""
    found = _WORD.search(words)
    word = found[0] if found else ""
    return word if len(word) >= _LEAST else ""


def people(office: Office, word: str, limit: int = MOST) -> list[str]:
    """Names of people that have a word beginning so; colleagues first, then the last said."""
    low = word.casefold()
    names = (row.name for row in office.read.persons() if row.name)
    here = [name for name in names if any(w.casefold().startswith(low) for w in name.split())]
    return list(dict.fromkeys([*here, *_texts(office.read.known("person", word, limit))]))[:limit]


def plates(office: Office, word: str, limit: int = MOST) -> list[str]:
    """Plates that begin so, the last said first."""
    return list(_texts(office.read.known("plate", word, limit)))


def places(office: Office) -> list[PlaceRow]:
    """The places that lines named and the site has not set down."""
    known = {row.name.casefold() for row in office.site.places}
    found = (PlaceRow(row.id, row.text) for row in office.read.places())
    return [row for row in found if row.name.casefold() not in known]


def offered(office: Office, word: str, limit: int = MOST) -> list[tuple[str, str]]:
    """(words, what they are) of all that begins with a word: people, plates, places."""
    office.allow("read_book")
    low = word.casefold()
    all_places = [row.name for row in (*office.site.places, *places(office))]
    there = [name for name in all_places if any(w.startswith(low) for w in name.casefold().split())]
    found = [(name, "person") for name in people(office, word, limit)]
    found += [(plate, "plate") for plate in plates(office, word, limit)]
    found += [(name, "place") for name in there]
    return [one for one in found if one[0].casefold() != low][:limit]


def overlap(words: str, whole: str) -> int:
    """How many characters at the end of ``words`` are the beginning of ``whole``, or its word."""
    low, name = words.casefold(), whole.casefold()
    for size in range(min(len(low), len(name)), 0, -1):
        if low.endswith(name[:size]) and (size == len(low) or not low[-size - 1].isalnum()):
            return size
    return len(begun(words))


def _texts(found: list[Known]) -> Iterator[str]:
    return (one.text for one in found)
