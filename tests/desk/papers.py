"""Reading a paper back: its words as one line of text."""

import io

from pypdfium2 import PdfDocument


def words_of(pdf: bytes) -> str:
    """Every word of a paper, in reading order."""
    document = PdfDocument(io.BytesIO(pdf))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())
