"""The pages of the book: who was on duty, whether the day was closed, and by whom."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.desk.offices import BOSS, OFFICER, Desk, Ticking, complete, ready

from deskinc.desk.lines import day, entries
from deskinc.desk.shift import handover, shifts
from deskinc.desk.site import ShiftTimes, Site
from deskinc.i18n import Locale

SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)


def sign_off(desk: Desk) -> None:
    shifts.sign_off(desk.office, {}, entries.new_id()).result()


def test_the_page_of_today_names_the_officers_on_duty_with_their_licences(desk: Desk) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    page = day.day(desk.office, SATURDAY)
    assert (page.state, page.page, page.offset, page.first, page.last) == (
        "today",
        325,
        "UTC+0",
        1,
        1,
    )
    (one,) = page.duty
    assert (one.name, one.initials, one.licence) == (OFFICER, "R.M.", "1015440087654321")
    assert day.duty_words(page).endswith("R. Malik (R.M.) 1015440087654321")


def test_rule04_a_closed_day_is_ruled_off_and_says_who_closed_it(
    desk: Desk, clock: Ticking
) -> None:
    desk.sign_on()
    desk.post("Before midnight.")
    clock.moment = datetime(2026, 11, 22, 7, 2, tzinfo=UTC)
    sign_off(desk)
    page = day.day(desk.office, SATURDAY)
    assert page.state == "closed"
    said = day.end_words(desk.office.locale, page)
    assert said == (
        "End of entries, Saturday 21 November 2026. Lines 1–2. Closed by J. Harding 22 Nov 07:02."
    )


def test_rule13_a_handover_closes_the_day_and_says_who_took_over(night: Desk) -> None:
    complete(night, ready(handover.prepare(night.office)))
    (ended, *_on) = day.day(night.office, SATURDAY).duty
    assert (ended.name, ended.taken_by) == (BOSS, OFFICER)


def test_rule13_an_unclosed_day_stays_open_until_the_shift_is_signed_off(
    desk: Desk, clock: Ticking
) -> None:
    desk.sign_on()
    desk.post("Before midnight.")
    clock.moment = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    page = day.day(desk.office, SATURDAY)
    assert (page.state, page.why) == ("open", "Signed on and not off: J. Harding 20:00.")
    assert day.end_words(desk.office.locale, page).startswith("Not closed: Saturday 21")
    sign_off(desk)
    assert day.day(desk.office, SATURDAY).state == "closed"


def test_rule13_every_shift_of_the_day_has_to_end(desk: Desk, clock: Ticking) -> None:
    desk.sign_on()
    desk.sit(OFFICER)
    desk.sign_on()
    clock.moment = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    sign_off(desk)
    assert day.day(desk.office, SATURDAY).why == "Signed on and not off: J. Harding 20:00."
    desk.sit(BOSS)
    sign_off(desk)
    page = day.day(desk.office, SATURDAY)
    assert page.state == "closed"
    assert "J. Harding 22 Nov 00:10, R. Malik 22 Nov 00:10" in page.why


def test_lines_of_a_hand_without_a_shift_leave_the_day_open(desk: Desk, clock: Ticking) -> None:
    desk.post("Nobody signed on.")
    clock.moment = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    assert day.day(desk.office, SATURDAY).why == "Nobody was signed on."
    assert day.day(desk.office, SATURDAY).state == "open"
    text = {"type": "desk", "text": "By the desk."}
    desk.office.write_as_desk(desk.office.draft("occurrence", text)).result()
    clock.moment = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
    assert day.day(desk.office, SUNDAY).state == "closed", "nothing of a hand is to be closed"


def test_rule02_the_offset_of_a_page_says_that_the_clock_was_set() -> None:
    london = Locale(zone="Europe/London")
    assert day.offset_words(london, date(2026, 7, 1)) == "UTC+1"
    assert day.offset_words(london, date(2026, 10, 25)) == "UTC+1, then UTC+0"


NIGHT, DAY = ShiftTimes("Night", "19:00", "07:00"), ShiftTimes("Day", "07:00", "19:00")
EVENING = datetime(2026, 11, 21, 19, tzinfo=UTC)
MIDNIGHT, SEVEN = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 22, 7, tzinfo=UTC)


def on_since(moment: datetime, shift: str = "", off: datetime | None = None) -> day.Duty:
    return day.Duty(shift, "J. Harding", "J.H.", "", moment, off)


@pytest.mark.parametrize(
    ("duty", "due"),
    [
        ((on_since(datetime(2026, 11, 21, 19, tzinfo=UTC), NIGHT.title),), SEVEN),
        ((on_since(datetime(2026, 11, 21, 18, 50, tzinfo=UTC)),), SEVEN),
        ((on_since(datetime(2026, 11, 21, 18, 50, tzinfo=UTC), DAY.title),), EVENING),
        ((on_since(datetime(2026, 11, 21, 7, tzinfo=UTC), DAY.title),
          on_since(datetime(2026, 11, 21, 19, tzinfo=UTC), NIGHT.title)), EVENING),
        ((on_since(datetime(2026, 11, 21, 7, tzinfo=UTC), DAY.title, off=MIDNIGHT),
          on_since(datetime(2026, 11, 22, 2, tzinfo=UTC), NIGHT.title)), SEVEN),
        ((), MIDNIGHT),
    ],
)  # fmt: skip
def test_rule13_an_open_day_is_wrong_only_once_its_shift_should_have_ended(
    desk: Desk, duty: tuple[day.Duty, ...], due: datetime
) -> None:
    site = replace(desk.office.site, zone="UTC", shifts=(NIGHT, DAY))
    page = day.page_of(site.locale, (SATURDAY, SUNDAY), duty, (1, 2), written=True)
    assert page.state == "open"
    assert day.should_close(site, page) == due
    unknown = day.should_close(replace(site, shifts=()), page)
    assert unknown == MIDNIGHT, "no times are known: the day is over, and open"


def test_the_end_of_a_night_in_which_the_clock_goes_back_is_seven_on_the_wall() -> None:
    site = Site(zone="Europe/London", shifts=(NIGHT,))
    tz, on = site.locale.tz, date(2026, 10, 24)
    duty = (on_since(datetime(2026, 10, 24, 19, tzinfo=tz), NIGHT.title),)
    page = day.page_of(site.locale, (on, date(2026, 10, 25)), duty, (1, 2), written=True)
    assert day.should_close(site, page) == datetime(2026, 10, 25, 7, tzinfo=UTC)
