"""The mark of a reprint, laid on the sheets that go to the printer; the signed file has none."""

from io import BytesIO

import pikepdf

from deskinc.reports.document import Paper
from deskinc.reports.sheet import Sheet
from deskinc.reports.text import lines

_SIZE, _LOW, _STEP = 8.5, 18.0, 10.5
"""Size of the words, how far above the lower edge the last row stands, and from row to row."""


def marked(pdf: bytes, words: str) -> bytes:
    """The paper with ``words`` at the foot of every page; what it was signed with holds no more."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            left, low, right, high = (float(edge) for edge in page.mediabox)
            mark = pikepdf.open(BytesIO(_mark(words, Paper("", right - left, high - low))))
            page.add_overlay(mark.pages[0], pikepdf.Rectangle(left, low, right, high))
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def _mark(words: str, paper: Paper) -> bytes:
    target = BytesIO()
    sheet = Sheet(target, paper)
    rows = lines(words, "strong", _SIZE, paper.width - 2 * sheet.left)
    with sheet.marked(None):
        for at, words_of_row in enumerate(rows, 1):
            sheet.write(words_of_row, sheet.left, _LOW + (len(rows) - at) * _STEP, _SIZE, "ink")
    sheet.showPage()
    sheet.save()
    return target.getvalue()
