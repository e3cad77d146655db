"""The slip for somebody without a key: what stands on it before anybody looks, and what is kept."""

import pytest
from tests.desk.offices import BOSS, Desk, fresh
from tests.desk.sheets import words_of

from deskinc.desk import access_log
from deskinc.desk.access import DETAIL
from deskinc.desk.learning import lessons, slips
from deskinc.desk.learning.slips import Slip
from deskinc.forms.taxonomy import SPARED

OWNER = {"id": "", "text": "Northgate Lifts"}
TOLD = "Ring Anna Child’s mother on 0770"


def action(desk: Desk, about: dict[str, str]) -> Slip:
    """The slip of an action about that."""
    own = fresh()
    said = {"about": about, "what": TOLD, "owner": OWNER, "due": desk.office.now()}
    lessons.write(desk.office, "measure", said, own).result()
    return slips.of_action(desk.office, own)


@pytest.mark.parametrize("category", sorted(SPARED))
def test_of_what_would_tell_who_it_was_nothing_but_the_number_is_filled_in(
    desk: Desk, category: str
) -> None:
    desk.sit(BOSS)
    more = {"owner": OWNER, "next_step": TOLD, "follow_up": TOLD, "occurred": desk.office.now()}
    thread = desk.raise_incident(category=category, **more)
    named = {"id": thread, "text": "INC-2026-0001"}
    problem = fresh()
    said = {"title": "Anna again", "incidents": {"1": {"incident": named}}}
    lessons.write(desk.office, "problem", said, problem).result()
    for made in (
        slips.of_incident(desk.office, thread), action(desk, named),
        action(desk, {"id": problem, "text": "Anna again"}),
    ):  # fmt: skip
        assert (made.what, made.where, made.since, made.asked) == ("", "", "", "")
        assert (made.number, made.who, made.spared) == ("INC-2026-0001", "Northgate Lifts", True)


def test_a_problem_that_is_no_incident_names_itself_on_no_slip(desk: Desk) -> None:
    desk.sit(BOSS)
    one, other = (
        {"id": desk.raise_incident(), "text": f"INC-2026-000{n}"} for n in (1, 2)
    )  # fmt: skip
    problem = fresh()
    rows = {"1": {"incident": one}, "2": {"incident": other}}
    lessons.write(desk.office, "problem", {"title": "Anna again", "incidents": rows}, problem)
    made = action(desk, {"id": problem, "text": "Anna again"})
    assert (made.number, made.what, made.asked, made.spared) == ("", "", TOLD, False)
    assert "Anna again" not in words_of(slips.printed(desk.office, made).pdf)


def test_all_that_a_printed_slip_said_stands_in_the_access_log(desk: Desk) -> None:
    desk.sit(BOSS)
    asked = " ".join(f"word{n}" for n in range(300))
    said = Slip("", "", "Northgate Lifts", "", "", "some days ago", asked, "")
    words = words_of(slips.printed(desk.office, said).pdf)
    assert "not recorded" not in words
    start = "Slip for Northgate Lifts. "
    found = [one.detail for one in reversed(access_log.entries(desk.office, kind="papers"))]
    assert len(found) > 1
    assert all(one.startswith(start) and len(one) <= DETAIL for one in found)
    told = "".join(one.removeprefix(start) for one in found)
    assert told == f"What is asked: {asked}; Since: some days ago"
