"""The founding file: with mirror and recovery sheet alone the site has its own keys again."""

import json
import os
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import House, found, line

from deskinc.book.keys.recovery import new_words
from deskinc.book.keys.vault import Vault
from deskinc.book.mirror import founding_file, frames
from deskinc.book.mirror import lane as mirror_lane
from deskinc.book.records.founding import ANNOUNCED, Founding
from deskinc.book.records.payload import Batch
from deskinc.errors import BookFault
from deskinc.proof.canonical import b64, unb64


def folder_of(house: House) -> Path:
    """The mirror's folder of the book."""
    return house.mirror / b64(house.book.id)


def test_mirror_and_sheet_alone_give_every_key_back(house: House, tmp_path: Path) -> None:
    words, own = new_words(), house.book.founding
    vault = Vault.create(house.folder, own.book, own.note_key)
    vault.add_recovery(words, house.keys)
    vault.save()
    house.post(line("Kept."))
    vault.copy_to(folder_of(house))
    house.book.close()
    alone = Path(shutil.move(folder_of(house), tmp_path / "alone"))
    shutil.rmtree(house.folder)
    sheet = Vault.load(alone)
    keys = sheet.open_recovery(words)
    again = founding_file.read(alone, keys.mirror, sheet.book)
    assert again.parts() == own.parts()
    batches = list(frames(alone, keys.mirror, sheet.book))
    assert sum(len(batch.entries) for batch in batches if isinstance(batch, Batch)) == 4
    assert all(again.draft().values[name] == own.draft().values[name] for name in ANNOUNCED)


def test_the_bytes_are_those_of_the_format(house: House) -> None:
    raw = (folder_of(house) / "founding").read_bytes()
    context = b"deskinc/founding/v1\0"
    info = context + house.book.id
    key = HKDF(SHA256(), 32, salt=None, info=info).derive(house.keys.mirror)
    said = json.loads(AESGCMSIV(key).decrypt(raw[20:32], raw[32:], info))
    assert raw[:20] == context
    assert said.pop("v") == 1
    assert {name: unb64(value) for name, value in said.items()} == house.book.founding.parts()
    assert sorted(said) == ["book", "ca", "note", "relief", "relief_key", "site"]


def test_it_is_there_from_the_beginning_and_stays_as_it_is(house: House) -> None:
    path = folder_of(house) / "founding"
    before = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    house.reopen()
    house.book.settle()
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", [None, b"", b"deskinc/founding/v1\0", os.urandom(900)])
def test_a_missing_or_damaged_one_is_written_at_the_next_opening(
    house: House, harm: bytes | None
) -> None:
    path = folder_of(house) / "founding"
    house.book.close()
    path.unlink()
    if harm is not None:
        path.write_bytes(harm)
    house.open()
    house.book.settle()
    kept = founding_file.read(folder_of(house), house.keys.mirror, house.book.id)
    assert kept.parts() == house.book.founding.parts()
    assert house.book.health().mirror == "ok"


def test_of_another_site_it_is_replaced(house: House, tmp_path: Path) -> None:
    other = found(tmp_path / "other")
    other.book.close()
    own = other.book.founding.parts() | {"book": house.book.id}
    founding_file.keep(folder_of(house), house.keys.mirror, Founding.of(own))
    house.reopen()
    house.book.settle()
    kept = founding_file.read(folder_of(house), house.keys.mirror, house.book.id)
    assert kept.parts() == house.book.founding.parts()


def test_where_the_mirror_takes_no_file_it_is_amber_and_comes_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder_of(house) / "founding"
    house.book.close()
    path.unlink()
    path.mkdir()
    house.open()
    house.book.settle()
    assert house.book.health().mirror == "pending"
    path.rmdir()
    monkeypatch.setattr(mirror_lane, "AGAIN", 0.01)
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert path.is_file()


def test_a_mirror_that_answers_late_gets_it_too(house: House) -> None:
    house.book.close()
    (folder_of(house) / "founding").unlink()
    away = house.mirror.rename(house.mirror.with_name("away"))
    house.open()
    assert house.book.health().mirror == "missing"
    away.rename(house.mirror)
    house.book.settle()
    assert founding_file.read(folder_of(house), house.keys.mirror, house.book.id)


def test_the_key_slots_come_back_into_an_emptied_mirror_and_are_never_replaced(
    house: House,
) -> None:
    copy = folder_of(house) / "slots.json"
    copy.unlink()
    house.reopen()
    house.book.settle()
    assert copy.read_bytes() == b"{}"
    (house.folder / "slots.json").write_bytes(b"exchanged")
    house.reopen()
    house.book.settle()
    assert copy.read_bytes() == b"{}"


def test_another_key_or_book_does_not_open_it(house: House) -> None:
    for key, book in ((bytes(32), house.book.id), (house.keys.mirror, bytes(16))):
        with pytest.raises(BookFault, match="damaged, or is another") as caught:
            founding_file.read(folder_of(house), key, book)
        assert caught.value.todo


def test_a_missing_one_is_said(tmp_path: Path) -> None:
    with pytest.raises(BookFault, match="lacks the file") as caught:
        founding_file.read(tmp_path, bytes(32), bytes(16))
    assert caught.value.todo


def test_every_flipped_byte_is_noticed(house: House, tmp_path: Path) -> None:
    raw = (folder_of(house) / "founding").read_bytes()

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(raw) - 1), st.integers(0, 7))
    def check(at: int, bit: int) -> None:
        flipped = raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]
        (tmp_path / "founding").write_bytes(flipped)
        with pytest.raises(BookFault):
            founding_file.read(tmp_path, house.keys.mirror, house.book.id)

    check()


@pytest.mark.parametrize(
    "plain",
    [b"[]", b"{}", b'{"v":2}', b'{"v":1}', b'{"v":1,"book":"!"}', b'{ "v":1}'],
)
def test_a_content_this_version_would_not_write_is_refused(tmp_path: Path, plain: bytes) -> None:
    context = founding_file.CONTEXT + bytes(16)
    key = HKDF(SHA256(), 32, salt=None, info=context).derive(bytes(32))
    sealed = AESGCMSIV(key).encrypt(bytes(12), plain, context)
    (tmp_path / "founding").write_bytes(founding_file.CONTEXT + bytes(12) + sealed)
    with pytest.raises(BookFault, match="damaged"):
        founding_file.read(tmp_path, bytes(32), bytes(16))


def test_no_key_stands_in_the_file(house: House) -> None:
    raw = (folder_of(house) / "founding").read_bytes()
    for part in house.book.founding.parts().values():
        assert part not in raw
        assert b64(part).encode() not in raw
