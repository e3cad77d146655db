"""Snippets of the site: words that are written often, with blanks to fill each time."""

import re
from dataclasses import dataclass

from deskinc.desk.office import Office
from deskinc.forms import taxonomy
from deskinc.i18n import _

_BLANK = re.compile(r"\{[^{}\n]{1,40}\}")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Its name, the code of the type of line it is for ("" for any), and its words."""

    name: str
    type: str
    text: str


def snippets(office: Office) -> list[Snippet]:
    """The snippets of the site, by name."""
    found = (Snippet(row.name, type_code(row.type), row.text) for row in office.site.snippets)
    return sorted(found, key=lambda snippet: snippet.name.casefold())


def type_code(words: str) -> str:
    """The type of line that is called so, by its letter, word or code; "" for none."""
    said = words.strip().casefold()
    for one in taxonomy.OCCURRENCE_TYPES:
        if said in {one.code, one.letter, one.label.casefold(), _(one.label).casefold()}:
            return one.code
    return ""


def blanks(text: str) -> tuple[str, ...]:
    """The blanks of a snippet as they stand in its words, ``{what}``, each once."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def unfilled(words: str, left: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where blanks of a snippet still stand in the words of a line: start and end, in order."""
    return sorted(found.span() for blank in left for found in re.finditer(re.escape(blank), words))
