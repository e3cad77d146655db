"""Drawing plans in this process: what the child does, step by step."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from deskinc import paths
from deskinc.intake import draw, pyramid
from deskinc.intake.unfit import Unfit


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw vectors small: the sizes are tested elsewhere."""
    monkeypatch.setattr(draw, "DRAWN", 600)


def levels(found: tuple[dict[str, Any], list[bytes]]) -> list[tuple[int, int]]:
    read = pyramid.of_bytes(found[1][0])
    return [(level.width, level.height) for level in read.levels]


def pdf(*, password: str = "") -> bytes:
    import pikepdf

    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page(page_size=(300, 150))
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=encryption)
    return out.getvalue()


def test_vectors_are_drawn_to_the_size_chosen(svg: Callable[..., bytes]) -> None:
    assert levels(draw.draw(svg("<rect/>", 'viewBox="0 0 20 9.99"'), 0)) == [(600, 300), (300, 150)]
    assert levels(draw.draw(pdf(), 0)) == [(600, 300), (300, 150)]


def test_pictures_keep_their_own_pixels(picture: Callable[..., bytes]) -> None:
    for kind, mode in (("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("JPEG", "CMYK")):
        assert levels(draw.draw(picture((70, 30), kind, mode), 0)) == [(70, 30)]


@pytest.mark.parametrize("fonts", [True, False])
def test_labels_need_no_fonts_of_this_machine(
    svg: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Any, fonts: bool
) -> None:
    if not fonts:
        monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    _, (data,) = draw.draw(svg('<text x="20" y="60" font-size="50">Lobby</text>'), 0)
    tile = Image.open(io.BytesIO(pyramid.of_bytes(data).tile(1, 0, 0)))
    assert (tile.convert("L").getextrema()[0] < 100) is fonts  # type: ignore[operator]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("kind", b"text"),
        ("kind", b"GIF89a"),
        ("undecodable", b"%PDF-1.7 nothing"),
        ("encrypted", pdf(password="secret")),
        ("size", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0.0001 1"/>'),
    ],
)
def test_what_cannot_be_drawn_says_why(code: str, data: bytes) -> None:
    with pytest.raises(Unfit, match=code):
        draw.draw(data, 0)


def test_pages_are_counted_from_nought() -> None:
    with pytest.raises(Unfit, match="page"):
        draw.draw(pdf(), 1)
