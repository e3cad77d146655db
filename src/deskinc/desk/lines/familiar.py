"""Words that are known at this desk beside those of the language: nobody need explain them."""

import re
from collections.abc import Iterable

from deskinc.desk.office import Office

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

NAMES = 8
"""Names that begin with a word and are looked at for it."""


def familiar(office: Office) -> frozenset[str]:
    """Words of the site, of its places and kit, and the names and initials of its people; folded.

    The words of the site’s own list stand whole too: *24/7* explains itself.
    """
    site = office.site
    people = [said for row in office.read.persons() for said in (row.name, row.initials)]
    said = [site.name, site.post, site.insured, site.insurer, site.regime, *site.words]
    said += [row.name for row in site.places] + [row.name for row in site.kit]
    parts = [word for text in (*said, *people) if text for word in _WORD.findall(text)]
    bare = [text.replace(".", "") for text in people if text]
    return frozenset(word.casefold() for word in (*parts, *bare, *site.words))


def named(office: Office, words: Iterable[str]) -> frozenset[str]:
    """Which of these words stand in a name that the book knows; folded."""
    wanted = {re.sub(r"['’]s?$", "", word.casefold()) for word in words}
    return frozenset(word for word in wanted if _is_name(office, word))


def _is_name(office: Office, word: str) -> bool:
    return any(
        word in map(str.casefold, _WORD.findall(one.text))
        for one in office.read.known("person", word, NAMES)
    )
