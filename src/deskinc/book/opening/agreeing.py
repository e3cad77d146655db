"""Whether the book and what remembers it outside agree: the head file and the mirror.

Only these two tell an older copy of the book from the book itself: where neither answers, nothing
has agreed. What a restore declared lost contradicts nothing; but a restore is believed only once
the whole chain is verified from its first record.
"""

from dataclasses import dataclass

from deskinc.book.disk import doubt
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.store import Link
from deskinc.book.mirror import Tail
from deskinc.book.mirror.standing import Standing
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Progress, feed, never, quietly
from deskinc.errors import BookFault, Disagreement
from deskinc.forms import roles
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.document import Document, decode
from deskinc.proof.findings import Why
from deskinc.proof.verify import Chain


@dataclass(frozen=True, slots=True)
class Outside:
    """What remembers the book outside its file, as far as it agrees with it.

    ``head`` is None where it is missing, damaged or of an epoch that is over, ``mirrored`` where
    the mirror did not answer. ``known`` is the last record that either remembers. ``excused``: one
    of them holds more, and a restore says that this was lost.
    """

    head: Head | None
    mirrored: Standing | None
    known: int
    excused: bool


def compare(
    link: Link, file: HeadFile, tail: Tail | None, last: Document, doubts: list[str], *,
    answers: bool,
) -> Outside:  # fmt: skip
    """Hold the book that ends in ``last`` against its head file and the ``tail`` of its mirror.

    What is gone or damaged beside it is added to ``doubts``. Raises :class:`Disagreement` where
    one of them says otherwise, BookFault where neither says anything.
    """
    head, lacks = _read(file)
    if head is None and tail is None:
        raise _alone(lacks)
    doubts += [doubt.forgotten(lacks)] if lacks else []
    old = head is not None and declared(link, head.epoch, head.n, last)
    if head is not None and not old:
        _compare_head(link, head, last)
    mirrored = compare_mirror(link, tail, last) if answers else None
    if mirrored is not None:
        doubts += doubts_of(mirrored, tail, 0)
    over = tail is not None and declared(link, tail.epoch, tail.n, last)
    known = max(0 if head is None or old else head.n, tail.n if tail and not over else 0)
    return Outside(None if old else head, mirrored, known, old or over)


def _read(file: HeadFile) -> tuple[Head | None, str]:
    """What the head file says, or why it says nothing."""
    try:
        head = file.read()
    except BookFault as fault:
        logger.warning("head: %s", fault.what)
        return None, fault.what
    if head is None:
        logger.warning("head: there is none")
        return None, _("The head file of the book is missing.")
    return head, ""


def _alone(lacks: str) -> BookFault:
    return BookFault(
        _(
            "{what} No mirror that holds the book answers either: nothing shows whether book.db is "
            "an older copy."
        ).format(what=lacks),
        _(
            "Nothing was changed. Connect the mirror’s disk, or put the files head and "
            "station.json back, and try again. If that cannot be, two people do Restore the book… "
            "here. Call whoever looks after the program."
        ),
    )


def _compare_head(link: Link, head: Head, last: Document) -> None:
    if head.n > last.n:
        raise Disagreement(
            _("The book’s file is older than it should be: {more} records are missing.").format(
                more=head.n - last.n
            ),
            _(
                "It was put back from an older copy, or cut off. Nothing was changed. Keep the "
                "folder as it is. What the mirror holds, Restore the book… says. Call whoever "
                "looks after the program."
            ),
        )
    if leaf_at(link, head.n) != head.leaf:
        raise another()


def another() -> Disagreement:
    """Both hold the same number of the book, and not the same record."""
    return Disagreement(
        _("The book’s file tells another story than what was remembered outside it."),
        _(
            "Nothing was changed. Keep the folder and the mirror as they are, and call whoever "
            "looks after the program."
        ),
    )


