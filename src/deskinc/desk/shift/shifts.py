"""Shifts: who is on duty, signing on and off."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.record import Draft, Saved
from deskinc.book.registers.day import ShiftRow
from deskinc.desk.office import Office
from deskinc.desk.people import licences
from deskinc.desk.people.vouching import countersign
from deskinc.desk.shift.outstanding import open_now, sentence, stopped
from deskinc.errors import DeskError
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

JUST_NOW = timedelta(hours=1)


class OpenStubs(DeskError):
    """Time stamps of the officer wait for their words; an ``override`` says why he goes."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("Time stamps of yours wait for their words: {count}.").format(count=count),
            _("Finish or void them in Book, or say why you sign off all the same."),
        )
        self.count = count


class StillOpen(DeskError):
    """Something is open and the officer said nothing of it: ``words`` would."""

    def __init__(self, words: str) -> None:
        super().__init__(
            _("Not everything is done: {what}").format(what=words),
            _("Leave it as it stands, or say in your own words what is outstanding."),
        )
        self.words = words


class NeedsLead(DeskError):
    """Somebody else gives the reason: :func:`sign_on_for`."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as signed on: ``first`` is the serial of its first line."""

    n: int
    officer: str
    name: str
    post: str
    on_at: datetime
    off_at: datetime | None
    first: int


def current(office: Office) -> Shift | None:
    """The open shift of the officer signed in, or else of whoever is on duty."""
    there = on_duty(office)
    mine = [shift for shift in there if shift.officer == office.officer.thread]
    return next(reversed(mine or there), None)


def on_duty(office: Office) -> list[Shift]:
    """Every shift that is signed on and not off, in the order of signing on."""
    return [_shift(office, row) for row in office.read.open_shifts()]


def is_on(office: Office) -> bool:
    """Whether the officer signed in is signed on."""
    return any(shift.officer == office.officer.thread for shift in on_duty(office))


def officer_name(office: Office, shift: Shift) -> str:
    """The name of the officer who works ``shift``."""
    names = {b64(row.thread): row.name for row in office.read.persons()}
    return names.get(shift.officer) or "?"


def names(office: Office, there: Iterable[Shift]) -> list[str]:
    """The names of the officers who work these shifts, each once."""
    return list(dict.fromkeys(officer_name(office, shift) for shift in there))


def relieving(office: Office) -> str:
    """Who is most probably relieved by signing on now: the last other officer, if just there."""
    row = office.read.last_shift(but=office.officer.thread)
    last = None if row is None else _shift(office, row)
    if last is None or (last.off_at and passed(last.off_at, office.now()) > JUST_NOW):
        return ""
    return officer_name(office, last)


def shift_name(office: Office) -> str:
    """The shift that is signed on to now, also a little before it: ``Night 19:00–07:00``."""
    now = office.site.shift_for(office.now())
    return now.title if now else ""


def sign_on(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Sign on: post and shift, relieved whom, kit, instructions and sound checked.

    Raises NeedsLead where the officer's licence has ended and he is no lead himself (D22).
    """
    office.allow("shift")
    if licences.ended(office) and not office.officer.may("review"):
        raise NeedsLead(_("The licence has ended."), _("A shift lead gives the reason and signs."))
    licences.check_reason(office, raw)
    return office.write(_on(office, raw, id))


def sign_on_for(
    office: Office,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    lead: tuple[str, str],
) -> Saved:
    """Sign on with a licence that has ended: the ``lead`` (name, passphrase) signs why. Blocks."""
    office.allow("shift")
    licences.check_reason(office, raw)
    person = licences.lead(office, *lead)
    saved = office.write(_on(office, raw, id)).result()
    countersign(office, person, saved.records[0], str(raw["licence_reason"]))
    return saved


def _on(office: Office, raw: Mapping[str, object], id: str) -> Draft:  # noqa: A002
    said = {"post": office.site.post, "shift": shift_name(office), **raw}
    words = [_("{name} on duty, {shift}.").format(name=office.officer.name, shift=said["shift"])]
    relieved = said.get("relieved")
    words.append(
        _("Relieved {name}.").format(name=relieved) if relieved else _("Nobody to relieve.")
    )
    checks = (
        ("kit", _("Keys and kit checked.")),
        ("instructions", _("Instructions read.")),
        ("sound", _("Sound tested.")),
    )
    words += [sentence for name, sentence in checks if said.get(name)]
    if said.get("licence_reason"):
        words.append(_("On duty with a licence that ended."))
    return office.draft("shift_on", {"text": " ".join(words), **said}, id=unb64(id))


def sign_off(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Sign off: relieved by whom, kit handed over, and what is outstanding.

    Raises OpenStubs while stamps of the officer are open and no ``override`` says why, StillOpen
    while an incident is open or something is late or missed and ``outstanding`` says nothing.
    """
    office.allow("shift")
    left = stubs_of(office, office.officer.thread)
    if left and not str(raw.get("override") or "").strip():
        raise OpenStubs(left)
    words = [_("{name} off duty.").format(name=office.officer.name), _left_to(office, raw)]
    if said := str(raw.get("outstanding") or "").strip():
        words.append(_("Outstanding: {what}").format(what=stopped(said)))
    elif found := open_now(office):
        raise StillOpen(sentence(found))
    elif not left:
        words.append(_("Nothing outstanding."))
    kit = _("Keys and kit handed over.") if raw.get("kit") else _("Keys and kit: not recorded.")
    words.append(kit)
    if left:
        words.append(stubs_words(left, str(raw["override"])))
    values = {"text": " ".join(words), **raw} | ({"stubs": left} if left else {})
    return office.write(office.draft("shift_off", values, id=unb64(id)))


def _left_to(office: Office, raw: Mapping[str, object]) -> str:
    """Who has the post now."""
    if raw.get("relieved_by"):
        return _("Relieved by {name}.").format(name=raw["relieved_by"])
    others = [shift for shift in on_duty(office) if shift.officer != office.officer.thread]
    if others:
        return _("On duty still: {names}.").format(names=", ".join(names(office, others)))
    return _("The post is left.")


def stubs_of(office: Office, thread: str) -> int:
    """How many time stamps of the officer of ``thread`` wait for their words."""
    return sum(row.author == thread for row in office.read.stubs())


def stubs_words(left: int, why: str = "") -> str:
    """What the line says of stamps that were left open."""
    words = _("Time stamps left unfinished: {count}").format(count=left)
    because = _("Time stamps left unfinished: {count}, because: {why}")
    return because.format(count=left, why=stopped(why)) if why else f"{words}."


def end(office: Office) -> None:
    """Somebody has signed off: once nobody is on duty no keys wait under a PIN any more (D23)."""
    if not on_duty(office):
        office.signed_on.clear()


def _shift(office: Office, row: ShiftRow) -> Shift:
    first = next(iter(office.read.entries([row.n])), None)
    return Shift(
        n=row.n,
        officer=row.officer,
        name=row.name or "",
        post=row.post or "",
        on_at=office.moment(row.on_at),
        off_at=office.moment(row.off_at) if row.off_at is not None else None,
        first=first.line if first else 0,
    )
