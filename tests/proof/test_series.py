"""Numbers on paper are counted again: no gap, no repetition, the right day and year."""

from collections.abc import Callable

import pytest
from tests.proof.chains import Maker, book, check, reasons

from deskinc.proof.findings import Why
from deskinc.proof.series import Series, cited, local_date


def _line_gap(m: Maker) -> None:
    m.line(nos={"line": 6, "day": "2026-11-22/5"})


def _line_repeated(m: Maker) -> None:
    m.line(nos={"line": 4, "day": "2026-11-22/5"})


def _day_gap(m: Maker) -> None:
    m.line(nos={"line": 5, "day": "2026-11-22/6"})


def _day_of_another_date(m: Maker) -> None:
    m.line(nos={"line": 5, "day": "2026-11-23/1"})


def _incident_gap(m: Maker) -> None:
    m.write("incident", {"title": "Theft"}, by="kim", nos={"INC": "2026-0002"})


def _incident_of_another_year(m: Maker) -> None:
    m.write("incident", {"title": "Theft"}, by="kim", nos={"INC": "2025-0001"})


def _unknown_series(m: Maker) -> None:
    m.write("incident", {"title": "Theft"}, by="kim", nos={"INX": "2026-0001"})


def _line_without_day(m: Maker) -> None:
    m.line(nos={"line": 5})


ALONE: list[tuple[Callable[[Maker], None], Why]] = [
    (_line_gap, Why.SERIES_GAP),
    (_line_repeated, Why.SERIES_REPEATED),
    (_day_gap, Why.SERIES_GAP),
    (_day_of_another_date, Why.SERIES_DATE),
    (_incident_gap, Why.SERIES_GAP),
    (_incident_of_another_year, Why.SERIES_DATE),
    (_unknown_series, Why.SERIES),
    (_line_without_day, Why.LINE_DAY),
]


@pytest.mark.parametrize(("tamper", "why"), ALONE, ids=lambda x: getattr(x, "__name__", ""))
def test_a_wrong_number_is_found_for_its_reason(tamper: Callable[[Maker], None], why: Why) -> None:
    maker = book()
    tamper(maker)
    assert reasons(check(maker.records)) == {why}


AT, OFFSET = b"2026-12-31T23:30:00.000Z", b"60"


def test_series_run_on_and_restart_with_the_local_day_and_year() -> None:
    series = Series({"line": 7, "day/2027-01-01": 1, "INC/2026": 41})
    nos = b'"INC":"2027-0001","day":"2027-01-01/2","line":8'
    assert not series.check(nos, AT, OFFSET)
    assert not series.check(b'"INC":"2026-0042"', AT, b"0")
    assert not series.check(b'"day":"2027-01-01/3","line":9', AT, OFFSET)
    assert series.last["line"] == 9


def test_a_series_passes_ten_thousand_without_leading_zeros() -> None:
    series = Series({"EXH/2027": 9999})
    assert not series.check(b'"EXH":"2027-10000"', AT, OFFSET)
    assert series.check(b'"EXH":"2027-010001"', AT, OFFSET) == [Why.SERIES]


@pytest.mark.parametrize(
    "nos", [b'"line":"1"', b'"day":1', b'"INC":1', b'"INC":"42"', b'"A":"1"', b'"Z":1']
)
def test_a_number_of_another_shape_is_unknown(nos: bytes) -> None:
    assert Why.SERIES in Series().check(nos, AT, OFFSET)


@pytest.mark.parametrize(
    ("at", "offset", "date"),
    [
        (b"2026-12-31T23:30:00.000Z", b"60", "2027-01-01"),
        (b"2026-12-31T23:30:00.000Z", b"29", "2026-12-31"),
        (b"2026-03-01T00:10:00.000Z", b"-11", "2026-02-28"),
        (b"2026-03-01T00:10:00.000Z", b"-10", "2026-03-01"),
        (b"2026-03-01T12:00:00.000Z", b"345", "2026-03-01"),
    ],
)
def test_the_day_is_the_one_on_the_wall(at: bytes, offset: bytes, date: str) -> None:
    assert local_date(at, offset) == date


def test_a_line_is_cited_with_the_epoch_it_was_written_in() -> None:
    assert [cited(4812, 1), cited(4812, 2), cited(None, 2)] == ["4812", "4812·e2", ""]
