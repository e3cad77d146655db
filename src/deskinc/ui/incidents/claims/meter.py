"""Claim-ready: what insurers and authorities will ask, and what can still be asked on the spot."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListView, QWidget

from deskinc.forms.catalogue import current
from deskinc.forms.claims import ready as readiness
from deskinc.forms.claims.questions import Question
from deskinc.forms.claims.ready import Ready
from deskinc.forms.claims.regimes import Duty, duties
from deskinc.forms.fields import Value
from deskinc.forms.moments import passed
from deskinc.i18n import Locale, _
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.incidents.missing import HIGH, JumpDelegate
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

FRESH = timedelta(hours=12)
"""So long whoever was there may still be."""
MOST = 6
"""Questions in sight at once; the rest behind the button."""


class Meter(QWidget):
    """One line, and below it what can be asked now; what else is open on a click."""

    wanted = Signal(str)
    """The field of a question."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._whole = False
        self.ready = Ready()
        self.count = label("", "text", role="muted", tabular=True)
        self.duty = label("", "note", role="pending", wrap=True)
        self.duty.setContentsMargins(8, 0, 8, 4)
        self.now = label(_("Ask now, while they are here"), "small", role="muted")
        self.now.setContentsMargins(8, 0, 8, 0)
        self._rows = RowsModel(self)
        self.view: QListView = make_list(_("Claim-ready"), self._rows)
        self.view.setItemDelegate(JumpDelegate(self.view))
        self.more = Button("", "text", size="small", pressed=self._unfold)
        head = row(label(_("Claim-ready"), "text", 600), self.count, gap=6, margins=(8, 0, 8, 4))
        head.addStretch(1)
        head.addWidget(self.more)
        layer = column()
        layer.addLayout(head)
        for part in (self.duty, self.now, self.view):
            layer.addWidget(part)
        self.setLayout(layer)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.hide()

    def fold(self) -> None:
        """Another incident: only what can be asked now is in sight."""
        self._whole = False

    def show_values(
        self, values: Mapping[str, Value], *, since: datetime, photos: bool, closed: bool
    ) -> None:
        """Measure what is known; ``since`` is when it was opened."""
        site, now = self._session.office.site, self._session.now()
        known = {*(["photo"] if photos else ()), *(["policy"] if site.policy else ())}
        asking = readiness.askers(site.country, site.reports_under)
        fresh = passed(since, now) < FRESH
        self.ready = readiness.ready(values, asking, known=known, fresh=fresh, closed=closed)
        due = () if closed else duties(values, site.reports_under)
        words = [
            duty_words(each, site.reports_under, now, self._session.office.locale) for each in due
        ]
        self.duty.setText("\n".join(words))
        self.duty.setVisible(bool(words))
        self._show()

    def names(self) -> list[str]:
        """The labels of the rows in sight."""
        found = [self._rows.row_at(self._rows.index(i, 0)) for i in range(self._rows.rowCount())]
        return [each.title for each in found if each is not None]

    def _show(self) -> None:
        found = self.ready
        done, all_ = len(found.asked) - len(found.left), len(found.asked)
        words = _("{done} of {all}").format(done=done, all=all_)
        self.count.setText(words)
        self.count.setAccessibleName(words)
        shown = found.left if self._whole else found.now[:MOST]
        rest = len(found.left) - len(shown)
        self._rows.set_rows([
            Row(readiness.goes_to(one), question_words(one)) for one in shown
        ])  # fmt: skip
        self.now.setVisible(bool(shown) and not self._whole)
        self.view.setVisible(bool(shown))
        self.view.setFixedHeight(HIGH * len(shown) + 1)
        less = self._whole and bool(shown)
        self.more.setText(_("Less") if less else _("{count} more").format(count=rest))
        self.more.setVisible(less or rest > 0)
        self.setVisible(all_ > 0)

    def _unfold(self) -> None:
        self._whole = not self._whole
        self._show()

    def _go(self, index: QModelIndex) -> None:
        shown = self._rows.row_at(index)
        if shown is not None:
            self.wanted.emit(str(shown.key))


def question_words(question: Question) -> str:
    """What is asked, in words."""
    if question.label:
        return _(question.label)
    head, _slash, column_ = question.fields[0].partition("/")
    field = current("incident").field(f"{head}/0/{column_}" if column_ else head)
    return _(field.label)


def duty_words(duty: Duty, regime: str, now: datetime, locale: Locale) -> str:
    """``RIDDOR, check: a specified injury. Report at once …, until 2 Dec, in 9 days.``."""
    words = _("{regime}, check: {why}. {what}.").format(
        regime=regime, why=_(duty.why), what=_(duty.what)
    )
    if duty.until is None:
        return words
    until = locale.local(duty.until)
    day = locale.short_date(until)
    limit = day if duty.by_day else f"{day}, {locale.time(until)}"
    return f"{words} {_left(limit, until, now, by_day=duty.by_day)}"


def _left(limit: str, until: datetime, now: datetime, *, by_day: bool) -> str:
    if until < now:
        return _("That was {limit}.").format(limit=limit)
    left = passed(now, until)
    hours = int(left.total_seconds() // 3600)
    span = _("{count} days").format(count=(until.date() - now.date()).days)
    if not by_day:
        span = _("{count} h").format(count=hours)
    return _("Until {limit}, in {span}.").format(limit=limit, span=span)


def rows_of(ready: Ready) -> Sequence[tuple[str, str]]:
    """Field and words of all that is not answered yet."""
    return [(readiness.goes_to(one), question_words(one)) for one in ready.left]
