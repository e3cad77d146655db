"""The mirror read through and compared with the book: lines, attachments, keys and slots.

Nothing is changed while it is read, and nothing of an open book is needed but what it holds. What
is found is heeded by the open book afterwards: it bounds what a seal says of the mirror, is told in
amber, and is handed to the mirror's lane, which writes it again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from pathlib import Path

from deskinc.book import mirror
from deskinc.book.checking.checked import Checked
from deskinc.book.checking.comparing import Steps
from deskinc.book.disk import doubt, files
from deskinc.book.disk.station import ATTACHMENTS, SLOTS
from deskinc.book.disk.store import Link
from deskinc.book.mirror import erasing as mirror_erasing
from deskinc.book.mirror import founding_file
from deskinc.book.mirror.lane import MirrorLane
from deskinc.book.opened import Opened
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.book.records.founding import Founding
from deskinc.book.records.payload import Batch, Payload
from deskinc.book.restore import astray as mirror_astray
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.document import decode
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.restricted import digested
from deskinc.proof.tally import MIRROR

_SOME = 256
"""Records compared at once."""

PATIENCE = 5.0
"""Seconds for what is on its way to the mirror; what comes later is not looked at."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A mirror that answers: its folder, its key, and the last record it is said to hold."""

    folder: Path
    key: bytes = field(repr=False)
    last: int


def answering(opened: Opened) -> Mirrored | None:
    """The mirror of an open book, once all has reached it; None if it does not answer."""
    lane, folder = opened.writer.mirror, opened.mirror
    if lane is None or folder is None:
        return None
    lane.settled(PATIENCE)
    return None if lane.missing else Mirrored(folder, opened.keys.mirror, lane.done)


def findings(there: Mirrored, folder: Path, link: Link) -> Steps:
    """What is wrong in the mirror of the book in ``folder``; numbers of records between.

    ``link`` is a snapshot of the book. Raises OSError where the mirror does not answer any more.
    """
    founding = Founding.load(link)
    yield from lines(there, founding.book, link)
    yield from _attachments(there, folder / ATTACHMENTS, founding.book, link)
    yield from _beside(there, folder, founding)
    for one in mirror_astray.found(there.folder, there.key, founding.book, link):
        if one.documents:
            yield finding(Why.MIRROR_ASTRAY, 0, one.lines)
        if one.unread:
            yield finding(Why.MIRROR_UNREAD, 0)


def since(opened: Opened, link: Link, n: int, cancel: Cancel) -> None:
    """Read the mirror's lines from record ``n`` on, so that a seal says of it what is true.

    Raises Cancelled if ``cancel`` says so.
    """
    there, found = answering(opened), []
    try:
        for one in lines(there, opened.founding.book, link, n) if there else ():
            if isinstance(one, Finding):
                found.append(one)
            elif cancel():
                raise Cancelled(_("The check was stopped."))
    except OSError as error:
        logger.warning("the mirror does not answer: %s", error.strerror)
    heed(opened, link, found)


def stretch(found: Finding) -> range:
    """The records of the book of which a finding on the mirror's lines speaks; none if of none."""
    if found.why in {Why.MIRROR_ASTRAY, Why.MIRROR_UNREAD}:
        return range(0)
    return range(found.n, int(found.about.partition("–")[2] or found.n) + 1)


def heed(opened: Opened, link: Link, found: Iterable[Finding], *, true: bool = True) -> None:
    """Bound the seals, say it in amber, and have the lane write again what can be.

    Where the book itself is not ``true``, nothing of it is laid into the mirror.
    """
    lane, found = opened.writer.mirror, list(found)
    if lane is None or not found:
        return
    for one in found:
        if not true:
            lane.distrust(max(1, one.n))
        elif one.why == Why.MIRROR_ERASED and opened.mirror is not None:
            with suppress(OSError):
                mirror_erasing.again(opened.mirror)
        elif one.why in _AMBER:
            _hand_on(opened, lane, link, one)
            opened.doubt(_AMBER[one.why](one.n))
    lane.nudge(0)


def settle(opened: Opened, link: Link, checked: Checked) -> None:
    """Heed what a check found in the mirror; one of all of it that found nothing clears it."""
    heed(opened, link, checked.of(MIRROR), true=checked.proved)
    if checked.full and checked.clean(MIRROR) and opened.writer.mirror is not None:
        opened.writer.mirror.trust()


def _hand_on(opened: Opened, lane: MirrorLane, link: Link, found: Finding) -> None:
    if found.why == Why.MIRROR_LACKS:
        lane.hurt(stretch(found))
    elif found.why == Why.MIRROR_SAYS:
        lane.distrust(found.n)
    elif found.why == Why.MIRROR_KEYS:
        lane.untrue(founding_file.NAME)
    elif found.why == Why.MIRROR_FILE and (name := _better(opened, link, found)):
        lane.untrue(name)


def _better(opened: Opened, link: Link, found: Finding) -> str:
    """The name of the file of which the book's own copy is good; "" if that is damaged too."""
    attachment = reading.attachment(link, found.n, found.about)
    if files.check(opened.attachments, opened.name_key, attachment) != "good":
        return ""
    return files.file_name(opened.name_key, attachment.sha256)


