"""Labels as long as in German: each message in a language that only says how much room it needs.

Short labels grow most: *Save* is *Speichern*, *Book* is *Wachbuch*, and compounds do not break.
"""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from deskinc import i18n
from deskinc.ui.oneline import OneLine

GROWS: Final = ((6, 2.0), (12, 1.7), (30, 1.5), (80, 1.35))
"""Up to how many letters a message becomes how many times as long; longer ones by ``REST``."""
REST: Final = 1.25
TAIL: Final = "ungsverzeichniseinstellungenstand"
WORD: Final = re.compile(r"(\{[^}]*\}|%[A-Za-z]|&?[A-Za-z]{3,})")
KEYS: Final = frozenset({"Ctrl", "Alt", "Enter", "Esc", "Tab", "Space", "UTC", "INC"})


def long(words: str) -> str:
    """``words`` with its own words grown at their ends; what is filled in stays as it is."""
    factor = next((by for most, by in GROWS if len(words) <= most), REST)
    return WORD.sub(lambda found: _grown(found.group(), factor), words)


def _grown(word: str, factor: float) -> str:
    bare = word.removeprefix("&")
    if word[0] in "{%" or bare in KEYS:
        return word
    more = round(len(bare) * (factor - 1))
    return word + (TAIL * (more // len(TAIL) + 1))[:more]


class German(gettext.NullTranslations):
    """A catalogue that knows every message."""

    def gettext(self, message: str) -> str:
        """The message, longer."""
        return long(message)


def speak() -> None:
    """Say everything at German length from now on, whatever the site's language is."""
    i18n._catalogue = German()
    i18n.use = _stay


def _stay(language: str, folder: Path) -> None:
    """The site's language counts for nothing: neither it nor its catalogue is asked."""
    assert language
    assert folder


def cut(window: QWidget) -> Iterator[str]:
    """The words on screen that are cut with nothing to say so: no …, no tool tip, no other row."""
    for part in window.findChildren(QWidget):
        if isinstance(part, QLabel):
            words = "" if part.wordWrap() or isinstance(part, OneLine) else part.text()
        else:
            words = part.text() if isinstance(part, QAbstractButton) else ""
        if not words or not part.isVisible() or part.visibleRegion().isEmpty():
            continue
        needs = part.sizeHint().width()
        if part.width() < needs and not part.toolTip():
            yield f"{type(part).__name__} “{words}” has {part.width()} of {needs}"
