"""Copies that are missing, old or on the book’s own disk are amber, each with what to do (D24)."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskinc.desk.copies.backup_amber import OLD, amber
from deskinc.desk.copies.backups import Standing
from deskinc.i18n import Locale

LOCALE = Locale("en-GB", "Europe/London")
NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Europe/London"))
GOOD = Standing(Path("/stick"), answers=True, last=NOW - timedelta(hours=6))


def test_a_fresh_backup_on_another_disk_is_not_amber() -> None:
    assert amber(NOW, GOOD, LOCALE) == ()
    assert amber(NOW, replace(GOOD, last=NOW - OLD + timedelta(minutes=1)), LOCALE) == ()


@pytest.mark.parametrize(
    ("stands", "words", "todo"),
    [
        (Standing(), "No backup of the book is made yet", "Choose a folder"),
        (replace(GOOD, answers=False), "/stick, does not answer", "Connect its disk"),
        (replace(GOOD, last=NOW - OLD), "Friday 20 November 2026, 21:00", "stays open"),
        (replace(GOOD, last=None), "no verified backup", "stays open"),
        (replace(GOOD, last=NOW + timedelta(days=3)), "Wednesday 25 November", "stays open"),
        (replace(GOOD, failed="The disk is full. Free some."), "03:00", "Free some"),
    ],
)
def test_each_want_is_one_sentence_with_what_to_do(stands: Standing, words: str, todo: str) -> None:
    (said,) = amber(NOW, stands, LOCALE)
    assert words in said
    assert todo in said


def test_who_may_not_choose_a_folder_is_told_whom_to_ask() -> None:
    for stands in (Standing(), replace(GOOD, answers=False)):
        (said,) = amber(NOW, stands, LOCALE, may=False)
        assert "a shift lead or an administrator" in said
        assert "another folder" not in said


def test_why_none_could_be_made_by_itself_is_said() -> None:
    (said,) = amber(NOW, GOOD, LOCALE, "The disk of the backups is full. Free some space.")
    assert said.endswith("The disk of the backups is full. Free some space.")


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ({"mirror"}, "The mirror lies on the same disk"),
        ({"backups"}, "The backups lie on the same disk"),
        ({"mirror", "backups"}, "Mirror and backups lie on the same disk"),
    ],
)
def test_d24_a_copy_on_the_books_own_disk_stays_amber(near: set[str], words: str) -> None:
    (said,) = amber(NOW, replace(GOOD, near=frozenset(near)), LOCALE)
    assert said.startswith(words)
    assert ("Back up to another disk" if "backups" in near else "Only the backups are left") in said
