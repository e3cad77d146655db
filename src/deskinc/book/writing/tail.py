"""The end of the book, read from the disk again after anything went wrong, and verified.

What memory said is dropped. The verifier's own function goes over the bytes from the last moment at
which they were known to be good, and the tree that was acknowledged must be among them.
"""

from dataclasses import replace

from deskinc.book.disk.store import Link, damaged
from deskinc.book.records.following import Before, feed
from deskinc.book.writing import ledger
from deskinc.book.writing.ledger import State, Written
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.document import leaf
from deskinc.proof.state import State as Memory
from deskinc.proof.verify import Chain


class NotTrue(BookFault):
    """What lies on the disk is not what was written: nothing may be added to it."""


def read(link: Link, memory: Memory, good: State) -> tuple[State, Memory]:
    """The end of the book as the disk has it, and the verifier's memory of it.

    ``memory`` is the verifier's of an earlier moment, ``good`` the last that was acknowledged.
    Raises :class:`NotTrue` where the disk does not hold that, or does not verify.
    """
    known = {good.n: good.root()} if good.n > memory.size else {}
    earlier = Before(link, memory.size) if memory.size else None
    chain = Chain(memory, earlier=earlier, witnessed=known)
    state = ledger.load(link, good.book, good.epoch)
    feed(chain, link, state.n)
    seen, found = chain.state, chain.finish()
    agree = (state.n, state.prev, state.nodes) == (seen.size, seen.prev, seen.nodes)
    if found or not agree or state.n < good.n:
        logger.error("the end of the book: %s", found[0].why if found else "another tree")
        raise NotTrue(
            _("The book’s file does not hold what was saved in it."),
            _(
                "No more lines are written into it. Close the program, keep the folder and the "
                "mirror as they are, and sign in again. What the mirror holds, Restore the book… "
                "says."
            ),
        )
    return replace(state, epoch=seen.epoch), seen


def compare(link: Link, written: Written) -> None:
    """Read back over a connection of its own what was just committed, and work its leaves out.

    Raises :class:`~deskinc.errors.BookFault` where they are not those that were written.
    """
    first, last = written.records[0].n, written.records[-1].n
    sql = "SELECT n, doc, sig FROM record WHERE n BETWEEN ? AND ? ORDER BY n"
    there = [(n, leaf(doc, sig)) for n, doc, sig in link.driver.execute(sql, (first, last))]
    if there != [(record.n, record.leaf) for record in written.records]:
        raise damaged()
