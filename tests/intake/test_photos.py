"""Photos through the real child, from files that nobody here made."""

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from deskinc.errors import Refused
from deskinc.intake import photos, sandbox
from deskinc.intake.photos import Photo, photo

REFUSED = {
    "pillow/broken.png": "is damaged",
    "pillow/broken_data_stream.png": "is damaged",
    "pillow/decompression_bomb.gif": "more than 100 million pixels",
    "pillow/png_decompression_dos.png": "is damaged",
    "pillow/truncated_image.png": "ends too early",
    "pillow/truncated_jpeg.jpg": "ends too early",
    "png_crashers/bad_iCCP.png": "is damaged",
    "png_crashers/badadler.png": "is damaged",
}
ACCEPTED = {
    "pillow/exif_gps.jpg": (8, 8, "ok"),
    "pillow/exif_typeerror.jpg": (800, 531, "unreadable"),
    "pillow/invalid-exif.jpg": (200, 200, "unreadable"),
    "png_crashers/badcrc.png": (1, 1, "none"),
    "png_crashers/huge_IDAT.png": (2, 2, "none"),
}
HEIC = {
    "heif/RGB_8__128x128.heif": (128, 128, "none", None),
    "heif/zPug_3.heic": (64, 64, "none", None),
    "heif_other/L_exif_xmp_iptc.heic": (64, 64, "ok", "SONY ILCE-7SM3"),
    "heif_other/arrow.heic": (3024, 4032, "ok", "Apple iPhone 8 Plus"),
}
CAMERAS = {
    "r_canon.jpg": ("Canon PowerShot G1 X Mark II", datetime(2013, 12, 17, 14, 4, 24)),  # noqa: DTZ001
    "r_casio.jpg": ("CASIO COMPUTER CO.,LTD. EX-100", datetime(2014, 3, 24, 17, 18, 28)),  # noqa: DTZ001
    "r_olympus.jpg": ("OLYMPUS IMAGING CORP. STYLUS1", datetime(2013, 11, 12, 13, 54, 29)),  # noqa: DTZ001
    "r_pana.jpg": ("Panasonic DMC-L10", datetime(2007, 9, 15, 13, 15, 57)),  # noqa: DTZ001
    "noexif.jpg": (None, None),
}


def take(path: Path) -> Photo:
    return photo(path.read_bytes(), path.name)


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


@pytest.mark.parametrize("orientation", range(9))
def test_every_orientation_comes_out_upright_and_equal(samples: Path, orientation: int) -> None:
    folder = samples / "photos/orientation"
    plain, turned = take(folder / "Landscape_0.jpg"), take(folder / f"Landscape_{orientation}.jpg")
    assert (turned.width, turned.height) == (1800, 1200)
    for upright, other in ((plain.shown, turned.shown), (plain.thumb, turned.thumb)):
        # Each file carries its own number as a word in the picture, so a few pixels do differ.
        difference = ImageChops.difference(opened(upright), opened(other))
        assert max(ImageStat.Stat(difference).mean) < 6


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_photo_is_refused_by_name(samples: Path, name: str) -> None:
    path = samples / "photos/broken" / name
    with pytest.raises(Refused) as refused:
        take(path)
    assert f"“{path.name}”" in refused.value.what
    assert REFUSED[name] in refused.value.what
    assert refused.value.todo


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_photo_that_is_only_odd_comes_in(samples: Path, name: str) -> None:
    taken = take(samples / "photos/broken" / name)
    assert (taken.width, taken.height, taken.metadata) == ACCEPTED[name]


def test_every_broken_sample_is_named_here(samples: Path) -> None:
    folder = samples / "photos/broken"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    assert names == REFUSED.keys() | ACCEPTED.keys()


@pytest.mark.parametrize("name", HEIC)
def test_heic_comes_in_once_turned(samples: Path, name: str) -> None:
    taken = take(samples / "photos/heic" / name)
    width, height, metadata, camera = HEIC[name]
    assert (taken.kind, taken.mime) == ("heic", "image/heic")
    assert (taken.width, taken.height, taken.metadata) == (width, height, metadata)
    assert taken.camera == camera
    shown = opened(taken.shown)
    assert (shown.width > shown.height) is (width > height)
    assert max(shown.size) == min(2000, max(width, height))


def test_heic_without_its_last_byte_is_refused(samples: Path) -> None:
    with pytest.raises(Refused, match="ends too early"):
        take(samples / "photos/heic/heif_truncated/truncated.heic")


@pytest.mark.parametrize("name", CAMERAS)
def test_cameras_tell_their_name_and_time(samples: Path, name: str) -> None:
    taken = take(samples / "photos/cameras_piexif" / name)
    assert (taken.camera, taken.taken) == CAMERAS[name]
    assert taken.metadata == ("none" if name == "noexif.jpg" else "ok")


def test_a_phone_that_knows_its_zone_tells_it(samples: Path) -> None:
    taken = take(samples / "photos/site_photos/miter_saw.jpg")
    zone = timezone(timedelta(hours=-4))
    assert taken.taken == datetime(2020, 8, 6, 16, 12, 17, tzinfo=zone)


def test_every_png_of_the_suite_comes_in(samples: Path) -> None:
    for path in sorted((samples / "photos/pngsuite").glob("*.png")):
        taken = take(path)
        assert (taken.kind, taken.width, taken.height) == ("png", 32, 32), path.name


def test_every_site_photo_comes_in_small_and_without_metadata(samples: Path) -> None:
    for path in sorted((samples / "photos/site_photos").glob("*.jpg")):
        taken = take(path)
        assert b"Exif" not in taken.shown + taken.thumb, path.name
        assert max(opened(taken.thumb).size) == 320


def test_an_empty_and_an_oversized_file_never_reach_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_: pytest.fail("the child was asked"))
    monkeypatch.setattr(photos, "MAX_BYTES", 3)
    with pytest.raises(Refused, match="is empty"):
        photo(b"", "a.jpg")
    with pytest.raises(Refused, match="too large a file"):
        photo(b"1234", "a.jpg")


GOOD = {"kind": "jpeg", "size": [4, 3], "metadata": "ok", "taken": None, "camera": None}
JPEG = b"\xff\xd8\xff"


@pytest.mark.parametrize(
    ("info", "parts"),
    [
        (GOOD | {"size": [0, 3]}, [JPEG, JPEG]),
        (GOOD | {"size": [True, 3]}, [JPEG, JPEG]),
        (GOOD | {"size": [3]}, [JPEG, JPEG]),
        (GOOD | {"kind": "exe"}, [JPEG, JPEG]),
        (GOOD | {"metadata": "fine"}, [JPEG, JPEG]),
        (GOOD | {"taken": "yesterday"}, [JPEG, JPEG]),
        (GOOD, [JPEG]),
        (GOOD, [JPEG, b"<html>"]),
        ({}, [JPEG, JPEG]),
    ],
)
def test_a_lying_child_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, info: dict[str, object], parts: list[bytes]
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_: sandbox.Answer(info, parts))
    with pytest.raises(Refused, match="could not be read reliably"):
        photo(b"x", "a.jpg")
