"""Who names a record: asked of the values themselves, where no register may be believed."""

from deskinc.book.asking.reader import Reader
from deskinc.proof.canonical import b64


def naming(read: Reader, field: str, record: bytes, since: int) -> list[int]:
    """The numbers, from ``since`` on, of the records whose ``field`` names the one of that id.

    The column with the field's name is not believed either; inside
    :meth:`~deskinc.book.asking.reader.Reader.checked` BookFault where a value was taken out or
    edited.
    The asker still compares: what is found holds both, in whatever part of the value.
    """
    read.whole_since(since)
    sql = """SELECT DISTINCT n FROM value
             WHERE n >= ? AND instr(raw, ?) > 0 AND instr(raw, ?) > 0 ORDER BY n"""
    named = (since, b64(record).encode(), field.encode())
    return [int(n) for n in read.link.run(sql, named).scalars()]
