"""Laying out at once, so that the first picture of a page is the one that stays."""

from PySide6.QtCore import QCoreApplication, QEvent


def lay_out() -> None:
    """Let every layout that waits for its turn have it now.

    Heights that hang on widths (wrapped words, lists as high as their rows) make a layout ask the
    one around it again; each turn is an event, and a picture may come between two of them.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
