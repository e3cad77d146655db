"""Saved views are their writer's own, and stand there again when the book is opened."""

from datetime import date

import pytest
from tests.desk.offices import BOSS, OFFICER, Desk

from deskinc.desk.lines import views
from deskinc.desk.lines.finding import Wanted
from deskinc.errors import DeskError

LATE = Wanted("roof*", type="patrol", since=date(2026, 11, 1), late=True)


def test_a_saved_view_is_found_again_by_its_writer(desk: Desk) -> None:
    views.keep(desk.office, "Roof,  late", LATE).result()
    views.keep(desk.office, "gate", Wanted(place="Gate")).result()
    views.keep(desk.office, "gate", Wanted("gate")).result()
    desk.reopen()
    assert views.listed(desk.office) == {"gate": Wanted("gate"), "Roof, late": LATE}
    desk.sit(OFFICER)
    assert views.listed(desk.office) == {}
    desk.sit(BOSS)
    views.forget(desk.office, "gate").result()
    assert list(views.listed(desk.office)) == ["Roof, late"]
    views.forget(desk.office, "Roof, late").result()
    assert (views.listed(desk.office), desk.office.kept()) == ({}, {})


def test_so_many_and_no_more_are_kept(desk: Desk) -> None:
    for no in range(views.MOST):
        views.keep(desk.office, f"view {no}", Wanted(str(no))).result()
    with pytest.raises(DeskError, match="already"):
        views.keep(desk.office, "one more", LATE)
    views.keep(desk.office, "view 7", LATE).result()
    assert views.listed(desk.office)["view 7"] == LATE
