"""The tile pyramid: cut in the child, checked and read at the desk."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from deskinc.intake import pyramid, tiles
from deskinc.intake.pyramid import HEAD, MAGIC, BadPyramid, Extent, Pyramid

EXTENT = Extent(-10_000, 400_000, 700_000, 300_000)


def drawn(size: tuple[int, int] = (1400, 600), mode: str = "RGB") -> Image.Image:
    """A picture with something different in each corner."""
    image = Image.new(mode, size, "white")
    image.paste("black", (0, 0, 40, 30))
    image.paste("black" if mode == "L" else "red", (size[0] - 100, size[1] - 50, *size))
    return image


def cut(image: Image.Image | None = None) -> bytes:
    return tiles.cut(image or drawn(), EXTENT, 2.0)


def opened(tile: bytes) -> Image.Image:
    return Image.open(io.BytesIO(tile))


def test_levels_halve_down_to_one_tile() -> None:
    read = pyramid.of_bytes(cut())
    assert [(level.scale, level.width, level.height, level.cols, level.rows)
            for level in read.levels] == [(2.0, 1400, 600, 3, 2), (1.0, 700, 300, 2, 1),
                                          (0.5, 350, 150, 1, 1)]  # fmt: skip
    assert read.extent == EXTENT


def test_the_tiles_put_together_are_the_picture() -> None:
    image, read = drawn(), pyramid.of_bytes(cut())
    together = Image.new("RGB", image.size)
    for row in range(2):
        for col in range(3):
            together.paste(opened(read.tile(0, col, row)).convert("RGB"), (col * 512, row * 512))
    assert ImageChops.difference(image, together).getbbox() is None


def test_only_what_is_asked_for_is_read() -> None:
    data, asked = cut(), list[tuple[int, int]]()

    def read(offset: int, length: int) -> bytes:
        asked.append((offset, length))
        return data[offset : offset + length]

    lazy = Pyramid(read)
    assert not asked
    lazy.tile(2, 0, 0)
    lazy.tile(2, 0, 0)
    assert len(asked) == 4
    assert sum(length for _, length in asked) < len(data)


def test_blank_tiles_are_kept_once_and_grey_ones_as_grey() -> None:
    blank = tiles.cut(Image.new("RGB", (5120, 5120), "white"), EXTENT, 1.0)
    assert len(blank) < 20_000
    assert opened(pyramid.of_bytes(blank).tile(0, 3, 3)).mode == "L"
    assert opened(pyramid.of_bytes(cut(drawn(mode="L"))).tile(0, 0, 0)).mode == "L"


def test_a_photographed_plan_is_kept_as_jpeg_and_a_drawn_one_as_png() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((512, 512), 80) for _ in range(3)])
    assert opened(pyramid.of_bytes(cut(noise)).tile(0, 0, 0)).format == "JPEG"
    assert opened(pyramid.of_bytes(cut()).tile(0, 0, 0)).format == "PNG"
    some = Image.new("RGB", (512, 512))
    some.putdata([(n % 256, n // 256 % 8, 0) for n in range(512 * 512)])
    tile = opened(pyramid.of_bytes(cut(some)).tile(0, 0, 0))
    assert (tile.format, tile.mode) == ("PNG", "RGB")
    assert ImageChops.difference(tile, some).getbbox() is None


@given(
    st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9),
    st.integers(1_000, 10**8), st.integers(1_000, 10**8), st.data(),
)  # fmt: skip
def test_points_keep_their_place_between_plan_and_pixels(
    min_x: int, min_y: int, width: int, height: int, data: st.DataObject
) -> None:
    scale = 5120 * 1000 / max(width, height)
    level = {"scale": scale, "size": [1, 1], "tiles": [[0, 1]]}
    text = json.dumps({"v": 1, "extent": [min_x, min_y, width, height], "levels": [level]})
    raw = HEAD.pack(MAGIC, len(text)) + text.encode()
    read = pyramid.of_bytes(raw)
    x = data.draw(st.integers(min_x, min_x + width))
    y = data.draw(st.integers(min_y, min_y + height))
    pixel = read.to_pixel(0, x, y)
    assert pixel == pytest.approx(((x - min_x) * scale / 1000, (y - min_y) * scale / 1000))
    assert min(pixel) >= -0.001
    assert max(pixel) <= 5120.001


def test_corners_and_outside() -> None:
    read = pyramid.of_bytes(cut())
    assert read.to_pixel(0, -10_000, 400_000) == (0, 0)
    assert read.to_pixel(1, 690_000, 700_000) == (700, 300)
    assert read.to_pixel(2, 690_000, 700_000) == (350, 150)


def test_the_coarsest_level_that_is_sharp_enough_is_chosen() -> None:
    read = pyramid.of_bytes(cut())
    assert [read.level_for(scale) for scale in (9, 2, 1.2, 1, 0.5, 0.01)] == [0, 0, 0, 1, 2, 2]


def test_no_tile_outside() -> None:
    read = pyramid.of_bytes(cut())
    for level, col, row in ((0, 3, 0), (0, 0, 2), (0, -1, 0), (9, 0, 0)):
        with pytest.raises(IndexError):
            read.tile(level, col, row)


def index(**changes: Any) -> bytes:
    """A pyramid of one white tile, its index changed."""
    tile = tiles._encode(Image.new("L", (9, 9), "white"))
    level = {"scale": 1.0, "size": [9, 9], "tiles": [[0, len(tile)]]}
    level |= changes.pop("level", {})
    raw = {"v": 1, "extent": [0, 0, 9, 9], "levels": [level]} | changes
    text = json.dumps(raw).encode()
    return HEAD.pack(MAGIC, len(text)) + text + tile


def test_a_whole_pyramid_is_found_good() -> None:
    assert pyramid.check(cut()).extent == EXTENT
    assert pyramid.check(index()).levels[0].cols == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"levels": []},
        {"levels": 7},
        {"levels": [7]},
        {"extent": [0, 0, 9]},
        {"extent": [0, 0, 0, 9]},
        {"extent": [0, 0, 9, True]},
        {"extent": [0, 0, 9, 9.5]},
        {"level": {"scale": 0.0}},
        {"level": {"scale": 1}},
        {"level": {"scale": float("nan")}},
        {"level": {"scale": float("inf")}},
        {"level": {"size": [0, 9]}},
        {"level": {"size": [900, 9]}},
        {"level": {"tiles": [[-1, 9]]}},
        {"level": {"tiles": [[0, 0]]}},
        {"level": {"tiles": [[0, 99_999]]}},
        {"level": {"tiles": [[1, 20]]}},
    ],
)
def test_an_index_out_of_shape_is_noticed(changes: dict[str, Any]) -> None:
    with pytest.raises(BadPyramid):
        pyramid.check(index(**changes))


@given(st.data())
def test_any_cut_pyramid_is_noticed(data: st.DataObject) -> None:
    whole = index()
    with pytest.raises(BadPyramid):
        pyramid.check(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_a_foreign_file_is_noticed() -> None:
    with pytest.raises(BadPyramid):
        pyramid.check(b"PNG?" + bytes(100))
