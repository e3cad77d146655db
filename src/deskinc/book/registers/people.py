"""Who is enrolled, who is on duty, what was handed over, and what the site has set."""

import json
from collections.abc import Mapping

from deskinc.book.keys import authority
from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.day import HANDOVER, SHIFT
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import CHANGE, PERSON, SETTING, insert_sql
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import DESK
from deskinc.proof.sheet import FIELD, is_alone
from deskinc.proof.speaking import ACTIVE, VOUCHERS, Officer, closes_last, state_of, waiting
from deskinc.proof.standing import Enrolled, standing

_SHIFT = insert_sql(SHIFT)
_HANDOVER = insert_sql(HANDOVER)
_SETTING = insert_sql(SETTING, replace=True)
_TEXTS = frozenset({"name", "initials", "licence", "signing_key"})
_MOMENTS = frozenset({"relief_until", "licence_until", "first_aid_until"})
_CHANGE = insert_sql(CHANGE)
_CERTIFICATES = {"certificate": "certificate_until", "own_certificate": "own_until"}


def fold_shift_on(pen: Pen, record: Record) -> None:
    """A sign-on; a corrected one keeps its place and time."""
    post, name = read.text(record.values, "post"), read.text(record.values, "shift")
    if record.amends is not None:
        root = pen.n_of(record.thread)
        pen.run("UPDATE shift SET post = ?, name = ? WHERE n = ?", post, name, root)
        return
    pen.add(_SHIFT, record.n, record.author, post, name, millis(record), None, None)


def fold_shift_off(pen: Pen, record: Record) -> None:
    """A sign-off closes the officer's last open sign-on."""
    if record.amends is not None:
        return
    pen.run(
        """UPDATE shift SET off_n = ?, off_at = ? WHERE n =
           (SELECT max(n) FROM shift WHERE officer = ? AND off_n IS NULL)""",
        record.n, millis(record), record.author,
    )  # fmt: skip


def fold_handover(pen: Pen, record: Record) -> None:
    """A handover; a corrected one takes the place of the old, to be countersigned anew."""
    if record.amends is not None:
        pen.run("DELETE FROM handover WHERE n = ?", pen.n_of(record.amends))
    values = record.values
    pen.add(
        _HANDOVER, record.n, record.id, record.leaf,
        read.known(values, "outgoing"), read.known(values, "incoming"),
        read.text(values, "post"), read.whole(values, "first"), read.whole(values, "last"),
        millis(record), None, None,
    )  # fmt: skip


def fold_countersign(pen: Pen, record: Record) -> None:
    """The second signature under a handover, who vouches for a person, who confirms his roles."""
    try:
        act = unb64(read.text(record.values, "act") or "", 32)
    except ValueError:
        return
    pen.run(
        "UPDATE handover SET countersigned = ?, countersigned_at = ? WHERE leaf = ?",
        record.n, millis(record), act,
    )  # fmt: skip
    signer = None if record.author == DESK else pen.row(PERSON, unb64(record.author))
    if signer is None or signer["thread"] == record.thread:
        return
    if not VOUCHERS.isdisjoint(str(signer["roles"]).split()):
        _vouched(pen, record, act)
        _confirmed(pen, record, act)


def _vouched(pen: Pen, record: Record, act: bytes) -> None:
    row = pen.row(PERSON, record.thread)
    if row is None or row["leaf"] != act or record.author in {row["enroller"], row["voucher"]}:
        return
    if record.author not in _standing(pen):
        return
    if row["vouched"] is None:
        pen.put(PERSON, row | {"vouched": record.n, "voucher": record.author})
    elif row["confirmed"] is None:
        pen.put(PERSON, row | {"confirmed": record.n})


def _standing(pen: Pen) -> frozenset[str]:
    """Whose signature counts as one of two: nobody else’s vouches."""
    return standing(
        [
            Enrolled(
                b64(row.thread), row.enroller or "", frozenset(row.roles.split()),
                row.vouched is not None, row.state == ACTIVE,
            )
            for row in pen.run("SELECT * FROM person ORDER BY n").fetchall()
        ]
    )  # fmt: skip


