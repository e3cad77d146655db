"""An incident and an action whose owner is no longer here say so, until somebody else has them."""

from datetime import timedelta

from tests.desk.evidence.test_custody import LENT, made
from tests.desk.learning.test_lessons import action
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh

from deskinc.desk.evidence import exhibits
from deskinc.desk.incidents import incident_reading, incidents, owners
from deskinc.desk.learning import lessons
from deskinc.desk.people import suspension
from deskinc.desk.shift import handover, outstanding


def test_who_left_is_told_wherever_the_owner_stands_and_another_takes_it(desk: Desk) -> None:
    office, officer = desk.office, desk.people[OFFICER].officer
    owner = {"id": officer.thread, "text": officer.name}
    desk.sign_on()
    thread = desk.raise_incident(owner=owner, investigator={"id": "", "text": "Harbour Lifts"})
    task = action(desk, thread)
    values = incidents.page(office, thread).values
    assert owners.gone(office, values) == ""
    assert [one.owner for one in owners.owned(office, incident_reading.active(office))] == [OFFICER]
    suspension.suspend(office, officer.thread, PHRASES[BOSS])
    said = f"{OFFICER} (no longer here)"
    assert owners.gone(office, values) == (
        f"Owner {OFFICER} is no longer here. Give it to somebody else."
    )
    assert [one.owner for one in owners.owned(office, incident_reading.active(office))] == [said]
    assert [item.owner for item in handover.prepare(office).items] == [said]
    (one,) = lessons.about(office, thread)
    assert one.left
    assert "1 action of somebody who is no longer here" in outstanding.open_now(office)
    mine = {"owner": {"id": desk.people[BOSS].officer.thread, "text": BOSS}}
    incidents.follow_up(office, thread, mine, fresh()).result()
    lessons.write(office, lessons.MEASURE, mine, fresh(), task).result()
    assert owners.gone(office, incidents.page(office, thread).values) == ""
    assert [item.owner for item in handover.prepare(office).items] == [BOSS]
    assert lessons.without_owner(office) == []
    assert desk.verifies()


def test_an_exhibit_that_is_not_back_stands_with_what_a_shift_leaves(desk: Desk) -> None:
    office = desk.office
    one = made(desk, desk.raise_incident())
    assert outstanding.overdue(office) == []
    lent = {**LENT, "due": office.now() - timedelta(days=1)}
    exhibits.move(office, one.thread, lent, fresh()).result()
    (words,) = outstanding.overdue(office)
    assert words.startswith(f"{one.number} not back, due ")
