"""Filters: whatever is asked, search finds the lines that a look at every one of them finds."""

import json
import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import House, Ticking, found, line

from deskinc.book.asking import search
from deskinc.book.book import EntryRow
from deskinc.book.record import Draft, Record
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64

START = datetime(2026, 11, 21, 21, tzinfo=UTC)
WORDS = ("door", "doors", "secure", "security", "lift", "lifter", "alarm")
TYPES = ("patrol", "visitor")
PLACES: tuple[Value, ...] = tuple({"id": b64(name * 4), "text": "x"} for name in (b"gate", b"yard"))


@dataclass
class Shelf:
    """A book of many lines and all that a look at every one of them says."""

    house: House
    rows: dict[int, EntryRow]
    words: dict[int, list[str]]
    authors: tuple[str, str]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    chance, clock = random.Random(5), Ticking(START)
    house = found(tmp_path_factory.mktemp("filters"), clock)
    other = house.enrol("Ada Lund")
    (incident,) = house.post(Draft("incident", {"title": "Slip", "place": PLACES[0]}))
    written: list[Record] = []
    for _no in range(120):
        clock.moment += timedelta(minutes=chance.randint(0, 30))
        made = written and chance.random() < 0.2
        amended = written.pop(chance.randrange(len(written))) if made else None
        if amended is not None and chance.random() < 0.5:
            house.post(Draft("strike", {"reason": "lift door"}, amends=amended.id))
            continue
        draft = _draft(chance, clock.moment, incident)
        if amended is not None:
            draft = Draft("occurrence", draft.values, amends=amended.id)
        written += house.post(draft, signer=chance.choice((house.me, other)))
    read = house.book.reader()
    rows = {row.n: row for row in read.entries(list(read.entry_ns()))}
    said = {n: str(text).split() for n, text in read.texts(list(rows)).items()}
    reasons = {n: ["lift", "door"] for n, row in rows.items() if row.form == "strike"}
    return Shelf(house, rows, said | reasons, (house.me.author, other.author))


def _draft(chance: random.Random, now: datetime, incident: Record) -> Draft:
    more: dict[str, Value] = {}
    if chance.random() < 0.3:
        ago = now - timedelta(minutes=chance.randint(0, 40))
        more["happened"] = {"t": ago.isoformat(), "p": "min"}
    if chance.random() < 0.2:
        more["incident"] = {"id": b64(incident.id), "text": "INC"}
    code = chance.choice(TYPES)
    text = " ".join(chance.choice(WORDS) for _word in range(chance.randint(1, 4)))
    kind: Value = {"code": code, "text": code}
    return line(text, type=kind, place=chance.choice(PLACES), **more)


MOMENTS = st.integers(-1, 40).map(lambda hours: START + timedelta(hours=hours))
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(TYPES),
        "place": st.sampled_from([str(place["id"]) for place in PLACES if isinstance(place, dict)]),
        "after": MOMENTS,
        "until": MOMENTS,
        **dict.fromkeys(("late", "struck", "linked"), st.booleans()),
    },
)
QUERIES = st.lists(st.sampled_from([*WORDS, *(f"{word[:3]}*" for word in WORDS)]), max_size=2).map(
    lambda words: "".join(f"{word} " for word in words)
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(QUERIES, ASKED, st.sampled_from([0, 1, None]), st.sampled_from([1, 4, 5, 2000]))
def test_words_and_filters_find_the_same_as_a_look_at_every_line(
    shelf: Shelf, query: str, asked: dict[str, object], author: int | None, few: int
) -> None:
    if author is not None:
        asked = asked | {"officer": shelf.authors[author]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FEW", few)  # whichever side is walked
        patch.setattr(search, "APART", few % 2 * 10**6)
        got = shelf.house.book.reader().search(query, limit=-1, **asked)
    assert got == [n for n in reversed(shelf.rows) if _fits(shelf, n, query, asked)]


def _fits(shelf: Shelf, n: int, query: str, asked: dict[str, object]) -> bool:
    row, words = shelf.rows[n], shelf.words.get(n, [])
    said = all(
        any(word.startswith(one[:-1]) if one.endswith("*") else word == one for word in words)
        for one in query.split()
    )
    told = {"type": row.type, "place": row.place, "officer": row.author}
    marks = {
        "late": row.late is not None and row.amends is None,
        "struck": row.replaced is not None or row.struck is not None,
        "linked": row.incident is not None,
    }
    at = datetime.fromtimestamp(row.at / 1000, UTC)
    after, until = asked.get("after"), asked.get("until")
    return (
        said
        and all(told[name] == asked[name] for name in told if name in asked)
        and all(marks[name] for name in marks if asked.get(name))
        and (not isinstance(after, datetime) or at >= after)
        and (not isinstance(until, datetime) or at < until)
    )


def test_marked_lines_come_newest_first_and_go_on_below_the_last(shelf: Shelf) -> None:
    read = shelf.house.book.reader()
    every = read.search("", struck=True, limit=-1)
    assert len(every) > 4
    assert read.search("", struck=True, limit=3) == every[:3]
    assert read.search("", struck=True, limit=2, before=every[2]) == every[3:5]


def test_a_word_may_be_begun_anywhere_and_a_star_alone_is_nothing(house: House) -> None:
    (one,) = house.post(line("Security door secured."))
    read = house.book.reader()
    assert read.search("secur* door") == [one.n]
    assert read.search("door secur*") == [one.n]
    assert read.search('"door sec"* ') == [one.n]
    assert read.search("s* door") == []
    for typed in ("*", "**", '"*', '""*', "* door", "d*or", "door**"):
        read.search(typed)
    assert read.search("door**") == [one.n]


def test_words_are_read_as_the_index_has_them(house: House, samples: Path) -> None:
    strings = json.loads((samples / "bad" / "strings" / "blns.json").read_text("utf-8"))
    newer = frozenset("\u2066\u2067\u2068\u2069")  # letters, to the tables of the index
    known = [
        one for one in strings[::3] if max(one, default="") < "\U00010000" and not newer & {*one}
    ]
    ago: Value = {"t": "2020-01-01T00:00:00+00:00", "p": "min"}
    for text in known:
        with suppress(ValueError):
            house.post(line(text, happened=ago))
    read = house.book.reader()
    for text in [*known[::7], "senor", "muller", "co* te*"]:
        with pytest.MonkeyPatch.context() as patch:
            by_words = read.search(text, late=True, limit=-1)
            patch.setattr(search, "FEW", 0)
            assert read.search(text, late=True, limit=-1) == by_words, text
            patch.setattr(search, "FEW", 1)
            patch.setattr(search, "APART", 0)
            assert read.search(text, late=True, limit=-1) == by_words, text
