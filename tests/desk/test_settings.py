"""Settings are records: who changed what, and when."""

import pytest
from tests.desk.offices import OFFICER, Desk, fresh

from deskinc.desk import settings
from deskinc.desk.site import read_site
from deskinc.errors import DeskError, InvalidForm, NotAllowed


def test_a_change_writes_only_what_differs_and_holds_at_once(desk: Desk) -> None:
    raw = settings.values(desk.office) | {"policy": "TH-1", "phone": "020 7946 0999"}
    (record,) = settings.change(desk.office, raw).result().records
    assert dict(record.values) == {"policy": "TH-1", "phone": "020 7946 0999"}
    desk.office.book.settle()
    assert (desk.office.site.policy, desk.office.site.name) == ("TH-1", "Tower House")
    assert desk.reopen().site.phone == "020 7946 0999"


def test_a_place_added_is_offered(desk: Desk) -> None:
    row = {"name": "Boiler room", "floor": "B1"}
    settings.change(desk.office, {"places": {fresh(): row}}).result()
    desk.office.book.settle()
    assert ("Boiler room", "B1") in [(row.name, row.floor) for row in desk.office.site.places]


def test_money_is_in_the_currency_that_is_set_else_in_the_countrys(desk: Desk) -> None:
    assert desk.office.site.currency == "GBP"
    settings.change(desk.office, {"currency": "CHF"}).result()
    assert read_site(desk.office.read).locale.currency == "CHF"
    settings.change(desk.office, {"currency": None, "country": "PL"}).result()
    assert read_site(desk.office.read).currency == "PLN"


def test_what_changes_nothing_is_told(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing was changed"):
        settings.change(desk.office, settings.values(desk.office))


@pytest.mark.parametrize(
    ("name", "said"), [("zone", "Moon/Far side"), ("idle_minutes", -1), ("country", "gb")]
)
def test_what_will_not_do_is_noted(desk: Desk, name: str, said: object) -> None:
    with pytest.raises(InvalidForm) as caught:
        settings.change(desk.office, {name: said})
    assert set(caught.value.notes) == {name}


def test_an_officer_changes_no_settings(desk: Desk) -> None:
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        settings.change(desk.office, {"policy": "x"})
