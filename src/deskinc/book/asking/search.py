"""Full-text search over the words of the book, newest first.

What a person types becomes quoted terms only, so nothing typed can be an operator; filters are
indexed terms in a column of their own that typed words never reach.
"""

import re
import unicodedata
from datetime import datetime

from deskinc.book.disk.store import Link
from deskinc.book.registers.lines import term

_PIECE = re.compile(r'"([^"]*)("|$)|[^\s"]+')
_LONGEST = 1000
"""Characters of a query that are read."""


def search(  # noqa: PLR0913 - one filter each
    link: Link,
    query: str,
    *,
    type: str = "",  # noqa: A002 - the field's name
    place: str = "",
    officer: str = "",
    month: str = "",
    form: str = "",
    incident: bytes | None = None,
    after: datetime | None = None,
    until: datetime | None = None,
    lines: bool = True,
    limit: int = 50,
    before: int | None = None,
) -> list[int]:
    """The numbers of the newest ``limit`` records that match, below number ``before``.

    ``month`` is ``2026-11``; ``lines`` false finds incidents' records too. All words must be
    there; the last may be the beginning of one; words in double quotes stand together.
    """
    tags = (
        term("t", type or None),
        term("p", place or None),
        term("o", officer or None),
        term("f", form or None),
        f"m{re.sub('[^0-9]', '', month)}" if month else None,
        None if incident is None else f"i{incident.hex()}",
    )
    match = _match(query, [tag for tag in tags if tag])
    if match is None:
        return []
    low, high = _span(link, after, until)
    top = high if before is None else min(high, before - 1)
    sql = _FOUND_LINES if lines else _FOUND
    if not match:
        sql = _ALL_LINES if lines else _ALL
        return [int(n) for n in link.run(sql, (low, top, limit)).scalars()]
    return [int(n) for n in link.run(sql, (match, low, top, limit)).scalars()]


def expression(query: str) -> str:
    """The FTS5 expression of the words alone; "" where there are none to look for."""
    return " AND ".join(_phrases(query))


_FOUND = """SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?
    ORDER BY rowid DESC LIMIT ?"""
_FOUND_LINES = """SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?
    AND EXISTS (SELECT 1 FROM entry WHERE n = search.rowid) ORDER BY rowid DESC LIMIT ?"""
_ALL = "SELECT n FROM words WHERE n >= ? AND n <= ? ORDER BY n DESC LIMIT ?"
_ALL_LINES = "SELECT n FROM entry WHERE n >= ? AND n <= ? ORDER BY n DESC LIMIT ?"
_LAST = 2**62


def _match(query: str, tags: list[str]) -> str | None:
    """The FTS5 expression; "" if everything matches, None if nothing can."""
    parts = [f"tags : {tag}" for tag in tags]
    phrases = _phrases(query)
    if query[:_LONGEST].replace("\0", " ").strip() and not phrases:
        return None
    parts += [f"{{body more}} : {phrase}" for phrase in phrases]
    return " AND ".join(parts)


def _phrases(query: str) -> list[str]:
    """What was typed as quoted phrases; the last may go on."""
    said = query[:_LONGEST].replace("\0", " ")
    found = [phrase for piece in _PIECE.finditer(said) if (phrase := _quoted(piece))]
    if found and not said.endswith(('"', " ")) and _open_ended(said):
        found[-1] += " *"
    return found


def _quoted(found: re.Match[str]) -> str | None:
    """A quoted phrase of the piece's word characters; None if it has none the index knows."""
    piece = found[1] if found[1] is not None else found[0]
    return f'"{piece}"' if any(_counts(sign) for sign in piece) else None


def _counts(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "LN" or category == "Co"


def _open_ended(said: str) -> bool:
    """Whether the last word may go on: one letter alone would begin every tenth word."""
    return len(said) > 1 and _counts(said[-1]) and _counts(said[-2])


def _span(link: Link, after: datetime | None, until: datetime | None) -> tuple[int, int]:
    """The record numbers between two moments; the later excluded."""
    low = 0 if after is None else first_at(link, after) or _LAST
    high = _LAST if until is None else (first_at(link, until) or _LAST) - 1
    return low, high


def first_at(link: Link, moment: datetime) -> int | None:
    """The record of the first line written at or after ``moment``."""
    found = link.run(
        "SELECT min(n) FROM (SELECT n FROM entry WHERE at >= ? ORDER BY at LIMIT 1)",
        (round(moment.timestamp() * 1000),),
    ).scalar_one()
    return None if found is None else int(found)
