"""Laying out at once, so that the first picture of a page is the one that stays."""

from PySide6.QtCore import QCoreApplication, QEvent

ROUNDS = 16
"""More than layouts stand in one another: each round passes a new height one layout outwards."""


def lay_out() -> None:
    """Let every layout that waits for its turn have it now, and those around it after it.

    Heights that hang on widths (wrapped words, lists as high as their rows) make a layout ask the
    one around it again. Qt answers such a question in the next round of events, and may paint
    before that: parts cut in half, or one over the other.
    """
    for _round in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
