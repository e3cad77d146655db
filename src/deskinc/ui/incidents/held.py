"""What stands in a part of an incident's page over its fields."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget


class Held(NamedTuple):
    """A piece of the page, and the controls of it that Tab visits, in order."""

    widget: QWidget
    stops: Callable[[], list[QWidget]] = list
