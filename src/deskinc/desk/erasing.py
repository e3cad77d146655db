"""Erasing a person: finding where the book speaks of them, and two people taking it out (D42)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book import backup, erasable, erasing, erasure_list
from deskinc.book.aside import FOLDER as ASIDE
from deskinc.book.erasure_list import Erased
from deskinc.book.reading import value_from
from deskinc.book.record import Draft, Record
from deskinc.book.station import Station
from deskinc.desk.holds import place_of
from deskinc.desk.office import Office, Person
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue import ALL, current
from deskinc.forms.catalogue.keeping import BASES
from deskinc.forms.fields import Field, Text, Value, show
from deskinc.i18n import N_, _
from deskinc.log import logger
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.note import FIELD

__all__ = ["BASES", "MEANING", "Act", "Copy", "Done", "Target", "acts", "along", "copies", "find"]

MEANING = N_("I have seen what is erased and on what ground. It cannot be brought back.")
"""What the second signature says."""

_EXCERPT = 90
_PICTURES = frozenset({"photo", "plan"})


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be erased: fields of one record, where it stands and what it says.

    ``standing`` is a narrative or line that nobody corrected yet: without a corrected text first,
    nothing stands in its place. ``held`` is why it cannot be erased now.
    """

    n: int
    record: str
    fields: tuple[str, ...]
    where: str
    label: str
    excerpt: str
    written: datetime
    standing: bool = False
    held: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """An older copy of the book, which still holds what is erased: what it is, since when."""

    what: str
    at: datetime
    folder: Path


@dataclass(frozen=True, slots=True)
class Act:
    """An act of erasure as the list shows it; ``second`` and ``confirmed`` are empty until then."""

    n: int
    at: datetime
    basis: str
    reference: str
    count: int
    by: str
    second: str
    confirmed: datetime | None


@dataclass(frozen=True, slots=True)
class Done:
    """What an erasure came to: its record, how many values, and whether nothing is left to do."""

    n: int
    count: int
    book: bool
    mirror: bool
    copies: tuple[Copy, ...]


def find(office: Office, text: str, stop: Callable[[], bool] = lambda: False) -> list[Target]:
    """Everything the book says with all words of ``text``, newest first. Reads all of it (slow).

    What derives from a value goes with it: all sizes of a picture, the note a record was chained
    from. Raises NotAllowed without the role, DeskError without a word to look for.
    """
    office.allow("erase")
    words = text.split()
    if not words or max(map(len, words)) < 3:
        raise DeskError(
            _("Type a name, or a part of one with three letters."),
            _("The whole book is searched for it."),
        )
    found: dict[int, list[str]] = {}
    for n, name, _value in office.read.saying(words, stop):
        found.setdefault(n, []).append(name)
    records = office.read.records(found)
    targets = [t for n in records for t in _targets(office, records[n], found[n])]
    pictured = {record.thread for record in records.values()}
    for photo in office.read.photos():
        record = office.read.record(photo.n)
        known = "original" in found.get(photo.n, ())
        if photo.incident in pictured and not known and "original" in record.values:
            targets += _targets(office, record, ["original"])
    return sorted(targets, key=lambda target: (-target.n, target.label))


def _targets(office: Office, record: Record, names: Iterable[str]) -> Iterator[Target]:
    form = ALL[record.form, record.form_v]
    held = _held(office, record)
    seen: set[str] = set()
    for name in names:
        if name in seen or name == FIELD or erasable.lasts(record.form, name):
            continue
        fields = _with(record, name)
        seen.update(fields)
        field = _field(form.field, name)
        said = _excerpt(office, field, record.values.get(name))
        standing = _stands(office, record, name, field)
        yield Target(
            record.n, b64(record.id), fields, place_of(record), _(field.label), said,
            record.written, standing, held,
        )  # fmt: skip


def _with(record: Record, name: str) -> tuple[str, ...]:
    """The fields that go with ``name``: other sizes of a picture, the note kept word for word."""
    fields = [name]
    value = record.values.get(name)
    if record.form in _PICTURES and isinstance(value, dict) and "sha256" in value:
        fields = [n for n, v in record.values.items() if isinstance(v, dict) and "sha256" in v]
    if FIELD in record.values:
        fields.append(FIELD)
    return tuple(dict.fromkeys(fields))


def _field(known: Callable[[str], Field], name: str) -> Field:
    try:
        return known(name)
    except KeyError:
        return Field(name, name)


def _excerpt(office: Office, field: Field, value: Value) -> str:
    words = " ".join(show(field, value, office.locale).split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1] + "…"


def _stands(office: Office, record: Record, name: str, field: Field) -> bool:
    """Whether it is a narrative that still stands: nothing corrected has taken its place."""
    if not (isinstance(field, Text) and (field.multiline or name == "text")):
        return False
    if current(record.form).threaded:
        later = [r for r in office.read.thread(record.thread) if r.n > record.n]
        return not any(name in r.values for r in later)
    return record.line is not None and office.read.amended_by(record.id) is None


def _held(office: Office, record: Record) -> str:
    try:
        erasable.refuse_held(office.read.link, [Erased(record.id, "")])
    except DeskError as refused:
        return refused.what
    return ""


