"""Signatures of people without a key: what is still missing, and bringing it (D21)."""

from base64 import b32encode
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from deskinc.book.record import Saved
from deskinc.desk.lines.held import as_told, signing
from deskinc.desk.office import Office, note_access
from deskinc.desk.people.restricted import kept_copy, note_reading
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm, Refused
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.hand import NOT_SIGNED, SIGNED
from deskinc.forms.catalogue.statement import YOUNG
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.intake import files, photos, plans, sniff
from deskinc.proof.canonical import b64, unb64

PREFIX = "DESKINC-SIGN-"
"""What a scanner types before the code of a page."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A signature that is wanted, or a thing that is due back.

    ``code`` is that of the printed page, ``row`` the movement ("" for a statement); ``due`` is set
    for a return, ``overdue`` once its day has passed.
    """

    n: int
    form: str
    thread: str
    row: str
    incident: str
    code: str
    words: str
    due: datetime | None = None
    overdue: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody signed, or why not: ``how`` is a code of the form, ``scan`` name and bytes."""

    how: str
    at: datetime | None = None
    scan: tuple[str, bytes] | None = field(default=None, repr=False)
    why: str = ""
    seen_by: str = ""


def missing(office: Office, incident: str = "") -> list[Missing]:
    """The signatures nobody has brought and what is due back; of one incident if asked."""
    office.allow("read_incidents")
    found = [_missing(office, one, returns=False) for one in office.read.wanted()]
    found += [_missing(office, one, returns=True) for one in office.read.due_back()]
    return [one for one in found if not incident or one.incident == incident]


def overdue(office: Office) -> list[Missing]:
    """What should have come back by now."""
    back = (_missing(office, one, returns=True) for one in office.read.due_back())
    return [one for one in back if one.overdue]


def _missing(office: Office, row: object, *, returns: bool) -> Missing:
    from deskinc.book.registers.evidence import WantedRow

    assert isinstance(row, WantedRow)  # noqa: S101 - for types
    held = office.read.held_thread(row.thread)
    values = as_told(office.read, row.thread, row.form)
    due = office.moment_or_none(row.due) if returns else None
    number = held.number if held else ""
    to = plain(values.get(f"moves/{row.row}/to"))
    if row.form == "statement":
        words = _("Statement of {name}: NOT SIGNED").format(
            name=witness_listed(office, row.thread, values)
        )
    elif due is not None:
        day = office.locale.short_date(due)
        words = _("{no} due back from {to}, {day}").format(no=number, to=to, day=day)
    else:
        words = _("{no} to {to}: NOT SIGNED").format(no=number, to=to)
    incident = b64(held.incident) if held else ""
    return Missing(
        row.n, row.form, b64(row.thread), row.row, incident, code_of(office.read.record(row.n).id),
        words, due, due is not None and due.date() < office.now().date(), number or "",
    )  # fmt: skip


def witness(values: dict[str, Value]) -> str:
    """The name of a witness, where one may read it."""
    said = plain(values.get("witness")) or plain(values.get(f"{YOUNG}witness"))
    return said or (_("a young person") if values.get("young") is True else _("a witness"))


def witness_listed(office: Office, thread: bytes, values: dict[str, Value]) -> str:
    """The name as a list has it: of a young witness only to who has opened the statement."""
    known = values.get("young") is not True or office.seeing.has_opened(thread)
    return witness(values) if known else _("a young person")


def code_of(id_: bytes) -> str:
    """The code by which a page finds its record: eight signs, typed or scanned."""
    return b32encode(id_[:5]).decode()


def by_code(office: Office, typed: str) -> Missing:
    """What the page with that code still wants; InvalidForm names ``code`` where it is none."""
    office.allow("attach")
    said = "".join(typed.upper().replace(PREFIX, "").split()).replace("-", "")
    found = [one for one in missing(office) if one.code == said and one.due is None]
    if len(found) != 1:
        raise InvalidForm({"code": _(
            "No page with this code waits for a signature. Look at the code again; a page that "
            "was brought back already needs nothing more."
        )})  # fmt: skip
    return found[0]


def read_scan(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a scanned page; DeskError where it is too large or cannot be read."""
    smaller = _("Scan it with fewer dots to the inch.")
    return path.name, files.read(path, photos.MAX_BYTES, smaller)


