"""Photos of an incident through the desk."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.desk.offices import Desk, fresh

from deskinc.desk.incidents import evidence, incidents
from deskinc.errors import InvalidForm, Refused
from deskinc.intake import develop


def picture(turn: int = 1, taken: str = "") -> bytes:
    """A JPEG, red on the left and blue on the right as the camera's chip saw it."""
    image = Image.new("RGB", (60, 40), "blue")
    image.paste("red", (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = turn
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def test_a_photo_is_kept_as_it_came_and_shown_upright(desk: Desk) -> None:
    thread, data = desk.raise_incident(), picture(6, "2026:11:21 19:55:00")
    record = (
        evidence.add_photo(desk.office, thread, data, "a.jpg", "Door", fresh()).result().records[0]
    )
    assert evidence.photo(desk.office, record.n, "original") == data
    shown = Image.open(io.BytesIO(evidence.photo(desk.office, record.n)))
    assert shown.size == (40, 60)
    top = shown.getpixel((20, 5))
    assert isinstance(top, tuple)
    assert top[0] > 200
    (row,) = incidents.page(desk.office, thread).photos
    assert (row.caption, row.metadata) == ("Door", "ok")
    assert row.taken is not None
    assert row.taken.utcoffset() == timedelta(0)
    assert desk.verifies()


def test_what_is_no_photo_is_refused_and_only_noted(desk: Desk) -> None:
    thread, before = desk.raise_incident(), desk.office.read.last_n()
    with pytest.raises(Refused) as caught:
        evidence.add_photo(desk.office, thread, b"GIF89a no more", "x\x00.gif", "", fresh())
    assert caught.value.todo
    desk.office.book.settle()
    last = desk.office.read.last_n()
    assert last == before + 1
    note = desk.office.read.record(last)
    assert (note.form, note.author, note.values["detail"]) == ("access", "desk", "x?.gif")
    assert list((desk.folder / "attachments").iterdir()) == []


def test_a_caption_that_will_not_do_leaves_no_file(desk: Desk) -> None:
    thread = desk.raise_incident()
    with pytest.raises(InvalidForm):
        evidence.add_photo(desk.office, thread, picture(), "a.jpg", "bell\a", fresh())
    assert list((desk.folder / "attachments").iterdir()) == []


def test_the_same_photo_posted_twice_is_one(desk: Desk) -> None:
    thread, own, data = desk.raise_incident(), fresh(), picture()
    files = []
    for _i in range(2):
        evidence.add_photo(desk.office, thread, data, "a.jpg", "Door", own).result()
        files.append(sorted(path.name for path in (desk.folder / "attachments").iterdir()))
    assert len(incidents.page(desk.office, thread).photos) == 1
    assert files[0] == files[1]


def test_a_photo_without_metadata_says_so(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    thread = desk.raise_incident()
    evidence.add_photo(desk.office, thread, out.getvalue(), "a.png", "", fresh()).result()
    (row,) = incidents.page(desk.office, thread).photos
    assert (row.metadata, row.taken) == ("none", None)


def test_every_kind_that_is_taken_in_has_its_endings() -> None:
    assert set(evidence.PHOTO_SUFFIXES) == set(develop.KINDS)
