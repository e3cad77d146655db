"""Incidents that belong together name each other, whichever was linked."""

from tests.desk.offices import BOSS, PHRASES, Desk, fresh
from tests.desk.sheets import words_of

from deskinc.desk.incidents import cases, closing, incidents
from deskinc.desk.papers import exports
from deskinc.forms.form import rows


def named(desk: Desk, thread: str) -> list[tuple[object, object]]:
    values = incidents.page(desk.office, thread).values
    return [(cells["incident"], cells.get("why")) for _row, cells in rows(values, "linked")]


def test_a_link_stands_on_both_pages_and_papers_in_one_act(desk: Desk) -> None:
    slip, leak = desk.raise_incident(), desk.raise_incident(title="Leak")
    numbers = [incidents.page(desk.office, one).incident.number for one in (slip, leak)]
    before = desk.office.read.last_n()
    said = {"001": {"incident": {"id": leak, "text": numbers[1]}, "why": "Its cause."}}
    incidents.follow_up(desk.office, slip, {"linked": said}, fresh()).result()
    assert desk.office.read.last_n() == before + 2
    assert named(desk, leak) == [({"id": slip, "text": numbers[0]}, "Its cause.")]
    paper = words_of(exports.incident_report(desk.office, leak).pdf)
    assert numbers[0] in paper.replace("\u00ad", "").replace("\ufffe", "-")
    incidents.follow_up(
        desk.office, leak, {"linked": {"001": {"why": "Its water."}}}, fresh()
    ).result()
    assert len(named(desk, slip)) == len(named(desk, leak)) == 1
    assert desk.verifies()


def test_any_incident_is_offered_the_open_ones_first(desk: Desk) -> None:
    done, last = desk.raise_incident(), desk.raise_incident(severity="low")
    closing.on_the_spot(desk.office, last, "Mopped.", PHRASES[BOSS], fresh())
    offered = [one.thread for one in cases.to_link(desk.office)]
    assert offered == [done, last]
