"""Full-text search over the words of the book, newest first.

What a person types becomes quoted terms only, so nothing typed can be an operator; filters are
indexed terms in a column of their own that typed words never reach. What is told of a line after it
was written, that it was struck, can be no such term: the registers are asked for it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa

from deskinc.book.asking.typed import Phrase, phrases, read, standing, words
from deskinc.book.disk.store import Link
from deskinc.book.registers.lines import LATE, term
from deskinc.book.registers.rows import WORDS
from deskinc.proof.note import NOTED_AT

_LATE_STILL = f"""EXISTS (SELECT 1 FROM value WHERE value.n = entry.n AND name = 'reason')
    AND entry.happened <= (SELECT coalesce(
        (SELECT unixepoch(json_extract(CAST(raw AS TEXT), '$[2].t')) * 1000 FROM value
        WHERE value.n = first.n AND name = '{NOTED_AT}'), first.at)
    FROM record JOIN record AS root ON root.id = record.thread
    JOIN entry AS first ON first.n = root.n WHERE record.n = entry.n) - {(LATE + 1) * 60_000}"""  # noqa: S608
"""A correction is late by the first writing of its line; an addition, without a reason, is not."""
MARKS = {
    "late": f"late IS NOT NULL AND (amends IS NULL OR {_LATE_STILL})",
    "struck": "(replaced IS NOT NULL OR struck IS NOT NULL)",
    "linked": "incident IS NOT NULL",
}
"""What a register says of lines, each read by a partial index of its name."""
FEW = 1000
"""Marked lines up to which the words of each are read; where more are, the index finds first."""
SOME = 50
"""Words that begin alike up to which each is asked for by itself."""
LAST_SIGN = chr(0x10FFFF)
APART = 250
"""Records that lie between two marked ones, from which it is quicker to list all marked lines
once than to look each hit of the index up."""
_BLOCK = 100


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
    late: bool = False,
    struck: bool = False,
    linked: bool = False,
    lines: bool = True,
    limit: int = 50,
    before: int | None = None,
) -> list[int]:
    """The numbers of the newest ``limit`` records that match, below number ``before``.

    ``month`` is ``2026-11``; ``lines`` false finds incidents' records too. All words must be
    there; the last may be the beginning of one, as may any that ends in ``*``; words in double
    quotes stand together. ``late``, ``struck`` and ``linked`` leave only lines marked so; an
    addition strikes too, as the register has it. A negative ``limit`` finds all.
    """
    tags = (
        term("t", type or None),
        term("p", place or None),
        term("o", officer or None),
        term("f", form or None),
        f"m{re.sub('[^0-9]', '', month)}" if month else None,
        None if incident is None else f"i{incident.hex()}",
    )
    match = _match(link, query, [tag for tag in tags if tag])
    if match is None:
        return []
    low, high = _span(link, after, until)
    span = low, high if before is None else min(high, before - 1)
    asked = {"late": late, "struck": struck, "linked": linked}
    marks = [mark for mark, wanted in asked.items() if wanted]
    if marks:
        return _marked(
            link, _Asked(match, frozenset(filter(None, tags)), query), marks, span, limit
        )
    if not match:
        sql = _ALL_LINES if lines else _ALL
        return _numbers(link, sql, (*span, limit))
    return _numbers(link, _FOUND_LINES if lines else _FOUND, (match, *span, limit))


def expression(query: str) -> str:
    """The FTS5 expression of the words alone; "" where there are none to look for."""
    return " AND ".join(map(_quoted, phrases(query)))


_FOUND = """SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?
    ORDER BY rowid DESC LIMIT ?"""
_FOUND_LINES = """SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?
    AND EXISTS (SELECT 1 FROM entry WHERE n = search.rowid) ORDER BY rowid DESC LIMIT ?"""
_ALL = "SELECT n FROM words WHERE n >= ? AND n <= ? ORDER BY n DESC LIMIT ?"
_ALL_LINES = "SELECT n FROM entry WHERE n >= ? AND n <= ? ORDER BY n DESC LIMIT ?"
LAST = 2**62


def _numbers(link: Link, sql: str, values: tuple[object, ...]) -> list[int]:
    return [int(n) for n in link.run(sql, values).scalars()]


class _Asked(NamedTuple):
    """What is to match: as the index takes it, and as terms and words to look for oneself."""

    match: str
    tags: frozenset[str]
    query: str


def _marked(
    link: Link, asked: _Asked, marks: Sequence[str], span: tuple[int, int], limit: int
) -> list[int]:
    """Lines that bear all of ``marks``, and match if anything is to match.

    Where few bear a mark their words are read. The index would have to go through all hits of a
    word that stands everywhere, and being asked for one line alone costs it nearly as much.
    """
    where = " AND ".join(MARKS[mark] for mark in marks)
    many = {mark: _few_marked(link, mark, span) for mark in marks}
    rarest = min(marks, key=lambda mark: many[mark])
    lines = f"""SELECT n FROM entry INDEXED BY entry_{rarest}
        WHERE {where} AND n >= ? AND n <= ? ORDER BY n DESC LIMIT ?"""  # noqa: S608
    if not asked.match:
        return _numbers(link, lines, (*span, limit))
    if many[rarest] < FEW:
        found = _read(link, asked, _numbers(link, lines, (*span, FEW)))
        return list(islice(found, limit if limit >= 0 else None))
    among = f"EXISTS (SELECT 1 FROM entry WHERE n = search.rowid AND {where})"  # noqa: S608
    newest = _numbers(link, lines, (*span, FEW))
    if newest and newest[0] - newest[-1] >= FEW * APART:
        among = f"+rowid IN (SELECT n FROM entry INDEXED BY entry_{rarest} WHERE {where})"  # noqa: S608
    sql = f"""SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid <= ?
        AND {among} ORDER BY rowid DESC LIMIT ?"""  # noqa: S608
    return _numbers(link, sql, (asked.match, *span, limit))


def _read(link: Link, asked: _Asked, ns: Sequence[int]) -> Iterator[int]:
    """Those of ``ns`` whose words and terms are what is asked for."""
    looked = phrases(asked.query)
    for at in range(0, len(ns), _BLOCK):
        some = ns[at : at + _BLOCK]
        named = sa.select(WORDS).where(WORDS.c.n.in_(some)).order_by(WORDS.c.n.desc())
        for row in link.execute(named):
            texts = [list(words(text)) for text in (row.body, row.more)]
            said = all(any(any(standing(text, one)) for text in texts) for one in looked)
            if said and asked.tags <= set(row.tags.split()):
                yield int(row.n)


def _few_marked(link: Link, mark: str, span: tuple[int, int]) -> int:
    """How many lines bear the mark; :data:`FEW` for that many and more."""
    sql = f"""SELECT count(*) FROM (SELECT 1 FROM entry INDEXED BY entry_{mark}
        WHERE {MARKS[mark]} AND n >= ? AND n <= ? LIMIT ?)"""  # noqa: S608
    return int(link.run(sql, (*span, FEW)).scalar_one())


def _match(link: Link, query: str, tags: list[str]) -> str | None:
    """The FTS5 expression; "" if everything matches, None if nothing can."""
    parts = [f"tags : {tag}" for tag in tags]
    asked = phrases(query)
    if read(query).strip() and not asked:
        return None
    parts += [f"{{body more}} : {_listed(link, one)}" for one in asked]
    return " AND ".join(parts)


def _quoted(asked: Phrase) -> str:
    """What was typed as a quoted phrase, outside of which nothing typed ever stands."""
    return f'"{asked.words}"' + (" *" if asked.begins else "")


def _listed(link: Link, asked: Phrase) -> str:
    """The same; the beginning of a word as the few words that begin so.

    The index merges all that begins so before it gives the first; words it gives as they are
    asked for, newest first.
    """
    typed = list(words(asked.words))
    if not asked.begins or len(typed) != 1:
        return _quoted(asked)
    begin = typed[0].plain
    sql = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?"
    found = list(link.run(sql, (begin, begin + LAST_SIGN, SOME + 1)).scalars())
    if not 0 < len(found) <= SOME:
        return _quoted(asked)
    return "(" + " OR ".join(f'"{one}"' for one in found) + ")"


def _span(link: Link, after: datetime | None, until: datetime | None) -> tuple[int, int]:
    """The record numbers between two moments; the later excluded."""
    low = 0 if after is None else first_at(link, after) or LAST
    high = LAST if until is None else (first_at(link, until) or LAST) - 1
    return low, high


def first_at(link: Link, moment: datetime) -> int | None:
    """The record of the first line written at or after ``moment``."""
    found = link.run(
        "SELECT min(n) FROM (SELECT n FROM entry WHERE at >= ? ORDER BY at LIMIT 1)",
        (round(moment.timestamp() * 1000),),
    ).scalar_one()
    return None if found is None else int(found)