def along(
    office: Office, targets: Sequence[Target], stop: Callable[[], bool] = lambda: False
) -> list[Target]:
    """Our own copies of papers that carry one of ``targets``: they go with it (slow).

    A paper says inside which values it carries; one that does not say is taken to carry them all
    if it is about the incident or the lines concerned.
    """
    from deskinc.reports.carried import carried

    wanted = {(target.n, field) for target in targets for field in target.fields}
    found: list[Target] = []
    for row in office.read.exports():
        if stop():
            return found
        record = office.read.record(row.n)
        if "file" not in record.values or (row.n, "file") in wanted:
            continue
        with suppress(BookFault):
            shown = carried(office.book.read_file(row.n, "file"))
            if wanted & (_carries(shown) if shown else _may_carry(office, record, targets)):
                found += _targets(office, record, ["file"])
    return found


def _carries(extract: bytes) -> set[tuple[int, str]]:
    """Number and field of every value that a record.json shows."""
    said = json.loads(extract)
    return {
        (record["n"], value_from(unb64(raw))[0])
        for record in said["records"]
        for raw in record["disclosures"]
    }


def _may_carry(office: Office, paper: Record, targets: Sequence[Target]) -> set[tuple[int, str]]:
    first, last = paper.values.get("first"), paper.values.get("last")
    about = paper.values.get("about")
    thread = about.get("id") if isinstance(about, dict) else None
    found: set[tuple[int, str]] = set()
    for target in targets:
        record = office.read.record(target.n)
        of_line = (
            record.line is not None and isinstance(first, int) and isinstance(last, int)
            and first <= record.line <= last
        )  # fmt: skip
        if of_line or thread == b64(record.thread):
            found |= {(target.n, field) for field in target.fields}
    return found


def copies(office: Office) -> list[Copy]:
    """Older copies of the book that are known here: they hold it until somebody deletes them."""
    found = [Copy(_("Backup"), office.locale.local(b.at), b.folder) for b in _backups(office)]
    aside = office.folder / ASIDE
    if aside.is_dir():
        for folder in aside.iterdir():
            at = datetime.fromtimestamp(folder.stat().st_mtime, office.locale.tz)
            found.append(Copy(_("Set aside when something was wrong"), at, folder))
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def _backups(office: Office) -> list[backup.Backup]:
    station = Station.load(office.folder)
    if station is None or station.backups is None:
        return []
    try:
        return backup.listing(station.backups, office.book.id)
    except OSError:
        return []


def erase(
    office: Office,
    targets: Sequence[Target],
    basis: str,
    reference: str,
    passphrase: str,
    second: tuple[str, str],
) -> Done:
    """Write the act by the person signed in, confirmed by ``second`` (name, passphrase). Blocks.

    Then the values are taken out of the book, its mirror, and whatever lists lie beside backups
    name them. Raises NotAllowed, WrongPassphrase or NoSlot where a signature fails, DeskError
    where something is held or cannot be erased; then nothing was written.
    """
    office.allow("erase")
    if not targets:
        raise DeskError(_("Nothing is chosen."), _("Tick what goes."))
    me = office.open_person(office.officer.name, passphrase)
    other = _second(office, me, second)
    erased = [Erased(unb64(t.record), field) for t in targets for field in t.fields]
    act = office.book.write([erasable.act(set(erased), basis, reference)], me.signer()).result()
    (record,) = act.records
    values: Mapping[str, Value] = {"act": b64(record.leaf), "meaning": _(MEANING)}
    sign = Draft("countersign", values, thread=record.thread)
    office.book.write([sign], other.signer()).result()
    office.book.settle()
    beside(office)
    left = office.book.unerased()
    return Done(
        record.n, len(erased), "book" not in left, "mirror" not in left, tuple(copies(office))
    )


def _second(office: Office, me: Person, second: tuple[str, str]) -> Person:
    other = office.open_person(*second)
    if other.officer.thread == me.officer.thread:
        raise DeskError(_("Two different people must sign."), _("Ask a colleague to sign."))
    if not other.officer.may("countersign"):
        raise DeskError(
            _("{name} may not countersign.").format(name=other.officer.name),
            _("Ask a colleague whose role does."),
        )
    return other


def beside(office: Office) -> None:
    """Put the list of what was erased beside every backup that answers."""
    erased = erasing.confirmed(office.read.link, office.book.id)
    if not erased.erased:
        return
    for one in _backups(office):
        try:
            listed = erasure_list.read(one.folder)
        except (OSError, BookFault):
            listed = erasure_list.Erasures()
        if not erased.erased <= listed.erased:
            try:
                both = erasure_list.union(erased, listed)
                erasure_list.write(one.folder, office.book.id, both)
            except OSError as error:
                logger.warning("no list of erasures beside a backup: %s", error.strerror)


def acts(office: Office) -> list[Act]:
    """All acts of erasure, newest first."""
    basis = {option.code: _(option.label) for option in BASES}
    return [
        Act(
            row.n, office.moment(row.at), basis.get(row.basis or "", row.basis or ""),
            row.reference or "", row.count, office.writer(row.author),
            office.writer(row.second) if row.second else "",
            office.moment_or_none(row.countersigned_at),
        )
        for row in reversed(office.read.erasures())
    ]  # fmt: skip
