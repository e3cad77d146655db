"""What stands beside the lines of a day page: second signatures and reviews, from their records."""

from collections.abc import Iterator

from deskinc.book.record import Record
from deskinc.book.registers.day import MarkRow, SecondRow
from deskinc.book.registers.lines import millis
from deskinc.book.registers.values import ident, text
from deskinc.desk.lines.found_lines import Found
from deskinc.desk.lines.marks import Beside, gathered
from deskinc.desk.lines.source import Source, disagrees
from deskinc.desk.signing_on.officers import said_of
from deskinc.desk.site import plain
from deskinc.forms.form import chosen
from deskinc.proof import allowed
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import DESK


def beside(source: Source, found: Found) -> tuple[Beside, list[Record], list[Record]]:
    """The marks of the lines that were found, the reviews they are of, the second signatures."""
    signs = list(_seconds(source, found))
    rows = [
        SecondRow(sign.n, n, sign.author, millis(sign), plain(sign.values.get("meaning")))
        for sign, n in signs
    ]
    marks, reviews = _marks(source, found)
    return gathered(marks, rows), reviews, [sign for sign, _n in signs]


def _marks(source: Source, found: Found) -> tuple[dict[int, MarkRow], list[Record]]:
    """What the last review of each line says, of all reviews that were signed since it.

    BookFault where the register says anything else.
    """
    lines = {n: found.records[n] for n in found.rows}
    every = source.read.records(source.read.reviews(min(lines, default=source.read.last_n())))
    marks: dict[int, MarkRow] = {}
    for _n, review in sorted(every.items()):
        if review.form == "review" and _counts(source, review):
            said = (_mark(review, line) for line in lines.values())
            marks |= {mark.n: mark for mark in said if mark is not None}
    if source.read.marks(lines) != marks:
        raise disagrees()
    return marks, [every[n] for n in sorted({mark.review for mark in marks.values()})]


def _counts(source: Source, review: Record) -> bool:
    """Whether its author, a person, might write it by the roles he had then."""
    if review.author == DESK:
        return False
    before = [r for r in source.read.thread(unb64(review.author)) if r.n < review.n]
    roles = frozenset(chosen(said_of(before), "roles"))
    return allowed.refused(review.form, review.author, roles, review.values) is None


def _seconds(source: Source, found: Found) -> Iterator[tuple[Record, int]]:
    """Every second signature by another hand than the line’s, with the line it is under."""
    leaves = {b64(r.leaf): r for r in found.records.values() if r.form == "occurrence"}
    for thread in {r.thread for r in leaves.values()}:
        for sign in source.read.thread(thread):
            line = leaves.get(plain(sign.values.get("act"))) if sign.form == "countersign" else None
            if line is not None and sign.author not in {line.author, DESK}:
                yield sign, line.n


def _mark(review: Record, line: Record) -> MarkRow | None:
    """What a review says of a line; None where it does not cover it."""
    said = review.values
    first, last = (value if isinstance(value := said.get(k), int) else 0 for k in ("first", "last"))
    row = returned_row(review, line)
    if row is not None:
        comment = text(said, f"{row}/comment")
        return MarkRow(line.n, review.n, "returned", review.author, millis(review), comment)
    covered = first <= (line.line or 0) <= last and line.n < review.n
    if covered and (line.author != review.author or said.get("own") is True):
        return MarkRow(line.n, review.n, "approved", review.author, millis(review), None)
    return None


def returned_row(review: Record, line: Record) -> str | None:
    """The row in which a review returns a line, ``returned/03``; None where it does not."""
    names = (name for name in sorted(review.values, reverse=True) if name.endswith("/line"))
    return next(
        (name.removesuffix("/line") for name in names if ident(review.values, name) == line.id),
        None,
    )
