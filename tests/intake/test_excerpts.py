"""Pictures for paper, cut out of a plan's own tiles."""

import io

import pytest
from PIL import Image

from deskinc.intake import pyramid, tiles
from deskinc.intake.excerpts import excerpt, overview
from deskinc.intake.pyramid import Extent, Pyramid

MARK = (1_100_000, 1_300_000)


@pytest.fixture
def plan() -> Pyramid:
    """A 3000 × 2000 plan with a red square of 20 units around its mark."""
    image = Image.new("RGB", (3000, 2000), "white")
    image.paste("red", (990, 1190, 1010, 1210))
    image.paste("blue", (0, 0, 60, 40))
    return pyramid.of_bytes(tiles.cut(image, Extent(100_000, 100_000, 3_000_000, 2_000_000), 1.0))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("span", [40_000, 200_000, 1_000_000, 3_000_000])
def test_the_point_asked_for_is_in_the_middle(plan: Pyramid, span: int) -> None:
    image = opened(excerpt(plan, *MARK, span, (400, 300)))
    assert image.size == (400, 300)
    red, green, _ = image.getpixel((200, 150))  # type: ignore[misc]
    assert red > 200
    assert green < 140


def test_the_width_shown_is_the_span(plan: Pyramid) -> None:
    image = opened(excerpt(plan, *MARK, 40_000, (400, 400)))
    reds = [x for x in range(400) if image.getpixel((x, 200))[1] < 128]  # type: ignore[index]
    assert (min(reds), max(reds)) == pytest.approx((100, 299), abs=3)


def test_beyond_the_edge_is_white_paper(plan: Pyramid) -> None:
    image = opened(excerpt(plan, 100_000, 100_000, 200_000, (400, 400)))
    assert image.getpixel((10, 10)) == (255, 255, 255)
    assert image.getpixel((230, 220)) == (0, 0, 255)
    far = opened(excerpt(plan, 90_000_000, 90_000_000, 200_000, (40, 40)))
    assert far.getcolors() == [(1600, (255, 255, 255))]


def test_an_overview_fits_and_holds_the_whole_plan(plan: Pyramid) -> None:
    image = opened(overview(plan, (600, 600)))
    assert image.size == (600, 400)
    assert image.getpixel((3, 3)) == (0, 0, 255)
    x, y, extent = *MARK, plan.extent
    at = (x - extent.min_x) / extent.width, (y - extent.min_y) / extent.height
    assert image.getpixel((round(at[0] * 600), round(at[1] * 400)))[0] > 200  # type: ignore[index]


def test_an_overview_is_never_blown_up(plan: Pyramid) -> None:
    assert opened(overview(plan, (9000, 9000))).size == (3000, 2000)
