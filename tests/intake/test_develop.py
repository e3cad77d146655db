"""Developing photos: flat, upright, small, sRGB, without metadata."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms

from deskinc.intake import images
from deskinc.intake.develop import develop
from deskinc.intake.unfit import Unfit


def shown(data: bytes) -> Image.Image:
    """The working copy of a photo."""
    return Image.open(io.BytesIO(develop(data)[1][0])).convert("RGB")


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 24 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"),
     ("PNG", "P"), ("GIF", "P"), ("BMP", "RGB"), ("WEBP", "RGB")],
)  # fmt: skip
def test_each_kind_comes_in(kind: str, mode: str) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste("navy", (0, 0, 30, 40))
    out = io.BytesIO()
    image.convert(mode).save(out, kind)
    copy = shown(out.getvalue())
    assert copy.size == (60, 40)
    assert near(copy.getpixel((50, 20)), (255, 255, 255))
    assert sum(copy.getpixel((10, 20))) < 300  # type: ignore[arg-type]


def test_what_is_transparent_becomes_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert near(shown(out.getvalue()).getpixel((5, 5)), (255, 255, 255))


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 128 * 256).save(out, "PNG")
    assert near(shown(out.getvalue()).getpixel((5, 5)), (128, 128, 128))


def test_a_large_photo_is_shown_at_two_thousand_pixels(picture: Callable[..., bytes]) -> None:
    info, parts = develop(picture((5000, 2500), "JPEG"))
    sizes = [Image.open(io.BytesIO(part)).size for part in parts]
    assert (info["size"], sizes) == ((5000, 2500), [(2000, 1000), (320, 160)])


def test_a_turned_photo_tells_its_upright_size() -> None:
    image, tags, out = Image.new("RGB", (40, 20), "red"), Image.Exif(), io.BytesIO()
    tags[0x0112] = 6
    image.save(out, "JPEG", exif=tags)
    info, parts = develop(out.getvalue())
    assert (info["size"], Image.open(io.BytesIO(parts[0])).size) == ((20, 40), (20, 40))


def test_the_copies_carry_no_metadata(picture: Callable[..., bytes]) -> None:
    tags = Image.Exif()
    tags[0x010F] = "canary"
    data = picture((40, 40), "JPEG", exif=tags, comment=b"canary", xmp=b"canary")
    _, parts = develop(data)
    assert b"canary" in data
    assert not any(b"canary" in part or b"Exif" in part for part in parts)


def test_a_profile_is_turned_into_srgb_and_a_broken_one_left_aside() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (lab, b"no profile at all"):
        out = io.BytesIO()
        Image.new("RGB", (20, 20), "white").save(out, "JPEG", icc_profile=profile)
        assert near(shown(out.getvalue()).getpixel((5, 5)), (255, 255, 255))


def test_a_wide_gamut_profile_changes_the_colours() -> None:
    image = Image.new("RGB", (20, 20), (0, 200, 0))
    assert images.MAX_PIXELS == 100_000_000
    linear = _xyz_like_profile()
    out = io.BytesIO()
    image.save(out, "JPEG", icc_profile=linear, quality=95)
    assert not near(shown(out.getvalue()).getpixel((5, 5)), (0, 200, 0))


def _xyz_like_profile() -> bytes:
    """An sRGB profile whose red and green primaries changed places, unlike any sRGB."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data.replace(b"rXYZ", b"\0tmp").replace(b"gXYZ", b"rXYZ").replace(b"\0tmp", b"gXYZ")
    return data.replace(b"sRGB", b"test").replace("sRGB".encode("utf-16-be"), b"\0t\0e\0s\0t")


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.4", b"<svg/>"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unfit, match="kind"):
        develop(data)


def test_bombs_are_refused_by_their_pixels(png_bomb: Callable[[int], bytes]) -> None:
    for side in (10_008, 16_000, 60_000):
        with pytest.raises(Unfit, match="pixels"):
            develop(png_bomb(side))


def test_a_head_cut_short_is_refused(picture: Callable[..., bytes]) -> None:
    with pytest.raises(Unfit, match="truncated"):
        develop(picture((4, 4))[:20])
    with pytest.raises(Unfit, match="undecodable"):
        develop(picture((4, 4))[:8] + b"IHDR and nothing known")


def test_a_picture_cut_short_is_refused(picture: Callable[..., bytes]) -> None:
    noise = Image.effect_noise((200, 200), 90)
    for kind in ("JPEG", "PNG"):
        out = io.BytesIO()
        noise.save(out, kind)
        with pytest.raises(Unfit, match="truncated"):
            develop(out.getvalue()[: len(out.getvalue()) // 2])


def test_a_damaged_stream_is_refused(png_chunks: Callable[..., bytes]) -> None:
    head = (4).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    data = png_chunks((b"IHDR", head), (b"IDAT", b"not zlib at all"), (b"IEND", b""))
    with pytest.raises(Unfit, match="undecodable"):
        develop(data)


def test_a_heif_file_cut_short_is_refused() -> None:
    with pytest.raises(Unfit, match="truncated"):
        develop(b"\0\0\0\x20ftypheic\0\0\0\0")
