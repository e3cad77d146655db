"""A head, what it is about, and a foot, with a hairline between."""

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from deskinc.ui.parts import hairline


def banded(owner: QWidget, head: QLayout, middle: QWidget, foot: QLayout) -> None:
    """Lay ``owner`` out so; the middle takes all the room there is."""
    layer = QVBoxLayout(owner)
    layer.setContentsMargins(0, 0, 0, 0)
    layer.setSpacing(0)
    layer.addLayout(head)
    layer.addWidget(hairline())
    layer.addWidget(middle, 1)
    layer.addWidget(hairline())
    layer.addLayout(foot)
