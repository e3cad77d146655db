"""Metadata is read where it can be and never stops a photo."""

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from deskinc.intake import exif


def opened(tags: Mapping[int, object], sub: Mapping[int, object] | None = None) -> Image.Image:
    """An opened JPEG with the given EXIF tags."""
    block = Image.Exif()
    block.update(tags)
    block.get_ifd(0x8769).update(sub or {})
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=block)
    return Image.open(io.BytesIO(out.getvalue()))


def test_time_zone_camera_and_orientation_are_read() -> None:
    image = opened(
        {0x010F: "Nokia ", 0x0110: "G22\0rubbish", 0x0112: 6},
        {0x9003: "2026:11:22 23:16:20", 0x9011: "+01:00"},
    )
    assert exif.read(image) == exif.Metadata("ok", 6, "2026-11-22T23:16:20+01:00", "Nokia G22")


def test_a_camera_is_not_named_twice() -> None:
    assert exif.read(opened({0x010F: "Canon", 0x0110: "Canon EOS R"})).camera == "Canon EOS R"


@pytest.mark.parametrize("time", ["0000:00:00 00:00:00", "    :  :     :  :  ", ""])
def test_a_clock_that_was_never_set_is_no_time(time: str) -> None:
    metadata = exif.read(opened({0x0112: 1}, {0x9003: time}))
    assert (metadata.state, metadata.taken) == ("ok", None)


def test_the_digitised_time_stands_in_and_a_bad_zone_is_left_out() -> None:
    image = opened({0x0112: 1}, {0x9004: "2026-11-22T08:00:00", 0x9012: "summer"})
    assert exif.read(image).taken == "2026-11-22T08:00:00"


@pytest.mark.parametrize("time", ["yesterday", "2026:13:45 25:61:61"])
def test_a_time_that_is_none_makes_the_metadata_unreadable(time: str) -> None:
    assert exif.read(opened({0x0112: 3}, {0x9003: time})) == exif.Metadata("unreadable", 3)


@pytest.mark.parametrize("orientation", [0, 9, 200])
def test_an_orientation_out_of_range_is_upright(orientation: int) -> None:
    assert exif.read(opened({0x0112: orientation})).orientation == 1


def test_no_metadata_is_none() -> None:
    assert exif.read(Image.new("RGB", (1, 1))) == exif.Metadata("none")


def test_bytes_instead_of_text_are_read_as_text() -> None:
    assert exif._text(b"Sony\xff\0x") == "Sony\ufffd"


def test_a_block_of_rubbish_is_unreadable() -> None:
    image = Image.new("RGB", (1, 1))
    image.info["exif"] = b"Exif\0\0\xff\xff\xff\xff"
    assert exif.read(image).state == "unreadable"


def test_a_directory_that_is_not_where_it_should_be_is_unreadable() -> None:
    block = Image.Exif()
    block[0x8769] = "not an address"
    with pytest.raises(TypeError):
        exif._sub_ifd(block)


def test_an_empty_block_is_unreadable() -> None:
    with pytest.raises(ValueError, match="without a single tag"):
        exif._orientation(Image.Exif())
