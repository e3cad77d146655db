"""Writing many records, as no desk ever does."""

from collections.abc import Iterable
from concurrent.futures import Future
from itertools import islice

from deskinc.book.book import Book
from deskinc.book.record import Draft, Saved, Signer

_AT_ONCE = 2000


def bulk(book: Book, drafts: Iterable[Draft], signer: Signer) -> int:
    """Write many drafts, 2,000 in a transaction; waits, says how many."""
    waiting: Future[Saved] | None = None
    todo, count = iter(drafts), 0
    while some := list(islice(todo, _AT_ONCE)):
        following = book.write(some, signer)
        if waiting is not None:
            waiting.result()
        waiting, count = following, count + len(some)
    if waiting is not None:
        waiting.result()
    return count
