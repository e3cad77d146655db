"""The list of incidents as somebody looks through it: a state, words, and a few at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskinc.book.asking.cases import Term, plain, terms
from deskinc.desk.incidents.incident_reading import Incident, incident_of
from deskinc.desk.office import Office
from deskinc.forms import taxonomy
from deskinc.forms.catalogue.incident import STATES
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

TABS: Mapping[str, str] = {"open": "open", "finished": "finished", "all": "", "void": "void"}
"""The tabs of the list, and what has become of the incidents in each; "" for any."""
STEP = 200
"""Incidents that are read at once."""
FAR = 5000
"""Rows down to which the list goes on by itself, to the incident that is on screen."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: how many there are by tab, and the newest that match, newest first.

    ``state`` is that of the incident on screen, "" for none; ``which`` the tab it all is of.
    """

    counts: Mapping[str, int]
    which: str
    rows: Sequence[Incident]
    state: str = ""
    empty: bool = False
    """Whether there is no incident at all, in any tab and of any words."""


def found(
    office: Office, which: str, query: str = "", thread: str = "", least: int = STEP
) -> Found:
    """The incidents of a tab that say all words of ``query``: number, title, place, category.

    Read are the newest ``least``, and on to the incident ``thread`` where it is among them.
    """
    office.allow("read_incidents")
    read = office.read
    states = read.cases_counted()
    there = read.cases(TABS[which], _asked(query), least)
    shown = read.incident(unb64(thread)) if thread else None
    if shown is not None and len(there) == least and shown.n < there[-1].n:
        farther = read.cases(TABS[which], _asked(query), FAR)
        there = [row for row in farther if row.n >= min(shown.n, there[-1].n)]
    states[""] = sum(count for state, count in states.items() if state != "void")
    counts = {tab: states.get(state, 0) for tab, state in TABS.items()}
    rows = [incident_of(office, row) for row in there]
    empty = not rows and not read.cases(limit=1)
    return Found(counts, which, rows, shown.state if shown is not None else "", empty)


def further(office: Office, which: str, query: str, last: Incident) -> list[Incident]:
    """The next of them, older than ``last``; none once there are no more."""
    office.allow("read_incidents")
    before = office.read.incident(unb64(last.thread))
    if before is None:
        return []
    there = office.read.cases(TABS[which], _asked(query), STEP, before.n)
    return [incident_of(office, row) for row in there]


def to_link(office: Office) -> list[Incident]:
    """What another incident may be linked with: the open ones, then the newest of all others."""
    office.allow("read_incidents")
    read = office.read
    rows = {row.thread: row for tab in ("open", "all") for row in read.cases(TABS[tab], limit=STEP)}
    return [incident_of(office, row) for row in rows.values()]


def waiting(office: Office) -> int:
    """How many incidents are open, exercises apart."""
    office.allow("read_incidents")
    return office.read.cases_counted().get("open", 0)


def _asked(query: str) -> list[Term]:
    mark = plain(_("EXERCISE"))
    return [Term(word, _saying(word), word in mark) for word in terms(query)]


def _saying(word: str) -> frozenset[str]:
    """The categories, severities and states in whose words it stands, as the desk reads them."""
    named = {one.code: one.label for one in taxonomy.CATEGORIES}
    named |= {one.code: one.word for one in taxonomy.SEVERITIES}
    named |= {one.code: one.label for one in STATES}
    return frozenset(code for code, label in named.items() if word in plain(_(label)))
