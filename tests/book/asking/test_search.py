"""Search: newest first, safe for anything typed, filters never reached by words."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import GATE, PATROL, House, Ticking, found, line

from deskinc.book.record import Draft
from deskinc.proof.canonical import b64

YARD = {"id": b64(b"yard" * 4), "text": "Yard"}
DELIVERY = {"code": "delivery", "text": "Delivery"}


def test_the_newest_lines_come_first(house: House) -> None:
    ns = [house.post(line(f"Door {i} locked."))[0].n for i in range(5)]
    read = house.book.reader()
    assert read.search("door locked") == ns[::-1]
    assert read.search("door", limit=2) == ns[:2:-1]
    assert read.search("door", limit=2, before=ns[3]) == [ns[2], ns[1]]
    assert read.search("window") == []


def test_the_last_word_may_be_a_beginning_and_phrases_stand_together(house: House) -> None:
    (one,) = house.post(line("Alarm panel reset at the gate."))
    (two,) = house.post(line("Reset the alarm at the panel."))
    read = house.book.reader()
    assert read.search("alarm pan") == [two.n, one.n]
    assert read.search("pan alarm") == []
    assert read.search('"alarm panel"') == [one.n]
    assert read.search('"alarm pan') == [one.n]
    assert read.search("ALARM") == [two.n, one.n]


def test_accents_do_not_matter(house: House) -> None:
    (one,) = house.post(line("Señor Müller signed in."))
    assert house.book.reader().search("senor muller") == [one.n]


def test_filters_narrow_and_stand_alone(house: House) -> None:
    (gate,) = house.post(line("One."))
    (yard,) = house.post(line("Two.", place=YARD, type=DELIVERY))
    other = house.enrol("Ada Lund")
    (hers,) = house.post(line("Three."), signer=other)
    read = house.book.reader()
    month = f"{gate.written:%Y-%m}"
    assert read.search("", place=str(YARD["id"])) == [yard.n]
    assert read.search("", type="patrol") == [hers.n, gate.n]
    assert read.search("", type="patrol", officer=other.author) == [hers.n]
    assert read.search("two", type="patrol") == []
    assert read.search("", month=month) == [hers.n, yard.n, gate.n]
    assert read.search("", month="2001-01") == []
    assert read.search("", form="occurrence", limit=1) == [hers.n]
    assert read.search("") == [hers.n, yard.n, gate.n]


def test_words_never_reach_the_filters(house: House) -> None:
    (one,) = house.post(line("Quiet."))
    read = house.book.reader()
    tags = read.link.one("SELECT tags FROM words WHERE n = ?", (one.n,))
    for tag in tags.split():
        assert read.search(tag) == []


def test_moments_bound_the_search(timed: House, clock: Ticking) -> None:
    ns = []
    for _hour in range(4):
        ns.append(timed.post(line("Round."))[0].n)
        clock.moment += timedelta(hours=1)
    start = datetime(2026, 11, 21, 21, tzinfo=UTC)
    read = timed.book.reader()
    assert read.search("round", after=start + timedelta(hours=1)) == ns[:0:-1]
    assert read.search("round", until=start + timedelta(hours=1)) == ns[:1]
    assert read.search("round", after=start + timedelta(hours=9)) == []
    assert read.search("", until=start + timedelta(hours=9)) == ns[::-1]


def test_incidents_are_found_by_number_and_by_what_is_said_of_them(house: House) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip on wet floor", "place": GATE}))
    ref = {"id": b64(incident.id), "text": incident.number}
    (bound,) = house.post(line("Cone put up.", incident=ref))
    read = house.book.reader()
    assert read.search("slip", lines=False) == [incident.n]
    assert read.search("slip") == []
    assert read.search(str(incident.number)) == [bound.n]
    assert read.search("", incident=incident.id, lines=False) == [bound.n, incident.n]
    assert read.search("", lines=False)[:2] == [bound.n, incident.n]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> House:
    """One office for many questions."""
    made = found(tmp_path_factory.mktemp("search"))
    made.post(line("The quick <suspect> ran."))
    return made


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40))
def test_nothing_typed_is_an_operator(quiet: House, text: str) -> None:
    found_ns = quiet.book.reader().search(text)
    assert isinstance(found_ns, list)


@pytest.mark.parametrize(
    "typed",
    ['"', "*", "NEAR(", "a OR", "NOT", "-", "body:x", "^a", "{", "a AND", "''", '""', "+", "\\",
     "tags : m202611", "a NEAR/2 b", "(", "a*b", "\0", "\U0001f600", "́"],
)  # fmt: skip
def test_signs_of_the_query_language_are_only_signs(quiet: House, typed: str) -> None:
    quiet.book.reader().search(typed)


def test_naughty_strings_go_in_and_are_found_again(house: House, samples: Path) -> None:
    strings = json.loads((samples / "bad" / "strings" / "blns.json").read_text("utf-8"))
    drafts = []
    for text in strings:
        try:
            drafts.append(line(text))
            house.post(drafts[-1])
        except ValueError:
            drafts.pop()
    assert len(drafts) > 400
    read = house.book.reader()
    ns = list(read.entry_ns())
    for draft, n in zip(drafts, ns, strict=True):
        text = str(draft.values["text"])
        assert read.record(n).values["text"] == text
        hits = read.search(text, limit=1000)
        assert n in hits or len(text) > 900 or not _has_word(text)
    assert house.book.verify(full=True) == []


def _has_word(text: str) -> bool:
    return any(sign.isalnum() for sign in text) and '"' not in text


def test_the_search_index_can_be_merged_and_still_finds(house: House) -> None:
    for i in range(60):
        house.post(line(f"Round {i}", type=PATROL))
    house.book.settle()
    assert len(house.book.reader().search("round", limit=100)) == 60
    assert house.book.verify(full=True) == []


def test_one_letter_is_a_word_and_two_may_begin_one(house: House) -> None:
    (one,) = house.post(line("Key a returned."))
    read = house.book.reader()
    assert read.search("a") == [one.n]
    assert read.search("r") == []
    assert read.search("re") == [one.n]
