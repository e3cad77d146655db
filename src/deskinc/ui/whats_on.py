"""What strip, rail and top bar tell of the book, read together off the GUI thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.response.pressing import pressing
from deskinc.desk.office import Office
from deskinc.errors import NotAllowed
from deskinc.i18n import _
from deskinc.ui.closing import shift_words
from deskinc.ui.page import PageSpec
from deskinc.ui.session import Session
from deskinc.ui.strip import Active


@dataclass(frozen=True, slots=True)
class On:
    """Open incidents, how many things wait on each page, and the shift that is on."""

    active: Sequence[Active]
    counts: Mapping[str, int]
    shift: str


def read(session: Session, specs: Sequence[PageSpec]) -> On:
    """What is on now; a page that the officer's roles do not show counts nothing."""
    office = session.office
    counts = {spec.key: _count(session, spec) for spec in specs if spec.count is not None}
    shift = shift_words(office)
    session.hold_off.hold(bool(shift))
    return On(active(office), counts, shift)


def _count(session: Session, spec: PageSpec) -> int:
    try:
        return spec.count(session) if spec.count is not None else 0
    except NotAllowed:
        return 0


def active(office: Office) -> list[Active]:
    """The open incidents as items of the strip, each with its next call or its next step."""
    found = incidents.active(office, exercises=True)
    called = pressing(office) if found else {}
    made = []
    for row in found:
        due, words = row.due, row.next_step
        next_ = called.get(row.thread)
        if next_ is not None and (due is None or next_.at <= due):
            due, words = next_.at, _("call {who}").format(who=next_.call.who)
        made.append(Active(row.thread, row.number, row.severity, row.title, row.opened, due, words))
    return made
