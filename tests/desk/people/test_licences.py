"""D22: licences and first-aid certificates that end."""

from datetime import date

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh

from deskinc.desk.people import licences
from deskinc.desk.people.licences import Papers
from deskinc.desk.shift import shifts
from deskinc.errors import DeskError, InvalidForm, NotAllowed

NUMBER = "1015440087654321"


def renewed(
    desk: Desk, name: str, licence_until: date | None = None, first_aid_until: date | None = None
) -> None:
    """An administrator writes until when the papers are good."""
    thread = desk.people[name].officer.thread
    licences.renew(desk.office, thread, Papers(NUMBER, licence_until, first_aid_until)).result()


def about(desk: Desk, name: str) -> list[str]:
    """The amber lines about somebody’s papers."""
    return [line for line in desk.office.health().people if line.startswith(f"{name}:")]


def test_d22_sixty_days_before_its_end_a_licence_is_amber(desk: Desk, clock: Ticking) -> None:
    renewed(desk, OFFICER, licence_until=date(2027, 2, 1), first_aid_until=date(2027, 1, 1))
    assert about(desk, OFFICER) == ["R. Malik: First-aid certificate ends on 2027-01-01."]
    clock.on(days=30)
    assert len(about(desk, OFFICER)) == 2
    clock.on(days=12)
    assert about(desk, OFFICER) == [
        "R. Malik: SIA licence ends on 2027-02-01.",
        "R. Malik: First-aid certificate ended on 2027-01-01.",
    ]
    renewed(desk, OFFICER, licence_until=date(2030, 2, 1), first_aid_until=date(2030, 1, 1))
    assert about(desk, OFFICER) == []
    assert licences.papers(desk.office, desk.people[OFFICER].officer.thread) == Papers(
        NUMBER, date(2030, 2, 1), date(2030, 1, 1)
    )
    assert desk.verifies()


def test_d22_with_a_licence_that_ended_a_lead_says_why_and_signs(desk: Desk) -> None:
    renewed(desk, OFFICER, licence_until=date(2026, 11, 20))
    desk.sit(OFFICER)
    assert licences.ended(desk.office) == date(2026, 11, 20)
    with pytest.raises(shifts.NeedsLead):
        shifts.sign_on(desk.office, {}, fresh())
    boss = (BOSS, PHRASES[BOSS])
    with pytest.raises(InvalidForm):
        shifts.sign_on_for(desk.office, {}, fresh(), boss)
    said = {"licence_reason": "Renewal is in the post, seen today."}
    with pytest.raises(NotAllowed):
        shifts.sign_on_for(desk.office, said, fresh(), (MANAGER, PHRASES[MANAGER]))
    assert shifts.on_duty(desk.office) == []
    saved = shifts.sign_on_for(desk.office, said, fresh(), boss)
    (shift,) = shifts.on_duty(desk.office)
    assert shift.n == saved.records[0].n
    signed = desk.office.read.thread(saved.records[0].thread)[-1]
    assert (signed.form, signed.author) == ("countersign", desk.people[BOSS].officer.thread)
    assert signed.values["meaning"] == said["licence_reason"]
    assert desk.line(shift.n).text.endswith("On duty with a licence that ended.")
    assert desk.verifies()


def test_d22_a_lead_gives_his_own_reason(desk: Desk) -> None:
    renewed(desk, BOSS, licence_until=date(2026, 11, 20))
    with pytest.raises(InvalidForm):
        shifts.sign_on(desk.office, {}, fresh())
    shifts.sign_on(desk.office, {"licence_reason": "Alone tonight."}, fresh()).result()
    assert len(shifts.on_duty(desk.office)) == 1


def test_on_its_last_day_a_licence_is_good(desk: Desk) -> None:
    renewed(desk, BOSS, licence_until=date(2026, 11, 21))
    assert licences.ended(desk.office) is None
    with pytest.raises(DeskError, match="Nothing was changed"):
        renewed(desk, BOSS, licence_until=date(2026, 11, 21))
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        renewed(desk, BOSS, licence_until=date(2029, 11, 21))
