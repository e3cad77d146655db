"""What is looked at before the book is sealed: nothing is sealed that does not hold."""

from deskinc.book.asking.reader import Reader
from deskinc.book.checking import mirror_check
from deskinc.book.opened import Opened
from deskinc.book.records.following import Cancel, feed, quietly, resume
from deskinc.proof.verify import Chain


def verified(opened: Opened, reader: Reader, stop: Cancel) -> Chain:
    """The chain as far as it is written; its findings are for whoever seals.

    The mirror is read since the last seal, so that the new one says of it what is true. Raises
    BookFault where it contradicts the book, Cancelled if ``stop`` says so.
    """
    chain = resume(reader.link)
    feed(chain, reader.link, reader.last_n(), quietly, stop)
    writer = opened.writer
    if not chain.finish():
        mirror_check.since(opened, reader.link, writer.sealed + 1, stop)
    if writer.mirror is not None:
        writer.mirror.agreed()
    return chain
