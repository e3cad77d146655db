"""What can be erased, one tick each: where it stands, what it says, and what to know about it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from deskinc.desk.erasure.erasure_search import Target
from deskinc.i18n import Locale, _
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import column, hairline, label, row

MOST = 200
"""Ticks shown at once."""


class Tick(QWidget):
    """One target: a tick, where and what field, the words, and a note."""

    def __init__(self, target: Target, locale: Locale) -> None:
        super().__init__()
        self.target = target
        self.box = QCheckBox()
        name = f"{target.where} · {target.label}"
        self.box.setAccessibleName(f"{name}: {target.excerpt}")
        self.box.setEnabled(not target.held)
        head = row(label(name, weight=600), gap=12)
        head.addStretch(1)
        head.addWidget(label(locale.date(target.written, weekday=False), "note", role="muted"))
        words = column(gap=2)
        words.addLayout(head)
        words.addWidget(label(target.excerpt, "note", role="muted", wrap=True))
        self.note = label(_said(target), "note", role="pending", wrap=True)
        self.note.setVisible(bool(self.note.text()))
        words.addWidget(self.note)
        across = row(gap=10, margins=(0, 8, 0, 8))
        across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addLayout(across)
        layer.addWidget(hairline("rule"))


def _said(target: Target) -> str:
    if target.held:
        return target.held
    if target.standing:
        return _(
            "These words still stand in the book. First write them anew without the person, as a "
            "correction; then erase the old ones here."
        )
    return ""


class Ticks(QWidget):
    """A list of them; ``changed`` when one is set or taken away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.all = QCheckBox(_("Tick a&ll"))
        self.more = Fault()
        self._ticks: list[Tick] = []
        self._inside = column()
        layer = column(self.all, gap=4)
        layer.addLayout(self._inside)
        layer.addWidget(self.more)
        self.setLayout(layer)
        self.all.clicked.connect(self._set_all)

    def show_targets(self, targets: Sequence[Target], locale: Locale, *, ticked: bool) -> None:
        """Show other targets; those held cannot be ticked."""
        for tick in self._ticks:
            self._inside.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = [Tick(target, locale) for target in targets[:MOST]]
        for tick in self._ticks:
            tick.box.setChecked(ticked and tick.box.isEnabled())
            tick.box.toggled.connect(self._changed)
            self._inside.addWidget(tick)
        self.more.say(
            _("Only the newest {count} are shown. Erase these, then search again.").format(
                count=MOST
            )
            if len(targets) > MOST
            else ""
        )
        self.setVisible(bool(targets))
        self._changed()

    def chosen(self) -> list[Target]:
        """What is ticked."""
        return [tick.target for tick in self._ticks if tick.box.isChecked()]

    def boxes(self) -> Iterable[QCheckBox]:
        """The ticks, from above."""
        return [tick.box for tick in self._ticks]

    def _set_all(self, on: bool) -> None:
        for tick in self._ticks:
            tick.box.setChecked(on and tick.box.isEnabled())

    def _changed(self) -> None:
        free = [tick.box for tick in self._ticks if tick.box.isEnabled()]
        self.all.setEnabled(bool(free))
        self.all.setChecked(bool(free) and all(box.isChecked() for box in free))
        self.changed.emit()