def sign(office: Office, wanted: Missing, hand: Hand, id: str) -> "Future[Saved]":  # noqa: A002
    """Write how somebody signed. Blocks while a child looks at the page.

    Raises InvalidForm where something is missing, Refused for a page that is none, DeskError where
    it was signed before.
    """
    office.allow("attach")
    _check(hand)
    key = unb64(wanted.thread)
    values = as_told(office.read, key, wanted.form)
    near = f"moves/{wanted.row}/" if wanted.row else ""
    if values.get(f"{near}signed") is not None:
        raise DeskError(_("This was signed already."), _("Nothing was changed."))
    said: dict[str, object] = {"signed": hand.how, "signed_at": hand.at or office.now()}
    said |= {name: words for name, words in (("why", hand.why), ("seen_by", hand.seen_by)) if words}
    keys: dict[str, bytes] = {}
    if hand.scan is not None:
        name, data = hand.scan
        mime = _seen(office, name, data)
        young = values.get("young") is True
        kept = (
            kept_copy(office, data, f"page{Path(name).suffix}", restricted=True)
            if young
            else (data, name, mime)
        )
        file = office.book.attach(*kept)
        said["scan"], keys[f"{near}scan"] = file.value, file.key
    raw: dict[str, object] = {"moves": {wanted.row: said}} if wanted.row else said
    return office.write(
        office.draft(wanted.form, raw, partial=True, id=unb64(id), thread=key, files=keys)
    )


def _check(hand: Hand) -> None:
    if hand.how in {one.code for one in SIGNED}:
        if hand.scan is None:
            what = _("Choose the scan or photo of the page.") if hand.how == "pen" else _(
                "Nothing is drawn yet.")  # fmt: skip
            raise InvalidForm({"scan": what})
    elif hand.how in {one.code for one in NOT_SIGNED}:
        lacking = {
            "why": hand.why or _("Say why, in the person’s own words."),
            "seen_by": hand.seen_by or _("Name who saw it besides you."),
        }
        if notes := {name: lacking[name] for name in lacking if not getattr(hand, name)}:
            raise InvalidForm(notes)
    else:
        raise InvalidForm({"signed": _("Choose how it was signed.")})


def _seen(office: Office, name: str, data: bytes) -> str:
    """What the page is, once a child has opened it."""
    try:
        if sniff.kind(data) == "pdf":
            return sniff.MIME[plans.plan(data, name).kind]
        return photos.photo(data, name).mime
    except Refused:
        note_access(office, "photo_refused", name)
        raise


def page(office: Office, thread: str, row: str = "") -> bytes:
    """The signed page to look at, as a child has drawn it; DeskError where it is closed. Blocks."""
    from deskinc.book.keys.restricting import is_paper
    from deskinc.intake import excerpts, pyramid

    office.allow("read_incidents")
    near = f"moves/{row}/" if row else ""
    record = signing(office.read, unb64(thread), near)
    raw: bytes | None = None if record is None else office.book.read_file(record.n, f"{near}scan")
    closed = raw is not None and is_paper(raw)
    if raw is not None and closed:
        raw = office.book.see().paper(raw)
    if raw is None or record is None:
        raise DeskError(
            _("This page is restricted."), _("Shift leads and the facilities manager read it.")
        )
    if closed and record.author != office.officer.thread:
        note_reading(
            office, record.thread, plain(record.values.get("incident")) or code_of(record.id)
        )
    if sniff.kind(raw) == "pdf":
        return excerpts.overview(pyramid.of_bytes(plans.plan(raw, "page").pyramid), SIDES)
    return photos.photo(raw, "page").shown


SIDES = (1400, 1980)
"""Pixels into which a scanned page is fitted."""


def how_words(code: str) -> str:
    """How it was signed, in words; NOT SIGNED for nothing."""
    field_ = current("statement").field("signed")
    options = {one.code: _(one.label) for one in getattr(field_, "options", ())}
    return options.get(code, _("NOT SIGNED"))
