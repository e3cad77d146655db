"""Corrections that were kept sealed: which line each replaces, once the book takes it."""

from deskinc.book.asking.reader import Reader
from deskinc.book.records.reading import amended_by
from deskinc.forms.fields import Value
from deskinc.proof.canonical import unb64


def target(reader: Reader, said: Value) -> bytes | None:
    """The id of the line to replace; None where it no longer stands: then the note is a new line.

    ``said`` is what the note has in ``corrects``. Raises ValueError for what is no id.
    """
    if not isinstance(said, dict):
        return None
    id_ = unb64(str(said["id"]), 16)
    old = reader.by_id(id_)
    stands = old is not None and old.form == "occurrence" and amended_by(reader.link, id_) is None
    return id_ if stands else None
