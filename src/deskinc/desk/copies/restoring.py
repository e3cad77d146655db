"""Restoring a book that does not open: what there is to restore from, and two people who do it.

Nothing here needs an open book. Keys come from an officer's slot or from the recovery words, in
the data folder or, where nothing is left of that, in the mirror or a backup.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.asking.reader import Reader
from deskinc.book.backups import whereabouts
from deskinc.book.clock import Now
from deskinc.book.clock import now as utc_now
from deskinc.book.disk import durable
from deskinc.book.disk.station import Hold
from deskinc.book.disk.store import spoken
from deskinc.book.keys import recovery
from deskinc.book.keys.recovery import WORDS, unlisted
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import NAME, Vault
from deskinc.book.opening import earlier, proving
from deskinc.book.record import Signer
from deskinc.book.restore import donors, restoring, surveying, swapping
from deskinc.book.restore.restoring import Built
from deskinc.book.restore.surveying import Places, Report, Source
from deskinc.desk.copies.restorers import (
    NotAccepted,
    Pair,
    Sheet,
    may,
    person,
    sheet,
    two,
    vouched,
)
from deskinc.desk.copies.strangers import Stranger, refuse_strangers
from deskinc.desk.signing_on import handing_on
from deskinc.disks import ask
from deskinc.errors import BookFault, DeskError, WrongPassphrase
from deskinc.i18n import _

__all__ = [
    "WORDS", "Keys", "NotAccepted", "Pair", "Sheet", "Source", "Stranger",
    "keys_of", "keys_of_words", "opened_by", "restore", "sources", "unlisted", "utc_now",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slots:
    """A slot file that opens for both; ``second`` is None where the sheet stands in for one."""

    vault: Vault
    first: Keys
    second: Keys | None


def keys_of(folder: Path, pair: Pair, places: Sequence[Path] = ()) -> Keys:
    """The keys of a person, from the first slot file that gives them (a second for each).

    Raises WrongPassphrase or SlotDamaged as the first slot file says it, Stranger where
    one of ``places`` holds another book.
    """
    refuse_strangers(folder, places)
    return _first(lambda vault: vault.open(pair.name, pair.passphrase, keep=False), folder, places)


def keys_of_words(folder: Path, words: str, places: Sequence[Path] = ()) -> Keys:
    """The book’s keys from the recovery sheet; WrongPassphrase names what is wrong, or Stranger."""
    refuse_strangers(folder, places)
    return _first(lambda vault: vault.open_recovery(words, keep=False), folder, places)


def opened_by(folder: Path, words: str, places: Sequence[Path] = ()) -> tuple[Keys, Sheet]:
    """The same, with the sheet itself: where nobody else is enrolled it confirms a restore."""
    return keys_of_words(folder, words, places), Sheet(recovery.key_of(words))


def sources(
    folder: Path, keys: Keys, places: Sequence[Path] = (), report: Report = lambda _f, _w: None
) -> list[Source]:
    """Everything the book can be restored from, best first. Blocks (minutes for a large book).

    The book's own file is offered only where there is nothing else: no other copy bears it out.
    ``places`` are further folders in which a mirror or backups may lie; Stranger where one holds
    another book.
    """
    refuse_strangers(folder, places)
    asked = list(_asked(folder, keys, places))
    found = list(_surveyed(asked, report))
    if not found:
        books = _books(folder, places)
        own = [
            Places(folder, "own", folder, None, keys, book, _mute(folder, keys, book, places))
            for book in sorted(books)
        ]
        found = list(_surveyed(own, report))
    return sorted(found, key=lambda one: (one.records, one.kind == "mirror"), reverse=True)


def _mute(folder: Path, keys: Keys, book: bytes, places: Sequence[Path]) -> Path | None:
    """A mirror that does not answer, or of which its disk gives nothing back."""
    near = whereabouts.mirrors(folder, book, places)
    silent = whereabouts.silent(folder, book)
    return silent or next((one for one in near if donors.mute(one, keys, book)), None)


def _surveyed(asked: Sequence[Places], report: Report) -> Iterator[Source]:
    for done, what in enumerate(asked):

        def told(fraction: float, words: str, before: int = done) -> None:
            report((before + fraction) / len(asked), words)

        with suppress(OSError, BookFault):
            one = surveying.survey(what, told)
            if one is not None:
                yield one


def restore(
    folder: Path,
    source: Source,
    first: Pair,
    second: Pair | Sheet,
    reason: str,
    progress: Report,
    *,
    places: Sequence[Path] = (),
    clock: Now = utc_now,
) -> None:
    """Restore the book from ``source`` in the name of two people. Blocks; cannot be stopped.

    Where an earlier restore waits to be put in place, that is done and nothing else. Raises
    :class:`NotAccepted` for one who may not, BookFault where the source or the disk fails; then
    the old files lie as they did.
    """
    with spoken():
        ask(folder, lambda: folder.mkdir(mode=0o700, parents=True, exist_ok=True))
    hold = Hold(folder)
    try:
        if swapping.finish(folder):
            return
        progress(0.0, _("Opening the keys"))
        slots = _both(folder, first, second, whereabouts.vaults(folder, (source.folder, *places)))
        book = slots[0].vault.book
        told_by = [folder, source.folder, *whereabouts.backups(folder, book, places)]
        keys = _as_told(slots[0].first, told_by, [one.first for one in slots])
        what = Places(folder, source.kind, source.folder, source.mirror, keys, book)
        built = restoring.build(what, progress)
        _as_shown(built, source)
        chosen, one, two = _people(built, slots, first, second)
        restoring.declare(built, reason, one, two, clock)
        with spoken():
            _lay_slots(chosen, built, what.keys)
        swapping.decide(folder)
        swapping.finish(folder)
    finally:
        hold.release()


def _lay_slots(chosen: Vault, built: Built, keys: Keys) -> None:
    """The slot file of the restored book, which gives the very keys that it was written under."""
    reader = Reader(built.store)
    try:
        handing_on.announced(reader).give(chosen, keys.shared())
    finally:
        reader.close()
    durable.replace(built.new / NAME, chosen.packed())


def _as_shown(built: Built, source: Source) -> None:
    """See that the mirror gave what it gave when the two chose the source."""
    if source.seen and built.seen != source.seen:
        raise BookFault(
            _("The mirror answers no more, or not as it did when this was shown."),
            _("Nothing was changed. Connect its disk, leave this window and look again."),
        )


def _both(folder: Path, first: Pair, second: Pair | Sheet, vaults: Iterable[Vault]) -> list[_Slots]:
    """The slot files that open for both: first whose keys open most of what lies there."""
    opened: list[_Slots] = []
    refused: NotAccepted | None = None
    vaults = list(vaults)
    for vault in vaults:
        try:
            mine = _open(vault, "first", first)
            its = None if isinstance(second, Sheet) else _open(vault, "second", second)
            opened.append(_Slots(vault, mine, its))
        except NotAccepted as error:
            # what is wrong with a passphrase says more than that a file knows no such name
            if refused is None or isinstance(error.__cause__, WrongPassphrase):
                refused = error
    if not opened:
        raise refused or _no_slots()
    looked = _looked_at(folder, vaults)
    return sorted(opened, key=lambda one: -proving.opened(one.first, looked))


def _open(vault: Vault, who: str, pair: Pair) -> Keys:
    try:
        return vault.open(pair.name, pair.passphrase, keep=False)
    except DeskError as error:
        raise NotAccepted(who, error) from error


def _people(
    built: Built, slots: Sequence[_Slots], first: Pair, second: Pair | Sheet
) -> tuple[Vault, Signer, Signer | Ed25519PrivateKey]:
    """Who signs by the restored book, and the slot file that it announces."""
    reader = Reader(built.store)
    try:
        refused: NotAccepted | None = None
        for one in slots:
            try:
                me = person(reader, one.vault, "first", first.name, one.first)
                if isinstance(second, Sheet) or one.second is None:
                    may(me, "first", "restore")
                    return one.vault, me.signer(), sheet(reader, me, second)
                other = person(reader, one.vault, "second", second.name, one.second)
            except NotAccepted as error:
                refused = refused or error
                continue
            two(me, other)
            vouched(reader, me, other)
            return one.vault, me.signer(), other.signer()
    finally:
        reader.close()
    raise refused or _no_slots()


def _asked(folder: Path, keys: Keys, places: Sequence[Path]) -> Iterator[Places]:
    """What is to be looked at: each mirror, and the newest backups of each folder."""
    books = _books(folder, places)
    for book in sorted(books):
        mirrors = list(whereabouts.mirrors(folder, book, places))
        silent = whereabouts.silent(folder, book)
        for mirror in mirrors:
            yield Places(folder, "mirror", mirror, mirror, keys, book, silent)
        near = mirrors[0] if mirrors else None
        for copy in whereabouts.backups(folder, book, places):
            yield Places(folder, "backup", copy, near, keys, book, silent)


def _books(folder: Path, places: Sequence[Path]) -> frozenset[bytes]:
    """What can be restored here: what belongs here, or on a new computer whatever is found."""
    found = frozenset(vault.book for vault in whereabouts.vaults(folder, places))
    return (whereabouts.own(folder) & found) or found


def _first(opens: Callable[[Vault], Keys], folder: Path, places: Sequence[Path]) -> Keys:
    refused: list[DeskError] = []
    vaults = list(whereabouts.vaults(folder, places))

    def given() -> Iterator[Keys]:
        for vault in vaults:
            try:
                yield opens(vault)
            except DeskError as error:
                refused.append(error)

    looked = _looked_at(folder, vaults)
    keys = proving.best(given(), looked, lambda one: one)
    if keys is None:
        raise refused[0] if refused else _no_slots()
    return _as_told(keys, looked, given())


def _as_told(keys: Keys, folders: Sequence[Path], others: Iterable[Keys]) -> Keys:
    """The keys with those from before somebody left as a book there tells them.

    ``others`` are asked only where some are lacking.
    """
    now = earlier.found(keys, folders)
    return earlier.found(keys, folders, others).keys if now.lacking else now.keys


def _looked_at(folder: Path, vaults: Iterable[Vault]) -> list[Path]:
    """Where something may lie that the keys of a slot open: a slot alone proves nothing."""
    return [folder, *(vault.folder for vault in vaults)]


def _no_slots() -> BookFault:
    return BookFault(
        _("No key slots of a book lie there."),
        _("Name the folder of the mirror or of a backup: slots.json lies in both."),
    )
