"""An extract of the book for outside: chosen records with only the values a paper shows.

It is canonical JSON (RFC 8785): ``v``, ``book``, ``records`` and ``seal``; a record is its number,
the exact document, the signature, the disclosures given away and the inclusion proof (RFC 9162)
under the tree of the seal, all base64url. What is withheld can still be seen to exist, for the
document holds the digest of every value.
"""

from collections.abc import Callable, Iterable

from deskinc.book.asking.reader import Reader
from deskinc.book.disk.store import Link
from deskinc.book.records import reading
from deskinc.book.records.proved import Stored
from deskinc.book.records.tree import contradicted
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.disclosure import parse
from deskinc.proof.merkle import Part, parts, path_to, verify_inclusion
from deskinc.proof.seal import Checkpoint

Shown = Callable[[int, str], bool]
"""``shown(record number, field name)``: whether the paper shows that value."""


def extract(read: Reader, book: bytes, ns: Iterable[int], seal: str, shown: Shown) -> bytes:
    """The records ``ns`` as bytes to attach to a paper; ``seal`` is the note they lie under.

    Without a seal ("") nothing is proved to lie in the book, and neither is a later record.
    Raises BookFault for a record that is not as it was signed, or does not lie under the seal.
    """
    with read.checked() as proved:
        point = proved.point(seal) if seal else None
        found, part = proved.stored(ns).values(), subtrees(read.link)
        records: list[Json] = [_record(one, point, part, shown) for one in found]
    return dumps({"v": 1, "book": b64(book), "records": records, "seal": seal})


def subtrees(link: Link) -> Part:
    """The subtrees of the book's tree, each read once however many proofs name it."""
    return parts(
        lambda low, high: reading.leaves(link, low, high),
        lambda low, high: reading.blocks(link, low, high),
    )


def _record(one: Stored, point: Checkpoint | None, part: Part, shown: Shown) -> Json:
    n = one.record.n
    given: list[Json] = [b64(raw) for raw in one.raws if shown(n, parse(raw).name)]
    return {
        "n": n,
        "document": b64(one.doc),
        "signature": b64(one.sig),
        "disclosures": given,
        "proof": proof(one, point, part),
    }


def proof(one: Stored, point: Checkpoint | None, part: Part) -> Json:
    """The path of a record to the head of the tree; None where it lies under no seal."""
    place = one.record.n - 1
    if point is None or place >= point.size:
        return None
    try:
        path = path_to(place, point.size, part)
    except ValueError as error:
        raise contradicted() from error
    if not verify_inclusion(one.record.leaf, place, point.size, path, point.root):
        raise contradicted()
    return [b64(node) for node in path]
