"""Looking for words in every value of the book, where the search index will not do."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from deskinc.book.disk.store import Link
from deskinc.book.keys.restricting import BLIND, Sight
from deskinc.book.records.reading import value_from
from deskinc.forms.fields import Value

_SOME = 400
"""Values read between two looks whether to stop."""


def saying(
    link: Link, words: Sequence[str], stop: Callable[[], bool], sight: Sight = BLIND
) -> Iterator[tuple[int, str, Value]]:
    """Number, field and value of everything that says all of ``words``, case and accents apart.

    Reads every value of the book, restricted ones as far as ``sight`` opens them; ``stop`` is
    asked now and then.
    """
    wanted = [_bare(word) for word in words]
    asked = link.driver.execute("SELECT n, raw FROM value ORDER BY n, name")
    for count, (n, raw) in enumerate(asked):
        if count % _SOME == 0 and stop():
            return
        plain = sight.plain(raw) or b""
        text = _bare(plain.decode())
        if all(word in text for word in wanted):
            name, value = value_from(plain)
            said = _bare(_said(value))
            if all(word in said for word in wanted):
                yield int(n), name, value


def _bare(text: str) -> str:
    """Without case and accents, as the search index reads it."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _said(value: Value) -> str:
    """The words of a value."""
    if isinstance(value, dict):
        return " ".join(str(value[key]) for key in ("text", "unknown", "name") if key in value)
    return value if isinstance(value, str) else ""
