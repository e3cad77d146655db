"""Erasing a person: two people take out of the book what was found, and what then is left (D42)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book.disk import ring
from deskinc.book.erasure import erasable, erasing, erasure_list
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.mirror import erasing as mirror_erasing
from deskinc.book.record import Draft
from deskinc.book.restore.aside import FOLDER as ASIDE
from deskinc.desk.access import note_denied
from deskinc.desk.copies import backups
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.office import Office, Person
from deskinc.desk.signing_on import seconds
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue.keeping import BASES
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.log import logger
from deskinc.proof.canonical import b64, unb64

__all__ = [
    "BASES",
    "MEANING",
    "Act",
    "Copy",
    "Done",
    "acts",
    "beside",
    "copies",
    "erase",
    "holding",
]

WAITING = "desk bomb call"
"""How what a bomb call is kept under begins; see :mod:`deskinc.desk.bombcall`."""

MEANING = N_("I have seen what is erased and on what ground. It cannot be brought back.")
"""What the second signature says."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An older copy of the book, which still holds what is erased: what it is, since when.

    ``ends`` is when rotation ends it; None where nothing does but a person. ``away``: it is a
    folder of backups that does not answer, the newest made at ``at``.
    """

    what: str
    at: datetime
    folder: Path
    ends: datetime | None = None
    away: bool = False


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
    """Older copies of the book that are known here: they hold it until they end."""
    found = [*_copies(office)]
    aside = office.folder / ASIDE
    if aside.is_dir():
        for folder in aside.iterdir():
            at = datetime.fromtimestamp(folder.stat().st_mtime, office.locale.tz)
            found.append(Copy(_("Set aside when something was wrong"), at, folder))
    return sorted([*found, *_lost(office)], key=lambda copy: copy.at, reverse=True)


def holding(office: Office) -> list[Copy]:
    """Those of them that were made before the last erasure was confirmed. Blocks: asks disks."""
    last = max((act.confirmed for act in acts(office) if act.confirmed), default=None)
    return [] if last is None else [copy for copy in copies(office) if copy.at < last or copy.away]


def _copies(office: Office) -> Iterator[Copy]:
    """Every backup with the day rotation ends it; the folder itself where it does not answer."""
    where, stands = backups.place(office), backups.last(office)
    try:
        there = [] if where is None else backups.listed(office, where)
    except OSError:
        if where is not None and stands is not None:
            yield Copy(_("Backups, in a folder that does not answer"), stands, where, away=True)
        return
    ends = backups.ends(office, there)
    for one in there:
        yield Copy(_("Backup"), office.locale.local(one.at), one.folder, ends.get(one.folder))


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
    where something is held or cannot be erased, or one of the two is not vouched for; then nothing
    was written.
    """
    office.allow("erase")
    if not targets:
        raise DeskError(_("Nothing is chosen."), _("Tick what goes."))
    if any(key.startswith(WAITING) for key in office.book.unsent()):
        raise DeskError(
            _("A bomb call waits to be opened as an incident, and an erasure would take it along."),
            _("Open the incident on its call sheet (F9) first."),
        )
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
        note_denied(office, other.officer, "countersign")
        raise DeskError(
            _("{name} may not countersign.").format(name=other.officer.name),
            _("Ask a colleague whose role does."),
        )
    seconds.refuse(office.read.persons(), me.officer, other.officer)
    return other


def beside(office: Office) -> None:
    """Put the list of what was erased beside every backup that answers."""
    erased, key = erasing.confirmed(office.read.link, office.book.id), office.book.parts.keys.mirror
    if not erased.erased:
        return
    where = backups.place(office)
    for one in [] if where is None else backups.listing(office, where):
        try:
            listed = erasure_list.read(one.folder, ring.newest(key), office.book.id)
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
