"""What is held, what two people erased, what an outside clock stamped, who is withdrawn."""

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.kept import ERASED, ERASURE, HOLD, STAMP, WITHDRAWN
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.permitted import held
from deskinc.book.registers.rows import insert_sql
from deskinc.proof.canonical import CanonicalError, unb64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import COUNTERSIGNERS
from deskinc.proof.permits import STRIKERS

_ERASURE = insert_sql(ERASURE)
_ERASED = insert_sql(ERASED)
_STAMP = insert_sql(STAMP)
_WITHDRAWN = insert_sql(WITHDRAWN)


def fold_hold(pen: Pen, record: Record) -> None:
    """The fold of a hold's thread: what it holds, why, and whether it still does."""
    values = record.values
    if record.author == DESK:
        return
    row = pen.row(HOLD, record.thread)
    if row is None:
        row = dict.fromkeys(HOLD.columns.keys()) | {
            "thread": record.thread, "n": record.n, "about": _id(read.text(values, "about")),
            "state": "held", "at": millis(record), "author": record.author,
            "place": read.member(values, "place", "id"), "since": read.moment(values, "since"),
            "until": read.moment(values, "until"), "types": _types(values),
        }  # fmt: skip
    if "reason" in values:
        row["reason"] = read.text(values, "reason")
    if "state" in values:
        row["state"] = "released" if read.code(values, "state") == "released" else "held"
    pen.put(HOLD, row | {"last_n": record.n, "last_at": millis(record)})


def _types(values: read.Values) -> str:
    """The codes of the types of lines that a hold names, by spaces."""
    named = (name.partition("/") for name in sorted(values) if values[name] is True)
    return " ".join(code for head, _slash, code in named if head == "types")


def strike_hold(pen: Pen, record: Record) -> None:
    """A struck hold holds nothing; only a person strikes it who releases holds."""
    roles = held(pen, record.author)
    if roles is None or STRIKERS["hold"].isdisjoint(roles):
        return
    target = None if record.amends is None else pen.n_of(record.amends)
    pen.run("UPDATE hold SET state = 'released' WHERE n = ?", target)


def fold_erase(pen: Pen, record: Record) -> None:
    """What an act of erasure names; it counts once it is countersigned."""
    values, count = record.values, 0
    for name in sorted(values):
        row, _slash, column = name.rpartition("/")
        field, id_ = read.text(values, f"{row}/field"), _id(read.text(values, name))
        n = None if column != "record" or id_ is None else pen.n_of(id_)
        if n is None or id_ is None or field is None:
            continue
        count += 1
        pen.add(_ERASED, f"{record.n}/{count}", n, id_, field, record.n, None)
    pen.add(
        _ERASURE, record.n, record.leaf, read.code(values, "basis"),
        read.text(values, "reference"), count, millis(record), record.author, None, None, None,
    )  # fmt: skip


def confirm_erase(pen: Pen, record: Record) -> None:
    """The second signature under an act of erasure: from now on the values are gone.

    As the verifier demands: act and signature are of two different people, and this one's role
    allows to countersign.
    """
    act = _leaf(read.text(record.values, "act"))
    asked = "SELECT n, author FROM erasure WHERE leaf = ? AND countersigned IS NULL"
    found = pen.run(asked, act).one_or_none()
    if found is None or DESK in {found.author, record.author} or found.author == record.author:
        return
    roles = pen.run("SELECT roles FROM person WHERE thread = ?", _id(record.author)).scalar()
    if COUNTERSIGNERS.isdisjoint(str(roles or "").split()):
        return
    pen.run(
        "UPDATE erasure SET countersigned = ?, countersigned_at = ?, second = ? WHERE n = ?",
        record.n, millis(record), record.author, found.n,
    )  # fmt: skip
    pen.run("UPDATE erased SET confirmed = ? WHERE act = ?", record.n, found.n)


def _id(said: str | None) -> bytes | None:
    try:
        return None if said is None else unb64(said, 16)
    except CanonicalError:
        return None


def _leaf(said: str | None) -> bytes | None:
    try:
        return None if said is None else unb64(said, 32)
    except CanonicalError:
        return None


def fold_stamp(pen: Pen, record: Record) -> None:
    """An outside timestamp over a seal."""
    values = record.values
    pen.add(
        _STAMP, record.n, read.text(values, "seal"), read.text(values, "authority"),
        read.moment(values, "time"),
    )  # fmt: skip


def fold_withdrawn(pen: Pen, record: Record) -> None:
    """A list of withdrawn certificates."""
    values = record.values
    pen.add(
        _WITHDRAWN, record.n, read.whole(values, "number"), read.whole(values, "count"),
        millis(record), read.moment(values, "until"),
    )  # fmt: skip
