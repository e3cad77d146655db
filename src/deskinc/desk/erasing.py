"""Erasing a person: two people take out of the book what was found, and what then is left (D42)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book import backup, erasable, erasing, erasure_list, mirror_erasing
from deskinc.book.aside import FOLDER as ASIDE
from deskinc.book.erasure_list import Erased
from deskinc.book.record import Draft
from deskinc.book.station import Station
from deskinc.desk.erasure_search import Target
from deskinc.desk.office import Office, Person
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue.keeping import BASES
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.log import logger
from deskinc.proof.canonical import b64, unb64

__all__ = ["BASES", "MEANING", "Act", "Copy", "Done", "acts", "beside", "copies", "erase"]

MEANING = N_("I have seen what is erased and on what ground. It cannot be brought back.")
"""What the second signature says."""


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


def copies(office: Office) -> list[Copy]:
    """Older copies of the book that are known here: they hold it until somebody deletes them."""
    found = [Copy(_("Backup"), office.locale.local(b.at), b.folder) for b in _backups(office)]
    aside = office.folder / ASIDE
    if aside.is_dir():
        for folder in aside.iterdir():
            at = datetime.fromtimestamp(folder.stat().st_mtime, office.locale.tz)
            found.append(Copy(_("Set aside when something was wrong"), at, folder))
    return sorted([*found, *_lost(office)], key=lambda copy: copy.at, reverse=True)


def _lost(office: Office) -> Iterator[Copy]:
    """Lines that a restore declared lost and the mirror still has: no search finds them."""
    mirror, book = office.book.mirror, office.book.parts
    with suppress(OSError):
        link, key = office.read.link, book.keys.mirror
        lost = [] if mirror is None else mirror_erasing.losses(mirror, key, office.book.id, link)
        for restore in lost:
            at = office.locale.local(datetime.fromisoformat(restore.doc.at))
            words = _(
                "Lines that a restore declared lost, in files of the mirror (which must stay)"
            )
            yield Copy(words, at, mirror or office.folder)


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
    erased, key = erasing.confirmed(office.read.link, office.book.id), office.book.parts.keys.mirror
    if not erased.erased:
        return
    for one in _backups(office):
        try:
            listed = erasure_list.read(one.folder, key, office.book.id)
        except (OSError, BookFault):
            listed = erasure_list.Erasures()
        if not erased.erased <= listed.erased:
            try:
                both = erasure_list.union(erased, listed)
                erasure_list.write(one.folder, key, both)
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