def found_open(fault: Disagreement) -> Disagreement:
    """The same, found while lines were being written."""
    return Disagreement(
        fault.what,
        _(
            "No more lines are written into this book: they are kept sealed. Keep the folder and "
            "the mirror as they are, close the program and sign in again: how to go on is offered "
            "there. Call whoever looks after the program."
        ),
    )


def declared(link: Link, epoch: int, n: int, last: Document) -> bool:
    """Whether record ``n`` of ``epoch`` is one that a later restore declared lost.

    That is what the book says: :func:`verify_restores` says whether it is to be believed.
    """
    return epoch < last.epoch and n >= reading.begin_of(link, epoch + 1, last.n)


def compare_mirror(link: Link, tail: Tail | None, last: Document) -> Standing:
    """What the mirror has of the book that ends in ``last``.

    Raises :class:`Disagreement` where it holds more than the book, or something else; what a
    restore declared lost is neither.
    """
    if tail is None:
        return Standing(0)
    if declared(link, tail.epoch, tail.n, last):
        return _standing(reading.begin_of(link, tail.epoch + 1, last.n) - 1, tail.good)
    if tail.n > last.n:
        raise Disagreement(
            _("The mirror holds {more} records that the book’s file lacks.").format(
                more=tail.n - last.n
            ),
            _(
                "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the "
                "book… says. Call whoever looks after the program."
            ),
        )
    if leaf_at(link, tail.n) != tail.leaf:
        raise another()
    return _standing(tail.n, tail.good)


def _standing(done: int, good: int) -> Standing:
    return Standing(done, (range(good + 1, done + 1),) if good < done else ())


def doubts_of(standing: Standing, tail: Tail | None, before: int) -> list[str]:
    """Sentences on a mirror that is emptied, damaged, or shorter than the record ``before``."""
    if tail is None:
        return [doubt.emptied()]
    said = [doubt.cut(standing.done)] if standing.done < before else []
    return said + [doubt.mended(records[0]) for records in standing.hurt]


def leaf_at(link: Link, n: int) -> bytes | None:
    """The leaf of record ``n``, worked out from its bytes."""
    row = link.run("SELECT doc, sig FROM record WHERE n = ?", (n,)).one_or_none()
    return None if row is None else reading.record_from(row.doc, row.sig, {}).leaf


def verify_restores(
    chain: Chain, link: Link, last: Document, progress: Progress = quietly, cancel: Cancel = never
) -> None:
    """Feed ``chain``, which stands before record 1, as far as the newest restore.

    The verifier itself demands that another person’s countersignature follows each; here it is
    seen that whoever restored was allowed to. Raises Disagreement, or Cancelled if ``cancel`` says
    so.
    """
    for epoch in range(2, last.epoch + 1):
        n = reading.begin_of(link, epoch, last.n)
        feed(chain, link, n - 1, lambda at, _of: progress(at, last.n), cancel)
        held = {officer.thread: officer.roles for officer in chain.state.officers}
        act = decode(link.run("SELECT doc FROM record WHERE n = ?", (n,)).scalar_one())
        if not roles.may(held.get(act.author, ()), "restore"):
            raise _unproved(n, _("whoever restored the book was not allowed to."))


def prove(link: Link, last: Document, cancel: Cancel) -> None:
    """Verify every record from the first to ``last``; raises as :func:`verify_restores`."""
    chain = Chain()
    verify_restores(chain, link, last, cancel=cancel)
    feed(chain, link, last.n, quietly, cancel)
    sound(chain)


def sound(chain: Chain) -> None:
    """Raise :class:`Disagreement` unless all that ``chain`` was fed verifies."""
    for found in chain.finish():
        if found.why == Why.WITNESS_ROOT:
            raise another()
        raise _unproved(found.n, found.why)


def _unproved(n: int, why: str) -> Disagreement:
    return Disagreement(
        _("The book does not verify at record {n}: {why}").format(n=n, why=why),
        _(
            "Nothing was changed. Keep the folder as it is. What the mirror holds, Restore the "
            "book… says. Call whoever looks after the program."
        ),
    )
