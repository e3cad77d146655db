"""What a file is, by its first bytes; a name is never trusted."""

from typing import Final

_STARTS: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"%PDF-", "pdf"),
)
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)
_TEXT_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

MIME: Final = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
}


def kind(data: bytes) -> str | None:
    """Return ``jpeg``, ``png``, ``gif``, ``bmp``, ``webp``, ``heic``, ``pdf``, ``svg`` or None.

    ``svg`` says only that the text starts like XML; the parser decides.
    """
    for start, found in _STARTS:
        if data.startswith(start):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "heic"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "svg" if _is_markup(data[:1024]) else None


def _is_markup(start: bytes) -> bool:
    for mark, encoding in _TEXT_MARKS:
        if start.startswith(mark):
            text = start[len(mark) :].decode(encoding, "replace")
            return text.lstrip().startswith("<")
    return start.lstrip().startswith(b"<")


def whole_boxes(data: bytes) -> bool:
    """True when every top-level box of an ISO base media file (14496-12) ends inside the file."""
    offset = 0
    while offset < len(data):
        size = int.from_bytes(data[offset : offset + 4], "big")
        if size == 1:
            size = int.from_bytes(data[offset + 8 : offset + 16], "big")
        elif size == 0:
            return True
        if size < 8:
            return False
        offset += size
    return offset == len(data)
