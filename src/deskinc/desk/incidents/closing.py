"""How an incident ends: closed by a lead, dealt with on the spot, void, opened again (D28).

open → finished (its author’s declaration) → closed; low and medium ones straight to *spot*. How far
an open one has come is read from its times and never kept beside them.
"""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256

from deskinc.book.record import Draft, Record, Saved
from deskinc.book.records.reading import folded
from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.incidents.noting import noted
from deskinc.desk.lines.counting import telling
from deskinc.desk.office import Office
from deskinc.desk.signing_on.standing import others_may
from deskinc.desk.site import plain
from deskinc.desk.trust.seals import sealed
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.form import missing
from deskinc.i18n import N_, _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import unb64

STEPS = (
    ("resolved", ("resolved",), N_("Resolved")),
    ("contained", ("contained",), N_("Contained")),
    ("responding", ("arrived", "responded"), N_("Responding")),
)
"""How far an open incident has come: the step, the times that say so, its word; the last first."""

SHORT = frozenset({"low", "medium"})
"""The severities that may be dealt with on the spot."""


ENDING = frozenset({
    "state", "declaration", "closed", "reviewer", "reviewed", "review_note", "reopened",
    "reopen_reason", "void_reason",
})  # fmt: skip
"""What only the acts here say of an incident."""


def step(values: Mapping[str, Value]) -> str:
    """How far an open incident has come, by its times: ``open``, ``responding`` … ``resolved``."""
    for reached, names, _word in STEPS:
        if any(values.get(name) is not None for name in names):
            return reached
    return "open"


def may_spot(values: Mapping[str, Value], state: str, severity: str, *, drill: bool) -> bool:
    """Whether whoever dealt with an incident may close it; all as the register has them.

    Not one that a lead has read before, or that was closed and is open again, and no exercise: a
    lead reads each, so that none hides what was real.
    """
    before = any(values.get(name) is not None for name in ("reviewed", "reopened"))
    return state == "open" and severity in SHORT and not before and not drill


def is_drawn(n: int, every: int) -> bool:
    """Whether the incident that record ``n`` opened is of the sample, one in ``every``; 0 for none.

    Told from the number alone, which nobody chooses, and which leaves no row to count along.
    """
    lot = int.from_bytes(sha256(f"deskinc sample {n}".encode()).digest()[:8])
    return every > 0 and lot % every == 0


def finish(office: Office, thread: str, passphrase: str, id: str) -> Saved:  # noqa: A002
    """Declare the incident finished: nothing may be missing, and the passphrase is asked again.

    As with every act here a line of the book says so, in the same transaction (decision 032),
    before the declaration: what comes after that prints as added later. The book is sealed after.
    """
    office.allow("finish_incident")
    values = _values(office, thread)
    if values.get("declaration"):
        raise DeskError(_("This incident was finished before."))
    lacking = missing(current("incident"), values)
    if lacking:
        raise InvalidForm(
            {f.name: _("{field} is missing.").format(field=_(f.label)) for f in lacking}
        )
    return _signed(
        office, thread, values, {"state": "finished", "declaration": True},
        _("{number} is finished."), passphrase, id,
    )  # fmt: skip


