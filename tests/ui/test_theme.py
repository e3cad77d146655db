"""The look: every pair of colours keeps its contrast, the sheet knows its roles, figures stand."""

import os
import re

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from deskinc.paths import resources
from deskinc.ui import theme
from deskinc.ui.palette_table import ROLES, SIGN_PAIRS, TEXT_PAIRS, contrast

LIGHT, DARK = 0, 1
CLAIMS = {
    ("ink", "surface"): (17.1, 12.7), ("muted", "selection"): (5.2, 4.69),
    ("accent", "window"): (6.8, 8.4), ("accent_ink", "accent_fill"): (7.8, 5.1),
    ("late", "selection"): (4.84, 5.5), ("struck", "selection"): (4.81, 4.58),
    ("ok", "window"): (5.7, 8.9), ("fault_ink", "fault_fill"): (7.2, 4.84),
    ("low", "selection"): (4.95, 5.1), ("high", "high_soft"): (5.3, 6.6),
    ("critical", "critical_soft"): (6.0, 7.0), ("edge", "window"): (3.13, 4.18),
    ("focus", "selection"): (6.04, 5.16), ("accent_fill", "raised"): (7.84, 3.08),
    ("critical_fill", "surface"): (6.97, 3.61), ("muted", "window"): (5.8, 7.6),
}  # fmt: skip


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_text_keeps_4_5_to_1_on_every_ground_it_may_stand_on(scheme: int) -> None:
    for role, grounds in TEXT_PAIRS.items():
        for ground in grounds:
            ratio = contrast(ROLES[role][scheme], ROLES[ground][scheme])
            assert ratio >= 4.5, (role, ground, ratio)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_borders_rings_and_shapes_keep_3_to_1(scheme: int) -> None:
    for role, grounds in SIGN_PAIRS.items():
        for ground in grounds:
            ratio = contrast(ROLES[role][scheme], ROLES[ground][scheme])
            assert ratio >= 3, (role, ground, ratio)


@pytest.mark.parametrize(("pair", "claimed"), CLAIMS.items())
def test_the_measured_contrasts_are_as_written_down(
    pair: tuple[str, str], claimed: tuple[float, float]
) -> None:
    for scheme in (LIGHT, DARK):
        found = contrast(ROLES[pair[0]][scheme], ROLES[pair[1]][scheme])
        assert found == pytest.approx(claimed[scheme], abs=0.06)


def test_every_role_is_a_colour_in_both_schemes() -> None:
    for pair in ROLES.values():
        assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in pair)


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_is_filled_from_the_table(dark: bool) -> None:
    sheet = theme.style_sheet(dark)
    assert "@" not in sheet
    assert ROLES["selection"][dark] in sheet


def test_the_style_sheet_sets_no_font() -> None:
    template = (resources() / "style.qss").read_text(encoding="utf-8")
    assert not re.search(r"font(-\w+)?\s*:", template)


def test_the_signs_of_the_style_sheet_have_the_colours_of_the_table() -> None:
    for at, scheme in enumerate(("light", "dark")):
        for name, role in (("tick-on", "accent"), ("tick-off", "edge"), ("down", "muted")):
            drawn = (resources() / "icons" / scheme / f"{name}.svg").read_text(encoding="utf-8")
            assert ROLES[role][at] in drawn


def test_applying_a_scheme_changes_palette_and_colours(light: QApplication) -> None:
    theme.apply(light, "dark")
    assert theme.is_dark()
    assert theme.color("surface").name().upper() == ROLES["surface"][DARK]
    assert light.palette().color(QPalette.ColorRole.Window).name().upper() == ROLES["window"][DARK]
    theme.apply(light, "light")
    assert theme.color("surface").name().upper() == ROLES["surface"][LIGHT]


def test_figures_are_of_one_width_and_the_typeface_is_the_bundled_one(qapp: QApplication) -> None:
    for weight in (400, 500, 600):
        made = theme.font("text", weight)
        assert QFontInfo(made).family() == "Inter"
        assert QFontInfo(made).weight() == weight
        metrics = QFontMetricsF(made)
        assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("00:00")


def test_words_with_a_hyphen_are_set_without_its_tabular_width(qapp: QApplication) -> None:
    tabular = QFontMetricsF(theme.font("text")).horizontalAdvance("check-call")
    words = QFontMetricsF(theme.font_for("check-call", "text")).horizontalAdvance("check-call")
    assert words < tabular


def test_the_scale_is_given_to_qt_before_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    theme.scale_before_start(150)
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.color("mauve")
