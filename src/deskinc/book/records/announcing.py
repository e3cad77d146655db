"""Whose key speaks and who holds which role, told from records one after the other."""

from deskinc.book.record import Record
from deskinc.proof.acts import act_of
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import Enrolments, Said, announces_itself
from deskinc.proof.findings import Why
from deskinc.proof.sheet import FORM as SHEET
from deskinc.proof.sheet import is_alone


class Announcing:
    """The fold of record 1, new sheets, OFFICER records and who countersigns them, by n."""

    def __init__(self) -> None:
        self.keys = Enrolments()

    def take(self, record: Record) -> Why | None:
        """Take in one record; why what it says does not count. Other forms say nothing here."""
        if record.form == "countersign":
            self._confirm(record)
        if record.form == "book":
            return self.keys.announce_site(record.n, record.values)
        if record.form not in {"officer", SHEET}:
            return None
        if record.author == DESK:
            return Why.ENROLLED_BY_DESK if record.form == "officer" else Why.SHEET_DESK
        if record.form == SHEET:
            return self.keys.new_sheet(record.author, record.values)
        thread = b64(record.thread)
        if announces_itself(record.doc):
            return self.keys.fold(record.n, thread, record.values)
        at, book = record.doc.at, b64(record.doc.book)
        said = Said(record.n, record.author, thread, record.values, record.leaf, at, book)
        return self.keys.said(said)

    def _confirm(self, sign: Record) -> None:
        """Roles that a second person confirmed count from here on."""
        change = self.keys.changes.get(act_of(sign.values) or b"")
        if change is None or sign.author in {DESK, change.author, change.thread}:
            return
        if self.keys.may_countersign(sign.author, "officer"):
            self.keys.confirm(change.leaf)


def itself(record: Record) -> bool:
    """Whether the record is signed by the key it announces."""
    alone = is_alone(record.author, b64(record.thread), record.values)
    return announces_itself(record.doc) or (record.form == "officer" and alone)
