"""For papers, records are read only with the very values they were signed with."""

import pytest
from tests.book.houses import House, alter, line

from deskinc.book.extract import extract
from deskinc.book.record import Draft, Record
from deskinc.errors import BookFault


@pytest.fixture
def altered(house: House) -> Record:
    """A line that says something else than was signed, sealed and all."""
    (record,) = house.post(line("As it was.", action="None."))
    house.book.seal().result()
    alter(house.book._writer._link, record.n, "text", "As it never was.")
    return record


def test_an_altered_value_is_refused_where_it_is_asked_for_checked(
    house: House, altered: Record
) -> None:
    reader = house.book.reader()
    assert reader.record(altered.n).values["text"] == "As it never was."
    assert house.book.verify() == []
    for ask in (
        lambda: reader.record(altered.n),
        lambda: reader.records([3, altered.n]),
        lambda: reader.by_id(altered.id),
        lambda: reader.thread(altered.thread),
        lambda: reader.folded(altered.thread, "occurrence"),
    ):
        with pytest.raises(BookFault, match=f"record {altered.n}") as caught, reader.checked():
            ask()
        assert caught.value.todo
    assert reader.record(altered.n).values["text"] == "As it never was."


def test_a_sound_book_reads_the_same_checked(house: House) -> None:
    (first,) = house.post(line("One."))
    (second,) = house.post(Draft("occurrence", dict(line("Two.").values), amends=first.id))
    reader = house.book.reader()
    plain = reader.records(range(1, 6))
    with reader.checked():
        with reader.checked():
            assert reader.records(range(1, 6)) == plain
        assert reader.amended_by(first.id) == second
        assert reader.by_id(b"?" * 16) is None
    assert len(plain) == 5


def test_an_erased_value_is_not_missed(house: House) -> None:
    (record,) = house.post(line("One."))
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_stays")
        link.run("DELETE FROM value WHERE n = ? AND name = 'text'", (record.n,))
    reader = house.book.reader()
    with reader.checked():
        assert "text" not in reader.record(record.n).values


def test_an_extract_gives_no_altered_value_away(house: House, altered: Record) -> None:
    with pytest.raises(BookFault, match=f"record {altered.n}"):
        extract(house.book.reader(), house.book.id, [altered.n], "", lambda _form, _name: True)


def test_a_file_is_read_only_as_it_was_signed(house: House) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    made = house.book.attach(b"picture", "a.jpg", "image/jpeg")
    draft = Draft(
        "photo",
        {"original": made.value, "caption": "The floor."},
        thread=incident.id,
        files={"original": made.key},
    )
    (record,) = house.post(draft)
    assert house.book.read_file(record.n, "original") == b"picture"
    alter(house.book._writer._link, record.n, "caption", "Another floor.")
    with pytest.raises(BookFault, match=f"record {record.n}"):
        house.book.read_file(record.n, "original")
