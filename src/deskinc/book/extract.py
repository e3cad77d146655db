"""An extract of the book for outside: chosen records with only the values a paper shows.

It is canonical JSON (RFC 8785): ``v``, ``book``, ``records`` and ``seal``; a record is its number,
the exact document, the signature, the disclosures given away and the inclusion proof (RFC 9162)
under the tree of the seal, all base64url. What is withheld can still be seen to exist, for the
document holds the digest of every value.
"""

from collections.abc import Callable, Iterable

from deskinc.book import reading
from deskinc.book.reader import Reader
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.disclosure import parse
from deskinc.proof.merkle import inclusion_proof
from deskinc.proof.seal import parse_note

Shown = Callable[[str, str], bool]
"""``shown(form, field name)``: whether the paper shows that value."""


def extract(read: Reader, book: bytes, ns: Iterable[int], seal: str, shown: Shown) -> bytes:
    """The records ``ns`` as bytes to attach to a paper; ``seal`` is the note they lie under.

    Without a seal ("") nothing is proved to lie in the book, and neither is a later record.
    Raises BookFault for a value that is not the one that was signed.
    """
    size = parse_note(seal).checkpoint.size if seal else 0
    records: list[Json] = [_record(read, n, size, shown) for n in sorted(set(ns))]
    return dumps({"v": 1, "book": b64(book), "records": records, "seal": seal})


def _record(read: Reader, n: int, size: int, shown: Shown) -> Json:
    row = read.link.run("SELECT doc, sig FROM record WHERE n = ?", (n,)).one()
    raws = reading.raws_of(read.link, [n])[n]
    record = reading.record_from(row.doc, row.sig, {})
    reading.signed_with(record, raws)
    form = record.form
    given: list[Json] = [b64(raw) for raw in raws if shown(form, parse(raw).name)]
    return {
        "n": n,
        "document": b64(row.doc),
        "signature": b64(row.sig),
        "disclosures": given,
        "proof": _proof(read, n, size),
    }


def _proof(read: Reader, n: int, size: int) -> Json:
    if n > size:
        return None
    link = read.link
    path = inclusion_proof(
        lambda low, high: reading.leaves(link, low, high),
        n - 1,
        size,
        lambda low, high: reading.blocks(link, low, high),
    )
    return [b64(node) for node in path]
