"""Finding lines by what is asked for: words, and the marks and answers that narrow them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from deskinc.desk.lines.found_lines import writers
from deskinc.desk.lines.lines import Line, lines
from deskinc.desk.office import Office
from deskinc.forms import taxonomy
from deskinc.i18n import _

_SERIAL = re.compile(r"([0-9]{1,12})(·e[0-9]+)?")
BLOCK = 500
"""Lines that are read together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; all of it must be so.

    ``place`` is a name, ``officer`` the thread of the writer; the days are the site's, both
    included.
    """

    words: str = ""
    type: str = ""
    place: str = ""
    officer: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    struck: bool = False
    linked: bool = False

    @property
    def narrows(self) -> bool:
        """Whether more is asked for than words."""
        return replace(self, words="") != Wanted()


def find(
    office: Office, asked: Wanted | str, *, limit: int = 50, before: int | None = None
) -> list[Line]:
    """The newest ``limit`` lines, newest first; a serial alone finds that line."""
    office.allow("read_book")
    wanted = Wanted(asked) if isinstance(asked, str) else asked
    only = _by_serial(office, wanted)
    if only is not None:
        return lines(office.read, [only])
    found: list[Line] = []

    def is_found(n: int) -> bool:
        return n in ns or _search(office, wanted, limit=1, before=n + 1) == [n]

    while len(found) < limit:
        ns = _search(office, wanted, limit=limit, before=before)
        found += _as_shown(office, wanted, lines(office.read, ns), is_found)
        if len(ns) < limit or not (wanted.struck or wanted.type):
            break
        before = ns[-1]
    return found[:limit]


def numbers(office: Office, wanted: Wanted) -> list[int]:
    """The numbers of the records of all lines that may be found, oldest first.

    Some of them may turn out as not struck, or as additions, when they are read: see :func:`read`.
    """
    office.allow("read_book")
    only = _by_serial(office, wanted)
    return [only] if only is not None else _search(office, wanted, limit=-1, before=None)[::-1]


def read(office: Office, wanted: Wanted, ns: Sequence[int]) -> Iterator[list[Line]]:
    """The lines of :func:`numbers`, a block at a time."""
    every = frozenset(ns)
    for at in range(0, len(ns), BLOCK):
        some = lines(office.read, ns[at : at + BLOCK])
        yield _as_shown(office, wanted, some, every.__contains__)


def said(office: Office, wanted: Wanted) -> dict[str, str]:
    """What is asked for, a few words for each member of ``wanted`` that asks for something."""
    since, until = _midnight(office, wanted.since), _midnight(office, wanted.until)
    who = writers(office.read).get(wanted.officer)
    day, one_day = partial(office.locale.date, weekday=False), wanted.since == wanted.until
    told = {
        "words": (_("“{what}”"), wanted.words.strip()),
        "type": ("{what}", type_word(wanted.type)),
        "place": (_("at {what}"), wanted.place),
        "officer": (_("by {what}"), wanted.officer and (who.name if who else "?")),
        "since": (_("on {what}") if one_day else _("from {what}"), day(since) if since else ""),
        "until": (_("to {what}"), day(until) if until and not one_day else ""),
        "late": (_("late"), wanted.late),
        "struck": (_("struck"), wanted.struck),
        "linked": (_("linked to an incident"), wanted.linked),
    }
    return {name: words.format(what=what) for name, (words, what) in told.items() if what}


def who_wrote(office: Office) -> dict[str, str]:
    """Everybody whose lines can be asked for, by thread; the desk too."""
    return {thread: who.name for thread, who in writers(office.read).items()}


def type_word(code: str) -> str:
    """What a type of line is called; "" for none."""
    return next((_(kind.label) for kind in taxonomy.TYPE_OPTIONS if kind.code == code), code)


def _by_serial(office: Office, wanted: Wanted) -> int | None:
    """The line that a serial alone asks for, as it is cited or without its epoch."""
    serial = None if wanted.narrows else _SERIAL.fullmatch(wanted.words.strip())
    found = None if serial is None else office.read.by_line(int(serial[1]))
    if serial is None or found is None:
        return None
    return found.n if serial[2] is None or office.read.record(found.n).cited == serial[0] else None


def _search(office: Office, wanted: Wanted, *, limit: int, before: int | None) -> list[int]:
    """Numbers of records as the registers have them, newest first."""
    where = office.site.place(wanted.place)
    found = office.read.search(
        wanted.words,
        type=wanted.type,
        place=where["id"] if wanted.place and isinstance(where, dict) else "",
        officer=wanted.officer,
        after=_midnight(office, wanted.since),
        until=_midnight(office, wanted.until and wanted.until + timedelta(days=1)),
        late=wanted.late, struck=wanted.struck, linked=wanted.linked,
        limit=limit,
        before=before,
    )  # fmt: skip
    closed = [] if wanted.narrows else office.read.restricted(wanted.words, office.folder)
    more = [n for n in closed if before is None or n < before]
    if not more:
        return found
    every = sorted({*found, *more}, reverse=True)
    return every if limit < 0 else every[:limit]


def _as_shown(
    office: Office, wanted: Wanted, found: list[Line], is_found: Callable[[int], bool]
) -> list[Line]:
    """Without lines that were only added to, where struck ones are asked for.

    Where a type is asked for an addition is no event of it: it stands for itself only if the line
    it adds to ``is_found`` by nothing that is asked.
    """

    def counts(line: Line) -> bool:
        row = None if line.adds_to is None else office.read.by_line(line.adds_to.line)
        return row is None or not is_found(row.n)

    shown = [line for line in found if line.struck or not wanted.struck]
    return [line for line in shown if not wanted.type or counts(line)]


def _midnight(office: Office, day: date | None) -> datetime | None:
    """The moment at which a day of the site begins."""
    return None if day is None else datetime.combine(day, time(), office.locale.tz)