_AMBER: Mapping[str, Callable[[int], str]] = {
    Why.MIRROR_LACKS: doubt.mended,
    Why.MIRROR_SAYS: doubt.other,
    Why.MIRROR_FILE: lambda _n: doubt.untrue(),
    Why.MIRROR_KEYS: lambda _n: doubt.untrue(),
    Why.MIRROR_SLOTS: lambda _n: doubt.slots(),
}


class _Says(IntEnum):
    """What the mirror says of a record: nothing at all, or how it compares with the book."""

    NOTHING = 0
    TRUE = 1
    OTHER = 2
    ERASED = 3


_WHY = {
    _Says.NOTHING: Why.MIRROR_LACKS,
    _Says.OTHER: Why.MIRROR_SAYS,
    _Says.ERASED: Why.MIRROR_ERASED,
}


def lines(there: Mirrored, book: bytes, link: Link, since: int = 1) -> Steps:
    """Every record from ``since`` on that the mirror holds must stand there as in the book."""
    numbers = range(since, min(there.last, reading.head(link)[0]) + 1)
    said = bytearray(len(numbers))
    waiting: list[tuple[int, Payload]] = []
    for one in mirror.frames(there.folder, there.key, book, since):
        if isinstance(one, Batch):
            waiting += [(i, e) for i, e in enumerate(one.entries, one.first) if i in numbers]
        if len(waiting) >= _SOME:
            _compare(link, waiting, said, since)
            yield len(waiting)
            waiting.clear()
    _compare(link, waiting, said, since)
    yield len(numbers) - sum(map(bool, said)) + len(waiting)
    at = since
    for says, some in groupby(said):
        first, at = at, at + sum(1 for _one in some)
        if says != _Says.TRUE:
            which = f"{first}–{at - 1}" if at - 1 > first else ""
            yield finding(_WHY[_Says(says)], first, which)


def _compare(link: Link, waiting: Sequence[tuple[int, Payload]], said: bytearray, low: int) -> None:
    """Note what they say; a record read twice, because of a restore, counts where it is true."""
    if not waiting:
        return
    ns = [n for n, _entry in waiting]
    keys: dict[int, dict[str, bytes]] = {n: {} for n in range(min(ns), max(ns) + 1)}
    asked = link.run("SELECT n, name, key FROM file WHERE n BETWEEN ? AND ?", (min(ns), max(ns)))
    for n, name, key in asked:
        keys[n][name] = key
    known = {n: Payload(doc, sig, raws, keys[n]) for n, doc, sig, raws in reading.rows(link, ns)}
    for n, entry in waiting:
        if said[n - low] != _Says.TRUE and n in known:
            said[n - low] = _judged(entry, known[n])


def _judged(there: Payload, here: Payload) -> _Says:
    if (there.document, there.signature) != (here.document, here.signature):
        return _Says.NOTHING if _declared(there, here) else _Says.OTHER
    if there.disclosures is None:
        return _Says.NOTHING
    mine, more = set(here.disclosures or ()), set(there.disclosures)
    files, copies = dict(here.files), dict(there.files)
    if (mine, files) == (more, copies):
        return _Says.TRUE
    values = set(decode(here.document).values)
    left = mine <= more and all(digested(raw) in values for raw in more)
    return _Says.ERASED if left and files.items() <= copies.items() else _Says.OTHER


def _declared(there: Payload, here: Payload) -> bool:
    """Whether the mirror's is of an epoch that was over when the book's was written."""
    try:
        return decode(there.document).epoch < decode(here.document).epoch
    except ValueError:
        return False


def _attachments(there: Mirrored, own: Path, book: bytes, link: Link) -> Steps:
    """Every copy is read to its end; one still to come is amber and no finding."""
    copies, names, seen = there.folder / ATTACHMENTS, files.name_key(there.key, book), set[bytes]()
    for n, name, sha256 in link.run("SELECT n, name, sha256 FROM file ORDER BY n").fetchall():
        yield 0
        if n > there.last or sha256 in seen:
            continue
        seen.add(sha256)
        try:
            attachment = reading.attachment(link, n, name)
        except KeyError:
            continue
        found = files.check(copies, names, attachment)
        whole = found == "missing" and files.check(own, names, attachment) == "good"
        if found == "altered" or (found == "missing" and not whole):
            yield finding(Why.MIRROR_FILE, n, name)


def _beside(there: Mirrored, folder: Path, founding: Founding) -> Steps:
    """The site's own keys and the key slots; what is only missing is laid there by the lane."""
    yield 0
    try:
        if (there.folder / founding_file.NAME).exists():
            kept = founding_file.read(there.folder, there.key, founding.book).parts()
            if kept != founding.parts():
                yield finding(Why.MIRROR_KEYS, 0)
    except BookFault:
        yield finding(Why.MIRROR_KEYS, 0)
    own, copy = folder / SLOTS, there.folder / SLOTS
    if (
        own.exists()
        and copy.exists()
        and (len(raw := own.read_bytes()) != copy.stat().st_size or raw != copy.read_bytes())
    ):
        yield finding(Why.MIRROR_SLOTS, 0)
