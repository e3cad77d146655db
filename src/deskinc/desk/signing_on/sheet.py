"""What the book says of its recovery sheet, and of everybody, as the verifier knows them."""

from collections.abc import Mapping

from deskinc.book.book import Reader
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.sheet import FORM
from deskinc.proof.speaking import Officer


def sheet_of(read: Reader) -> bytes:
    """The raw public key of the sheet that is good: the newest the book announces."""
    with read.checked():
        records = read.thread(read.record(1).thread)
    said = [r.values.get("key") for r in records if r.form == FORM]
    newest = (said or [records[0].values.get("sheet_key")])[-1]
    return unb64(newest, 32) if isinstance(newest, str) else b""


def known_officers(read: Reader) -> Mapping[str, Officer]:
    """Everybody as the verifier knows them by now."""
    return {
        b64(row.thread): Officer(b64(row.thread), row.signing_key, row.state, row.roles)
        for row in read.persons()
    }
