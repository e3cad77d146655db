"""Kinds by content."""

from collections.abc import Callable

import pytest

from deskinc.intake import sniff


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"BM....", "bmp"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypmp42", None),
        (b"%PDF-1.7", "pdf"),
        (b"\r\n junk %PDF-1.4", "pdf"),
        (b"  \n<?xml", "svg"),
        (b"\xef\xbb\xbf<svg", "svg"),
        ("\ufeff<svg".encode("utf-16-le"), "svg"),
        ("\ufeff<svg".encode("utf-16-be"), "svg"),
        (b"PK\x03\x04", None),
        (b"\x1f\x8b", None),
        (b"floor plan", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(start: bytes, kind: str | None) -> None:
    assert sniff.kind(start) == kind


def box(size: int, name: bytes, body: bytes) -> bytes:
    return size.to_bytes(4, "big") + name + body


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (box(12, b"ftyp", b"heic"), True),
        (box(12, b"ftyp", b"hei"), False),
        (box(12, b"ftyp", b"heic") + box(0, b"mdat", b"to the end"), True),
        (box(1, b"mdat", (20).to_bytes(8, "big") + b"1234"), True),
        (box(1, b"mdat", (21).to_bytes(8, "big") + b"1234"), False),
        (box(4, b"mdat", b""), False),
    ],
)
def test_a_box_that_is_cut_short_is_noticed(data: bytes, whole: bool) -> None:
    assert sniff.whole_boxes(data) is whole


def test_every_kind_has_its_mime_type(picture: Callable[..., bytes]) -> None:
    assert sniff.MIME[str(sniff.kind(picture((4, 4))))] == "image/png"
