"""The editor of a time: takes ``2131``, ``-10m``, ``21:31 yesterday``, and says what it read."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from deskinc.forms.fields import FieldError, Moment, Raw, moment_of, parse_moment
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.forms.editor import Editor
from deskinc.ui.forms.lists import Lists
from deskinc.ui.parts import column


def read(words: str, precision: str, now: datetime) -> datetime:
    """The moment that was typed; a day alone where the field is exact to the day."""
    if precision == "day":
        try:
            return parse_moment(f"00:00 {words}", now)
        except FieldError as error:
            raise FieldError(
                _("“{text}” is no day. Write 2026-11-22 or yesterday.").format(text=words.strip())
            ) from error
    return parse_moment(words, now)


def typed(moment: datetime, precision: str, now: datetime) -> str:
    """The shortest words that are read as ``moment`` again."""
    local = moment.astimezone(now.tzinfo)
    day = f"{local:%Y-%m-%d}"
    if precision == "day":
        return day
    clock = f"{local:%H:%M:%S}" if precision == "s" else f"{local:%H:%M}"
    for words in (clock, f"{clock} yesterday"):
        if parse_moment(words, now) == local:
            return words
    return f"{clock} {day}"


class MomentEditor(Editor):
    """One line in which a time is typed as the desk types times."""

    def __init__(self, field: Moment, lists: Lists) -> None:
        super().__init__(field)
        self._precision = field.precision
        self._lists = lists
        self._typed: Raw = None
        self.line = QLineEdit()
        self.line.setFont(theme.font("base"))
        self.setLayout(column(self.line))
        self.line.textEdited.connect(self._edited)

    def inner(self) -> QWidget:
        """The control that takes the focus."""
        return self.line

    def read(self) -> Raw:
        """The answer that the control holds; a time as it was read when it was typed."""
        return self._typed

    def _edited(self, words: str) -> None:
        self._typed = self._parsed(words)
        self.touch()

    def _parsed(self, words: str) -> Raw:
        if not words.strip():
            return None
        try:
            moment = read(words, self._precision, self._lists.now())
        except FieldError:
            return {"typed": words}
        return {"t": moment.isoformat(timespec="seconds"), "p": self._precision}

    def put(self, answer: Raw) -> None:
        """Bring an answer into the control."""
        moment = moment_of(answer)
        if moment is not None:
            precision = answer.get("p", self._precision)
            self.line.setText(typed(moment, precision, self._lists.now()))
        else:
            words = answer.get("typed", "") if isinstance(answer, dict) else ""
            self.line.setText(str(words))

    def faults(self) -> dict[str, str]:
        """What cannot be read."""
        answer = self.answer()
        if not isinstance(answer, dict) or "typed" not in answer:
            return {}
        try:
            read(str(answer["typed"]), self._precision, self._lists.now())
        except FieldError as error:
            return {"": error.what}
        return {}

    def say(self) -> str:
        """How it was understood."""
        moment = moment_of(self.answer())
        if moment is None:
            if self._precision == "day":
                return _("2026-11-22, yesterday")
            return _("2131, -10m, 21:31 yesterday")
        local = self._lists.locale.local(moment)
        day = self._lists.locale.date(local)
        if self._precision == "day":
            return day
        clock = self._lists.locale.clock(local, seconds=self._precision == "s")
        return f"{clock}, {day}"
