"""Reading a paper back: its words as one line of text."""

import io

from pypdfium2 import PdfDocument


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = PdfDocument(io.BytesIO(pdf))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    """Every word of a paper, in reading order."""
    return " ".join(pages_of(pdf))
