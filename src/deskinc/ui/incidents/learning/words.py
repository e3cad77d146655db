"""What was learned, as rows of a list."""

from datetime import datetime

from deskinc.desk.learning.lessons import DEBRIEF, MEASURE, Lesson
from deskinc.forms.catalogue import learning
from deskinc.forms.fields import moment_of
from deskinc.i18n import Locale, _
from deskinc.ui.delegates import Row

ICONS = {"open": "circle", "done": "check", "checked": "check-check", "dropped": "ban",
         "known": "search", "ended": "check-check"}  # fmt: skip
_STATES = {one.code: one.label for one in (*learning.MEASURE_STATES, *learning.PROBLEM_STATES)}


def state_word(one: Lesson, now: datetime) -> str:
    """The word of its state, as ``Open`` or ``Overdue``."""
    return _("Overdue") if one.is_overdue(now) else _(_STATES.get(one.state, one.state))


def row_of(one: Lesson, now: datetime, locale: Locale, *, about: bool) -> Row:
    """A row; ``about`` says too what it is about."""
    if one.form == DEBRIEF:
        held = moment_of(one.values.get("held"))
        when = locale.short_date(held) if held else ""
        first = one.text("root_causes") or one.text("not_worked")
        return Row(one.thread, _("Gone through together"), first, when, icon="eye")
    if one.form == MEASURE:
        parts = [state_word(one, now), _owner(one), one.number if about else ""]
        due = locale.short_date(one.due) if one.due else ""
        late = one.is_overdue(now) or (one.left and one.state == "open")
        role = "fault" if late else "muted"
        return Row(
            one.thread, one.text("what"), _joined(parts), due, icon="clipboard-list",
            icon_role=role, right_role=role,
        )  # fmt: skip
    parts = [state_word(one, now), one.number, one.text("cause")]
    return Row(one.thread, one.text("title"), _joined(parts), icon="repeat")


def _owner(one: Lesson) -> str:
    name = one.text("owner")
    return _("{name} (no longer here)").format(name=name) if one.left else name


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