def _confirmed(pen: Pen, record: Record, act: bytes) -> None:
    """What waited for a second person counts from here on."""
    change, row = pen.row(CHANGE, act), pen.row(PERSON, record.thread)
    if change is None or row is None or record.author == change["author"]:
        return
    said = json.loads(str(change["said"]))
    if change["thread"] == record.thread and not _ends_last(pen, record.thread, said):
        pen.put(PERSON, row | _counts(row, said) | {"last_n": record.n})
        pen.run("DELETE FROM role_change WHERE leaf = ?", act)


def _ends_last(pen: Pen, thread: bytes, said: Mapping[str, Value]) -> bool:
    """Whether nobody who administers would be left: then it does not count."""
    rows = pen.run("SELECT thread, state, roles FROM person").fetchall()
    known = (Officer(b64(r.thread), None, r.state, frozenset(r.roles.split())) for r in rows)
    return closes_last(b64(thread), said, {one.thread: one for one in known})


def strike_people(pen: Pen, record: Record) -> None:
    """A struck sign-on or handover is no longer there; a struck sign-off opens the shift again."""
    target = None if record.amends is None else pen.n_of(record.amends)
    pen.run("DELETE FROM shift WHERE n = ?", target)
    pen.run("UPDATE shift SET off_n = NULL, off_at = NULL WHERE off_n = ?", target)
    pen.run("DELETE FROM handover WHERE n = ?", target)


def fold_person(pen: Pen, record: Record) -> None:
    """The fold of an enrolment's thread."""
    thread, values = record.thread, record.values
    row = pen.row(PERSON, thread)
    if row is None:
        row = dict.fromkeys(PERSON.columns.keys()) | {
            "thread": thread, "n": record.n, "roles": "", "state": "active",
        }  # fmt: skip
    row |= {name: read.text(values, name) for name in _TEXTS & values.keys()}
    row |= {name: read.moment(values, name) for name in _MOMENTS & values.keys()}
    row |= {
        column: _ends(read.text(values, name))
        for name, column in _CERTIFICATES.items()
        if name in values
    }
    if "signing_key" in values:
        row |= {"leaf": record.leaf, "enroller": record.author}
        row |= dict.fromkeys(("vouched", "voucher", "confirmed"))
        row["alone"] = 1 if is_alone(record.author, b64(thread), values) else None
    waits = _waiting(row, record)
    if waits:
        said = json.dumps(waits, ensure_ascii=False, sort_keys=True)
        pen.add(_CHANGE, record.leaf, record.n, thread, record.author, said)
    row |= _counts(row, {k: v for k, v in values.items() if k not in waits})
    pen.put(PERSON, row | {"last_n": record.n})


def _waiting(row: Mapping[str, object], record: Record) -> dict[str, Value]:
    """What of the record counts only once a second person has signed, as the verifier has it."""
    if record.id == record.thread or FIELD in record.values:
        return {}
    known = frozenset(str(row["roles"]).split())
    held = waiting(record.values, Officer(b64(record.thread), roles=known))
    return {name: value for name, value in record.values.items() if name in held}


def _counts(row: Mapping[str, object], values: Mapping[str, Value]) -> dict[str, object]:
    """Roles and state as they are once ``values`` count."""
    given = _roles(values)
    kept = set(str(row["roles"]).split()) - given.keys()
    kept |= {role for role, held in given.items() if held}
    told: dict[str, object] = {"roles": " ".join(sorted(kept))}
    if "state" in values:
        told["state"] = state_of(values["state"])
    return told


def _ends(certificate: str | None) -> int | None:
    try:
        _begin, end = authority.span(unb64(certificate or ""))
    except ValueError:
        return None
    return round(end.timestamp() * 1000)


def _roles(values: read.Values) -> dict[str, bool]:
    return {
        name.removeprefix("roles/"): held is True
        for name, held in values.items()
        if name.startswith("roles/")
    }


def fold_setting(pen: Pen, record: Record) -> None:
    """The site's settings, each as last set; null takes it back."""
    for name, value in sorted(record.values.items()):
        if value is None:
            pen.run("DELETE FROM setting WHERE name = ?", name)
        else:
            pen.add(_SETTING, name, json.dumps(value, ensure_ascii=False, sort_keys=True))