def on_the_spot(
    office: Office,
    thread: str,
    done: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Close a low or medium incident in one act: ``done`` is what was done (D28).

    Times nobody knows stay unknown. One that is drawn waits for its review instead of being closed.
    """
    office.allow("finish_incident")
    values, row = _values(office, thread), _row(office, thread)
    if row.exercise:
        raise DeskError(
            _("An exercise is not dealt with on the spot."),
            _("Finish it; a shift lead reviews it."),
        )
    if not may_spot(values, row.state, row.severity or "", drill=False):
        raise DeskError(
            _("Only an open incident of low or medium severity is dealt with on the spot, and "
              "none that was reviewed or opened again."),
            _("Finish this one; a shift lead reviews it."),
        )  # fmt: skip
    if not done.strip():
        raise InvalidForm({"immediate": _("Say what was done.")})
    there = plain(values.get("immediate"))
    said: dict[str, object] = {"state": "spot", "declaration": True, "closed": office.now()}
    drawn = is_drawn(row.n, office.site.spot_sample)
    if drawn:
        said = {"state": "finished", "declaration": True}
    if done.strip() not in there:
        said["immediate"] = f"{there}\n{done}" if there else done
    words = _("{number} is closed, dealt with on the spot.")
    if drawn:
        words = _("{number} was dealt with on the spot and is drawn for the review.")
    return _signed(office, thread, values, said, words, passphrase, id)


def close(
    office: Office,
    thread: str,
    note: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Close a finished incident as its reviewer: a lead, and another than who finished it.

    Where nobody else reviews it is the same person, and the record shows it.
    """
    office.allow("review")
    values = _values(office, thread)
    _finished(_row(office, thread).state)
    _another(office, thread)
    _gone_through(office, thread)
    now = office.now()
    said: dict[str, object] = {
        "state": "closed", "reviewer": _me(office), "reviewed": now, "closed": now,
    }  # fmt: skip
    if note.strip():
        said["review_note"] = note
    words = _("{number} is reviewed and closed.")
    return _signed(office, thread, values, said, words, passphrase, id)


def send_back(
    office: Office,
    thread: str,
    note: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Give a finished incident back to its author with a comment; it is open again."""
    office.allow("review")
    values = _values(office, thread)
    _finished(_row(office, thread).state)
    if not note.strip():
        raise InvalidForm({"review_note": _("Say what is to be done.")})
    said: dict[str, object] = {
        "state": "open", "declaration": None, "review_note": note,
        "reviewer": _me(office), "reviewed": office.now(),
    }  # fmt: skip
    words = _("{number} went back to its writer.")
    return _signed(office, thread, values, said, words, passphrase, id)


def may_void(values: Mapping[str, Value], state: str) -> bool:
    """Whether an incident may be called a mistake: not once a lead has read or closed it."""
    read = values.get("reviewed") is not None
    return state in {"open", "finished"} and not read


def void(
    office: Office,
    thread: str,
    reason: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Say of an incident that it was raised by mistake: its number stays, nothing counts it.

    A lead says so, while nobody has reviewed it and no hold is on it; of a grave one another than
    who raised it, where there is one.
    """
    office.allow("review")
    values = _values(office, thread)
    if not may_void(values, _row(office, thread).state):
        raise DeskError(
            _("An incident that was reviewed, closed or made void before is not made void."),
            _("Write a follow-up that says what was wrong."),
        )
    _raised_by_another(office, thread)
    if any((r.about, r.state) == (unb64(thread), "held") for r in office.read.holds()):
        raise DeskError(
            _("There is a hold on this incident, so it is not made void."),
            _("Release the hold first, if nothing is claimed any more."),
        )
    if not reason.strip():
        raise InvalidForm({"void_reason": _("Say why it is void.")})
    said: dict[str, object] = {"state": "void", "declaration": None, "void_reason": reason}
    return _signed(office, thread, values, said, _("{number} is void."), passphrase, id)


def reopen(
    office: Office,
    thread: str,
    reason: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Open an incident again that was closed, dealt with or void; how often is counted.

    What a lead has closed or made void a lead opens again.
    """
    values = _values(office, thread)
    state = _row(office, thread).state
    office.allow("review" if state in {"closed", "void"} else "follow_up")
    if state == "open":
        raise DeskError(_("This incident is open."))
    if state == "finished":
        raise DeskError(
            _("This incident waits for its review."), _("A shift lead closes it or sends it back.")
        )
    if not reason.strip():
        raise InvalidForm({"reopen_reason": _("Say why it is opened again.")})
    before = values.get("reopened")
    times = before if isinstance(before, int) else 0
    said: dict[str, object] = {
        "state": "open", "declaration": None, "closed": None, "reopened": times + 1,
        "reopen_reason": reason, "void_reason": None,
    }  # fmt: skip
    words = _("{number} is open again.")
    return _signed(office, thread, values, said, words, passphrase, id)


def _values(office: Office, thread: str) -> dict[str, Value]:
    return folded(_records(office, thread))


def _records(office: Office, thread: str) -> list[Record]:
    return telling(office.read, unb64(thread))


def _row(office: Office, thread: str) -> IncidentRow:
    """What the register says: a state or severity that nobody could give is not in it."""
    row = office.read.incident(unb64(thread))
    if row is None:
        raise DeskError(_("There is no such incident."))
    return row


def _finished(state: str) -> None:
    if state == "open":
        raise DeskError(
            _("This incident is open."), _("Whoever worked on it finishes it, then it is reviewed.")
        )
    if state != "finished":
        raise DeskError(_("This incident is closed."), _("Open it again to change what it says."))


def _another(office: Office, thread: str) -> None:
    """Who finished it does not close it, while somebody else may."""
    declared = [r for r in _records(office, thread) if r.values.get("declaration") is True]
    mine = bool(declared) and declared[-1].author == office.officer.thread
    if mine and others_may(office.read.persons(), office.officer.thread, "review"):
        raise DeskError(
            _("You finished this incident yourself."),
            _("Another shift lead reviews and closes it."),
        )


def _raised_by_another(office: Office, thread: str) -> None:
    """What is or was grave is not taken back by whoever raised it, while somebody else may."""
    there, mine = _records(office, thread), office.officer.thread
    raised = bool(there) and there[0].author == mine
    said = {code(one.values["severity"]) for one in there if "severity" in one.values}
    grave = not said <= SHORT and not _row(office, thread).exercise
    if raised and grave and others_may(office.read.persons(), mine, "review"):
        raise DeskError(
            _("You raised this incident yourself, and its severity is or was high."),
            _("Another shift lead makes it void."),
        )


def _gone_through(office: Office, thread: str) -> None:
    """A critical incident has its review before it is closed; an exercise need not."""
    row = _row(office, thread)
    if row.severity != "critical" or row.exercise:
        return
    if not any(one.form == "debrief" for one in office.read.lessons_about(row.thread)):
        raise DeskError(
            _("A critical incident is closed only after its post-incident review."),
            _("Write its review first, in the part Lessons of its page."),
        )


def _me(office: Office) -> dict[str, str]:
    return {"id": office.officer.thread, "text": office.officer.name}


def _signed(
    office: Office,
    thread: str,
    values: Mapping[str, Value],
    said: Mapping[str, object],
    words: str,
    passphrase: str,
    id: str,  # noqa: A002
) -> Saved:
    """Write what is said of the incident with a line of the book, signed; then seal the book."""
    office.check(passphrase)
    cleaned = forms.clean(current("incident"), said, partial=True, current=dict(values))
    told = words.format(number=_row(office, thread).number or _("The incident"))
    line = office.draft("occurrence", noted(office, thread, told))
    draft = Draft("incident", cleaned, id=unb64(id), thread=unb64(thread))
    saved = office.write(line, draft).result()
    with suppress(DeskError):  # it is written; that the seal was refused is said in amber
        sealed(office)
    return saved
