"""The colours: one table, role → (light, dark), and the pairs that may be used together.

Everything that is painted takes its colour from here by role. :data:`PAIRS` names, for each role
of text or sign, the grounds it may stand on; a test recomputes the WCAG 2.2 contrast of each.
"""

from types import MappingProxyType
from typing import Final

ROLES: Final = MappingProxyType({
    "window": ("#ECEFEF", "#111315"),
    "surface": ("#FAFBFA", "#171A1C"),
    "raised": ("#FFFFFF", "#202427"),
    "hover": ("#F0F3F3", "#1E2224"),
    "ink": ("#15191B", "#DADCD7"),
    "muted": ("#545D62", "#9FA7A8"),
    "line": ("#DADFDF", "#2B3033"),
    "rule": ("#E6E9E9", "#222629"),
    "edge": ("#7F888C", "#70797C"),
    "accent": ("#0A5878", "#6FB7D6"),
    "accent_fill": ("#0A5878", "#2C7696"),
    "accent_hover": ("#084660", "#256580"),
    "accent_ink": ("#FFFFFF", "#FFFFFF"),
    "accent_soft": ("#E0EDF2", "#1A303A"),
    "focus": ("#0A5878", "#6FB7D6"),
    "selection": ("#D3E5ED", "#1F3D4B"),
    "late": ("#825800", "#D9AE52"),
    "late_soft": ("#FBF1D9", "#2E2715"),
    "struck": ("#596267", "#9DA5A7"),
    "stub": ("#0A5878", "#6FB7D6"),
    "ok": ("#1C6A3B", "#7CC294"),
    "ok_soft": ("#E3F1E7", "#17291D"),
    "pending": ("#825800", "#D9AE52"),
    "pending_soft": ("#FBF1D9", "#2E2715"),
    "fault": ("#AE1029", "#FF8E8B"),
    "fault_fill": ("#AE1029", "#CE3A4D"),
    "fault_ink": ("#FFFFFF", "#FFFFFF"),
    "fault_soft": ("#FBE6E7", "#391B1F"),
    "disabled": ("#9AA2A5", "#5D6568"),
    "low": ("#566069", "#A4AEB4"),
    "low_soft": ("#EBEEF0", "#24292C"),
    "medium": ("#825800", "#D9AE52"),
    "medium_soft": ("#FBF1D9", "#2E2715"),
    "high": ("#A63F08", "#F2945A"),
    "high_soft": ("#FCE8DC", "#352115"),
    "critical": ("#AE1029", "#FF8E8B"),
    "critical_soft": ("#FBE6E7", "#391B1F"),
    "critical_fill": ("#AE1029", "#CE3A4D"),
    "critical_ink": ("#FFFFFF", "#FFFFFF"),
})  # fmt: skip
"""Role → (light, dark) as ``#RRGGBB``."""

_PAGE = ("window", "surface", "raised")

TEXT_PAIRS: Final = MappingProxyType({
    "ink": (*_PAGE, "hover", "selection", "accent_soft", "low_soft", "medium_soft", "high_soft",
            "critical_soft", "pending_soft", "ok_soft", "fault_soft"),
    "muted": (*_PAGE, "hover", "selection", "accent_soft", "high_soft", "critical_soft",
              "pending_soft", "ok_soft", "fault_soft"),
    "accent": (*_PAGE, "accent_soft", "selection", "pending_soft", "ok_soft", "fault_soft"),
    "accent_ink": ("accent_fill", "accent_hover"),
    "late": (*_PAGE, "selection", "late_soft"),
    "pending": (*_PAGE, "selection", "pending_soft"),
    "struck": ("surface", "raised", "selection"),
    "stub": ("surface", "raised", "selection"),
    "ok": (*_PAGE, "ok_soft", "selection"),
    "fault": (*_PAGE, "fault_soft", "selection"),
    "fault_ink": ("fault_fill",),
    "low": (*_PAGE, "selection", "low_soft"),
    "medium": (*_PAGE, "selection", "medium_soft"),
    "high": (*_PAGE, "selection", "high_soft"),
    "critical": (*_PAGE, "selection", "critical_soft"),
    "critical_ink": ("critical_fill",),
})  # fmt: skip
"""Text role → grounds it may stand on; each at least 4.5 : 1."""

SIGN_PAIRS: Final = MappingProxyType({
    "accent_fill": _PAGE,
    "edge": _PAGE,
    "focus": (*_PAGE, "selection"),
    "critical_fill": ("surface", "raised"),
})  # fmt: skip
"""Border, ring or shape → grounds it may stand on; each at least 3 : 1."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` after WCAG 2.2, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours after WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
