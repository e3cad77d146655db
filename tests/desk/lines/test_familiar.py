"""Words of the site, its places and its people need no explaining at its desk (D17)."""

from tests.desk.offices import Desk, fresh

from deskinc.desk import settings
from deskinc.desk.lines.familiar import familiar, named
from deskinc.desk.site import site_from


def test_d17_words_of_the_site_and_names_of_its_people_are_known(desk: Desk) -> None:
    rows = {fresh(): {"word": word} for word in ("Tannoi", "PIR")}
    settings.change(desk.office, {"words": rows}).result()
    desk.office.book.settle()
    known = familiar(desk.office)
    assert {"tannoi", "pir"} <= known
    for row in desk.office.read.persons():
        assert row.name is not None
        assert row.name.split()[-1].casefold() in known
    for place in desk.office.site.places:
        assert place.name.split()[-1].casefold() in known or not place.name[-1].isalpha()


def test_where_the_site_has_said_nothing_both_are_shown() -> None:
    assert (site_from({}).lint, site_from({}).spelling) == (True, True)
    off = site_from({"lint": False, "spelling": False})
    assert (off.lint, off.spelling) == (False, False)


def test_d17_names_that_the_book_holds_are_known(desk: Desk) -> None:
    desk.post("Keys returned.", type="keys", reported_by="Ada Okafor-Lind")
    assert named(desk.office, ["Okafor", "Okafor’s", "Okaf", "Vistor"]) == {"okafor"}
