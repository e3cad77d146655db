"""What one frame of the mirror says: the records of one transaction and their disclosures."""

from collections.abc import Mapping, Sequence

from deskinc.book.records.payload import Batch
from deskinc.proof.canonical import CanonicalError, Json, b64, dumps, loads, unb64

NOTHING = b"[]"
"""What ``.values`` says in the place of a frame that was damaged, once something was erased."""

Values = Mapping[int, tuple[tuple[bytes, ...], Mapping[str, bytes]]]


def pack_lines(batch: Batch) -> bytes:
    """``[[document, signature], …]``."""
    return dumps([[b64(entry.document), b64(entry.signature)] for entry in batch.entries])


def pack_values(batch: Batch) -> bytes:
    """``[[n, [disclosure, …], {field name: file key}], …]``."""
    numbered = enumerate(batch.entries, batch.first)
    return pack({n: (tuple(entry.disclosures or ()), entry.files) for n, entry in numbered})


def pack(values: Values) -> bytes:
    """The same of values by number."""
    return dumps([_row_of(n, raws, keys) for n, (raws, keys) in values.items()])


def _row_of(n: int, raws: Sequence[bytes], keys: Mapping[str, bytes]) -> Json:
    files: Json = {name: b64(key) for name, key in keys.items()}
    return [n, list(map(b64, raws)), files]


def lines_of(plain: bytes) -> list[tuple[bytes, bytes]]:
    """Documents and signatures of a ``.lines`` frame; :class:`CanonicalError` if it is none."""
    return [(_bytes(document), _bytes(sig, 64)) for document, sig in _rows(plain, 2)]


def values_of(plain: bytes) -> Values:
    """Disclosures and file keys by n of a ``.values`` frame; :class:`CanonicalError` if none."""
    found: dict[int, tuple[tuple[bytes, ...], Mapping[str, bytes]]] = {}
    for n, disclosures, files in _rows(plain, 3):
        if type(n) is not int or not isinstance(disclosures, list) or not isinstance(files, dict):
            raise CanonicalError("no row of values")
        keys = {name: _bytes(key, 32) for name, key in files.items()}
        found[n] = tuple(map(_bytes, disclosures)), keys
    return found


def _rows(plain: bytes, size: int) -> list[list[Json]]:
    rows = loads(plain)
    if not isinstance(rows, list) or not rows:
        raise CanonicalError("no rows")
    return [_row(row, size) for row in rows]


def _row(row: Json, size: int) -> list[Json]:
    if not isinstance(row, list) or len(row) != size:
        raise CanonicalError("no row")
    return row


def _bytes(text: Json, size: int | None = None) -> bytes:
    if not isinstance(text, str):
        raise CanonicalError("no bytes")
    return unb64(text, size)
