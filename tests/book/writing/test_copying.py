"""What the book refuses of sheets, in the transaction itself; past the program a check finds it."""

import pytest
from tests.book.asking.test_asked import code, strike
from tests.book.houses import House, line

from deskinc.book.record import Draft
from deskinc.book.writing import copying
from deskinc.errors import DeskError, NumbersGiven
from deskinc.forms.fields import Value
from deskinc.proof.findings import Why


def head(sheet: int = 2) -> Draft:
    """What opens the copying of a sheet."""
    said: dict[str, Value] = {"sheets": code("occurrence"), "sheet": sheet, "reason": "Power cut."}
    return Draft("import", said)


def blanks(first: int, last: int) -> Draft:
    """Sheets that were printed."""
    return Draft("blanks", {"kind": code("occurrence"), "first": first, "last": last})


def test_d07_two_prints_at_once_never_get_the_same_numbers(house: House) -> None:
    one = house.write(blanks(1, 5))
    with pytest.raises(NumbersGiven, match="printed meanwhile"):
        house.write(blanks(5, 9)).result()
    one.result()
    house.post(blanks(6, 9))
    for first, last in ((10, 60), (10, 10**15), (0, 3), (12, 11)):
        with pytest.raises(ValueError, match="never printed at once"):
            house.post(blanks(first, last))
    assert house.book.verify(full=True) == []


def test_d07_numbers_given_twice_or_without_end_past_the_program_are_found_and_push_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.post(blanks(1, 5))
    with monkeypatch.context() as past:
        past.setattr(copying, "refuse", lambda *_asked: None)
        again, (endless,) = house.post(blanks(4, 6))[0], house.post(blanks(7, 10**15))
    found = [(one.n, one.why) for one in house.book.verify(full=True)]
    assert found == [(again.n, Why.SHEETS), (endless.n, Why.SHEETS)]
    assert max(row.last or 0 for row in house.book.reader().blanks()) == 6
    house.post(blanks(7, 9))


def test_d07_a_line_is_copied_once_whatever_another_transaction_wrote_meanwhile(
    house: House,
) -> None:
    first = house.write(head(), line("Gate.", sheet=2, sheet_line=1))
    second = house.write(head(), line("Gate.", sheet=2, sheet_line=1))
    _head, copied = first.result().records
    with pytest.raises(DeskError, match="Line 1 of sheet 2 is copied already: it is line 1"):
        second.result()
    house.post(strike(copied))
    assert len(house.post(head(), line("Gate.", sheet=2, sheet_line=1))) == 2


def test_d07_a_line_of_a_sheet_lies_in_its_copying_and_one_that_does_not_is_found(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="copied with the others"):
        house.post(line("Gate.", sheet=2, sheet_line=1))
    with monkeypatch.context() as past:
        past.setattr(copying, "refuse", lambda *_asked: None)
        (bad,) = house.post(line("Gate.", sheet=2, sheet_line=1))
    assert [(one.n, one.why) for one in house.book.verify(full=True)] == [(bad.n, Why.COPIED)]


def test_d07_a_copying_itself_is_not_struck(house: House) -> None:
    opened, copied = house.post(head(), line("Gate.", sheet=2, sheet_line=1))
    with pytest.raises(DeskError, match="cannot be corrected in that way"):
        house.post(strike(opened))
    house.post(strike(copied))
    assert house.book.verify(full=True) == []
