"""Pictures and plans made on the spot for the intake tests."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


def picture(
    size: tuple[int, int], kind: str = "PNG", mode: str = "RGB", **options: object
) -> bytes:
    """A picture file whose left half is red and right half blue (dark and light in grey)."""
    image = Image.new(mode, size, 255 if mode == "L" else "blue")
    image.paste(40 if mode == "L" else "red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_chunks(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG file of the given (type, data) chunks, whatever they are."""
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def png_bomb(side: int) -> bytes:
    """A small PNG file of ``side`` × ``side`` one-bit pixels, all black."""
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return png_chunks((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))


@pytest.fixture
def svg() -> Callable[..., bytes]:
    """Make an SVG of ``body`` with root ``attributes``."""

    def make(body: str = "", attributes: str = 'viewBox="0 0 200 100"') -> bytes:
        return SVG.format(attributes, body).encode()

    return make


@pytest.fixture(name="picture")
def picture_fixture() -> Callable[..., bytes]:
    """Make a two-coloured picture file."""
    return picture


@pytest.fixture(name="png_bomb")
def png_bomb_fixture() -> Callable[[int], bytes]:
    """Make a PNG bomb."""
    return png_bomb


@pytest.fixture(name="png_chunks")
def png_chunks_fixture() -> Callable[..., bytes]:
    """Make a PNG of chosen chunks."""
    return png_chunks
