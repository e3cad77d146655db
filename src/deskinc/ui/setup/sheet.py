"""Step 7: the recovery sheet, 24 words copied by hand or printed, three of them asked back."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks, theme
from deskinc.ui.labelled import Labelled, line, wrong
from deskinc.ui.parts import Button, kind_of, label
from deskinc.ui.printing import has_printer, print_text
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import FIELD, Step

COLUMNS = 4
ROW = 40


class WordsSheet(QWidget):
    """The numbered words, column by column; painted, so that nothing can be copied from it."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Recovery words"))

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show them; an empty tuple hides."""
        self._words = words
        spoken = ", ".join(f"{at} {word}" for at, word in enumerate(words, 1))
        self.setAccessibleDescription(spoken)
        self.setFixedHeight(ROW * self._rows() + 1)
        self.update()

    def _rows(self) -> int:
        return -(-len(self._words) // COLUMNS) or 1

    def sizeHint(self) -> QSize:
        """Wide enough for four columns."""
        return QSize(560, ROW * self._rows() + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Number in muted, word in bold, a rule under each."""
        painter = QPainter(self)
        width = self.width() // COLUMNS
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, word in enumerate(self._words):
            left, top = at // self._rows() * width, at % self._rows() * ROW
            painter.fillRect(left, top + ROW - 1, width - 16, 1, theme.color("rule"))
            painter.setFont(theme.font("note"))
            painter.setPen(theme.color("muted"))
            number = QRect(left, top, 22, ROW)
            painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(at + 1))
            painter.setFont(theme.font("text", 600))
            painter.setPen(theme.color("ink"))
            painter.drawText(QRect(left + 32, top, width - 40, ROW), middle, word)
        if self.hasFocus():
            painter.fillRect(0, 0, 3, self.height(), theme.color("focus"))


class SheetStep(Step):
    """First the words, then three asked back; the words are hidden while they are asked."""

    word = N_("Recovery sheet")

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft, _("Recovery sheet"), "")
        self._asked: tuple[int, ...] = ()
        self.words = WordsSheet()
        self.print = Button(_("&Print"), icon="printer", pressed=self._print)
        self.said = label("", "note", role="muted", wrap=True)
        self.fields = [line(limit=16, height=FIELD) for _word in range(3)]
        self.rows = [Labelled("", field) for field in self.fields]
        self.pages = QStackedWidget()
        self.pages.addWidget(self._shown_page())
        self.pages.addWidget(self._asking_page())
        self.body.addWidget(self.pages)
        self.print.hide()

    def _shown_page(self) -> QWidget:
        made = QWidget()
        layer = QVBoxLayout(made)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(self.words)
        layer.addSpacing(20)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.print)
        across.addWidget(self.said, 1)
        layer.addLayout(across)
        layer.addStretch(1)
        return made

    def _asking_page(self) -> QWidget:
        made = QWidget()
        layer = QVBoxLayout(made)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(20)
        for asked in self.rows:
            asked.setMaximumWidth(280)
            layer.addWidget(asked)
        layer.addStretch(1)
        return made

    def enter(self) -> None:
        """Draw the words once; another visit shows the same."""
        if not self.draft.words:
            from deskinc.desk.setup import recovery_words

            self.draft.words = recovery_words()
        tasks.run(self, has_printer, self.print.setVisible, lambda _error: None, lane="look")
        self._show_words()

    def _show_words(self) -> None:
        self.words.show_words(self.draft.words)
        self.pages.setCurrentIndex(0)
        self.intro.setText(
            _(
                "Copy these 24 words by hand, in order. They open book and mirror: from them "
                "the book can be built again. Whoever finds them can read the book: "
                "lock them away."
            )
        )
        self.said.setText(_("They are kept nowhere: no file, no picture, no clipboard."))
        kind_of(self.said, role="muted")
        self.changed.emit()

    def _ask(self) -> None:
        from deskinc.desk.setup import asked

        self._asked = asked(self.draft.words)
        self.words.show_words(())
        for at, field, row in zip(self._asked, self.fields, self.rows, strict=True):
            field.clear()
            row.say("")
            row.caption.setText(_("Word {number}").format(number=at + 1))
        self.pages.setCurrentIndex(1)
        self.intro.setText(_("Read these three words from your sheet."))
        self.changed.emit()
        self.fields[0].setFocus()

    def _print(self) -> None:
        text = sheet_text(self.draft.site, self.draft.words)
        tasks.run(self, lambda: print_text(text), self._printed, self._not_printed)

    def _printed(self, _nothing: None) -> None:
        self.said.setText(_("Sent to the printer. Check that every word can be read."))

    def _not_printed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        self.said.setText(str(error))
        kind_of(self.said, role="fault")

    def leave(self) -> None:
        """Ask three words back; go on once they are right."""
        if self.pages.currentIndex() == 0:
            self._ask()
            return
        for at, field, row in zip(self._asked, self.fields, self.rows, strict=True):
            typed = field.text().strip().casefold()
            if not typed and not field.hasFocus():  # Enter leads from one to the next
                field.setFocus()
                return
            here = _("That is not the word on the sheet. Esc shows the words again.")
            if wrong(row, "" if typed == self.draft.words[at] else here):
                field.selectAll()
                return
        self.draft.copied = True
        for field in self.fields:
            field.clear()
        self.passed.emit()

    def back(self) -> bool:
        """From the questions back to the words."""
        if self.pages.currentIndex() == 0:
            return False
        self._show_words()
        self.words.setFocus()
        return True

    def verb(self) -> str:
        """The words are asked back before the next step."""
        return _("I have copied them") if self.pages.currentIndex() == 0 else ""

    def first_focus(self) -> QWidget:
        """The words."""
        return self.words


def sheet_text(site: str, words: Sequence[str]) -> str:
    """The sheet as plain text: what it opens, the numbered words, where it belongs."""
    half = len(words) // 2
    rows = [
        f"    {at + 1:>2}  {words[at]:<16}{at + 1 + half:>2}  {words[at + half]}"
        for at in range(half)
    ]
    keep = _(
        "These words open the book and its mirror; from them the book can be built again.\n"
        "Keep this sheet in the safe."
    )
    return "\n\n".join([f"{_('Recovery sheet')}: {site}", *rows, keep]) + "\n"
