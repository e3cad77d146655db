"""Set-up: what a new office consists of, and what set-up refuses."""

from pathlib import Path

import pytest
from tests.desk.offices import BOSS, PHRASES, Ticking, answers, prints

from deskinc.book.book import Book
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.desk import setup
from deskinc.desk.office import sign_in
from deskinc.errors import BookFault, WrongPassphrase


def test_a_new_office_has_its_first_records_and_opens_again(tmp_path: Path) -> None:
    words, folder, clock = setup.recovery_words(), tmp_path / "book", Ticking()
    office = setup.set_up(folder, answers(tmp_path), words, kdf=FLOOR, clock=clock)
    records = office.read.records(range(1, 10))
    assert [record.form for record in records.values()] == [
        "book", "officer", "site", "withdrawn", "access",
    ]  # fmt: skip
    assert [record.author == "desk" for record in records.values()] == [
        True, False, False, False, True,
    ]  # fmt: skip
    assert office.officer.roles == {"officer", "lead", "manager", "admin"}
    assert (office.site.name, office.site.currency, office.site.paper) == (
        "Tower House", "GBP", "A4",
    )  # fmt: skip
    assert [(kit.name, kit.count) for kit in office.site.kit] == [("Key sets", 12), ("Radios", 4)]
    assert [s.title for s in office.site.shifts] == ["Day 07:00–19:00", "Night 19:00–07:00"]
    assert office.health().provisional
    office.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert Vault.load(folder).open_recovery(words).signing is None
    with pytest.raises(WrongPassphrase):
        Vault.load(folder).open_recovery([*words[:-1], words[0]])
    again = sign_in(folder, BOSS, PHRASES[BOSS], clock=clock)
    assert again.book.verify(full=True) == []
    again.close()
    copies = list((tmp_path / "mirror").glob("*/slots.json"))
    assert [path.read_bytes() for path in copies] == [(folder / "slots.json").read_bytes()]


def test_a_folder_with_a_book_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    for name in ("slots.json", "book.db"):
        (folder / name).write_text("here already")
        before = prints(tmp_path)
        with pytest.raises(BookFault, match="a book in this folder already"):
            setup.set_up(folder, answers(tmp_path), setup.recovery_words(), kdf=FLOOR)
        assert prints(tmp_path) == before
        (folder / name).unlink()


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("at", ["create", "write", "note_access"])
def test_a_set_up_that_fails_leaves_nothing_and_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str, *, there: bool
) -> None:
    folder, words = tmp_path / "book", setup.recovery_words()
    if there:
        folder.mkdir()
        (folder / "letter.txt").write_text("mine")
    before, seen = prints(tmp_path), list[bool]()

    def full(*_given: object, **_more: object) -> None:
        seen.append((folder / "slots.json").exists())
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(setup if at == "note_access" else Book, at, full)
        with pytest.raises(OSError, match="full"):
            setup.set_up(folder, answers(tmp_path), words, kdf=FLOOR, clock=Ticking())
    assert seen == [True]
    assert prints(tmp_path) == before
    assert folder.exists() == there
    office = setup.set_up(folder, answers(tmp_path), words, kdf=FLOOR, clock=Ticking())
    assert office.book.verify(full=True) == []
    office.close()


def test_a_folder_that_others_keep_in_step_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BookFault, match="Dropbox/book is kept in step"):
        setup.set_up(tmp_path / "Dropbox" / "book", answers(tmp_path), setup.recovery_words())
    assert list(tmp_path.iterdir()) == []


def test_the_recovery_sheet_has_24_words_and_asks_three_back() -> None:
    words = setup.recovery_words()
    assert len(words) == 24
    assert words != setup.recovery_words()
    first, second, third = setup.asked(words)
    assert 0 <= first < second < third < 24


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("short", "Too short"),
        ("correct horse battery staple", "common"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats"),
        ("abcdefghijklmnopqrst", "repeats"),
        ("harding tower house harding", "own or the site"),
    ],
)
def test_a_weak_passphrase_is_told_why(phrase: str, why: str) -> None:
    assert why in setup.passphrase_fault(phrase, "J. Harding", "Tower House")


def test_a_suggested_passphrase_will_do() -> None:
    for _i in range(20):
        phrase = setup.suggest_passphrase()
        assert len(phrase.split()) == 5
        assert setup.passphrase_fault(phrase, BOSS, "Tower House") == ""


def test_a_country_brings_its_defaults() -> None:
    assert (setup.country("GB").emergency, setup.country("GB").regime) == ("999", "RIDDOR")
    assert setup.country("US").paper == "Letter"
    assert setup.country("XX") == setup.COUNTRIES[-1]
