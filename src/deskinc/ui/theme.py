"""The look at run time: which scheme is on, its colours and fonts, its palette and style sheet.

Pages ask :func:`color` and :func:`font` and set dynamic properties; they never call
``setStyleSheet``. :func:`apply` is the only place that does, on the QApplication.
"""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from deskinc.paths import resources
from deskinc.ui import fonts, style
from deskinc.ui.palette_table import ROLES

Scheme = Literal["system", "light", "dark"]

GAP: Final = MappingProxyType({"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 20, "xxl": 24})
"""Steps of space in logical pixels."""
MARGIN: Final = 24
"""Left and right margin of a page, logical pixels; :data:`MARGIN_NARROW` when narrow."""
MARGIN_NARROW: Final = 16
NARROW: Final = 1100
"""Below this width (logical pixels) the window is narrow."""
WIDE: Final = 1560
LOW: Final = 520
RADIUS: Final = 6
RADIUS_POPUP: Final = 8
BAR: Final = 3
"""Width of the bar that marks a chosen, current or unfinished thing."""

font = fonts.font
font_for = fonts.font_for

_DARK = "deskinc_dark"
_GROUPS: Final = MappingProxyType({
    "window": ("Window",),
    "ink": ("WindowText", "Text", "ButtonText", "ToolTipText", "HighlightedText"),
    "raised": ("Base", "Button", "ToolTipBase"),
    "surface": ("AlternateBase",),
    "muted": ("PlaceholderText",),
    "rule": ("Midlight",),
    "line": ("Light",),
    "edge": ("Mid", "Dark"),
    "selection": ("Highlight",),
    "accent": ("Accent", "Link", "LinkVisited"),
    "fault": ("BrightText",),
})  # fmt: skip


def line_height(step: str) -> int:
    """Height of a line of the type scale ``step``, logical pixels."""
    return fonts.SIZES[step].line


def is_dark() -> bool:
    """Whether the dark scheme is on."""
    app = QApplication.instance()
    return bool(app and app.property(_DARK))


@cache
def _colours(dark: bool) -> Mapping[str, QColor]:
    return MappingProxyType({role: QColor(pair[dark]) for role, pair in ROLES.items()})


def colors() -> Mapping[str, QColor]:
    """All colours of the scheme that is on, by role; for painters that need many."""
    return _colours(is_dark())


def color(role: str) -> QColor:
    """The colour of ``role`` in the scheme that is on; KeyError for an unknown role."""
    return _colours(is_dark())[role]


def palette(dark: bool) -> QPalette:
    """The QPalette of a scheme."""
    made = QPalette()
    colours = _colours(dark)
    for role, names in _GROUPS.items():
        for name in names:
            made.setColor(QPalette.ColorRole[name], colours[role])
    for name in ("WindowText", "Text", "ButtonText", "HighlightedText"):
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[name], colours["disabled"])
    return made


def style_sheet(dark: bool) -> str:
    """The one style sheet with the colours of a scheme; ValueError for an unknown role in it."""
    template = (resources() / "style.qss").read_text(encoding="utf-8")
    names = {role: pair[dark] for role, pair in ROLES.items()}
    names["scheme"] = "dark" if dark else "light"

    def value(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise ValueError(f"style.qss names no such role: {match[1]}")
        return names[match[1]]

    return re.sub(r"@(\w+)@", value, template)


def wants_dark(scheme: Scheme) -> bool:
    """Whether ``scheme`` comes out dark on this machine now."""
    if scheme == "system":
        return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return scheme == "dark"


def apply(app: QApplication, scheme: Scheme) -> None:
    """Put the look of ``scheme`` on the whole program, now."""
    dark = wants_dark(scheme)
    app.setProperty(_DARK, dark)
    app.setPalette(palette(dark))
    sheet = style_sheet(dark)
    if sheet != app.styleSheet():
        app.setStyleSheet(sheet)


def start(app: QApplication, scheme: Scheme = "system") -> None:
    """Give a new QApplication the typeface, Fusion and ``scheme``."""
    QDir.setSearchPaths("icons", [str(resources() / "icons")])
    fonts.load()
    app.setStyle(style.DeskStyle())
    alt = style.AltKey(app)
    app.focusWindowChanged.connect(alt.watch)
    app.setFont(QFont(font("base", tabular=False)))
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo):
        app.setEffectEnabled(effect, False)
    apply(app, scheme)


def follow_system(app: QApplication, chosen: Callable[[], Scheme]) -> None:
    """Put the system's colours on again when they change, while ``chosen`` is ``system``."""
    QApplication.styleHints().colorSchemeChanged.connect(
        lambda _scheme: apply(app, "system") if chosen() == "system" else None
    )


def scale_before_start(percent: int) -> None:
    """Set Qt's scale factor (100 to 200 %); only before the QApplication is made."""
    if percent != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{min(200, max(100, percent)) / 100:g}")
