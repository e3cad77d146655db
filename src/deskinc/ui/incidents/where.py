"""Where it happened: the excerpt of the plan with the pin, or the way to pin it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from deskinc.forms.catalogue.evidence import PRECISIONS
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.incidents.excerpt import Excerpt, darkened, excerpt, plan_count
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.strip import WORDS

SIZE = QSize(196, 128)
PIN, RING = 20, 15
_PRECISE = {option.code: option.label for option in PRECISIONS}


class PlanPiece(QAbstractButton):
    """The excerpt; pressing it opens the plan."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Excerpt | None = None
        self.setFixedSize(SIZE)
        self.setAccessibleName(_("Open the plan"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_nothing(self) -> None:
        """Keep the room while it is being looked up."""
        self._shown = None
        self.setEnabled(False)
        self.setAccessibleName(_("Open the plan"))
        self.update()

    def show_excerpt(self, shown: Excerpt) -> None:
        """Show another piece of a plan."""
        self._shown = shown
        self.setEnabled(True)
        words = (_(WORDS[shown.severity]), shown.floor, _(_PRECISE[shown.precision]))
        said = ", ".join(word for word in words if word)
        self.setAccessibleName(_("Open the plan: {where}").format(where=said))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The plan, its edge, and the pin in its ring."""
        painter = QPainter(self)
        if self._shown is None:
            painter.fillRect(self.rect(), theme.color("rule"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._shown.image
        painter.drawImage(QPointF(0, 0), darkened(image) if theme.is_dark() else image)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        at = self._shown.at
        painter.setBrush(theme.color("raised"))
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawEllipse(at, RING, RING)
        corner = at - QPointF(PIN / 2, PIN / 2 + 1)
        icons.paint_severity(painter, self._shown.severity, corner, PIN, "raised")


class Where(QWidget):
    """The excerpt over its words, or one button."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = ""
        self.piece = PlanPiece()
        self.words = label("", "small", wrap=True)
        self.pin = Button(_("Pin it on the plan"), size="small", icon="map-pin")
        self.none = label("", "note", role="muted", wrap=True)
        self.piece.clicked.connect(lambda: session.go("plan", thread=self._thread))
        self.pin.clicked.connect(lambda: session.go("plan", pin=self._thread))
        foot = row(self.pin)
        foot.addStretch(1)
        layer = column(self.piece, self.words, self.none, gap=6)
        layer.addLayout(foot)
        self.setLayout(layer)
        self.setMinimumWidth(SIZE.width())
        self._wait()

    def _wait(self) -> None:
        """Another incident: neither its pin nor that it has none is known yet."""
        self.piece.show_nothing()
        self.words.setText("")
        for part, there in ((self.piece, True), (self.words, True), (self.pin, False),
                            (self.none, False)):  # fmt: skip
            part.setVisible(there)

    def show_incident(self, thread: str) -> None:
        """Look up the pin of another incident, or look again."""
        if thread != self._thread:
            self._wait()
        self._thread = thread
        office, ratio = self._session.office, self.devicePixelRatioF()

        def work() -> tuple[Excerpt | None, int]:
            return excerpt(office, thread, SIZE, ratio), plan_count(office)

        self._session.look(self, work, self._arrived(thread))

    def _arrived(self, thread: str) -> Callable[[tuple[Excerpt | None, int]], None]:
        def home(found: tuple[Excerpt | None, int]) -> None:
            if thread == self._thread:
                self._show(*found)

        return home

    def _show(self, shown: Excerpt | None, plans: int) -> None:
        self.piece.setVisible(shown is not None)
        self.words.setVisible(shown is not None)
        may = self._session.office.officer.may("pin")
        self.pin.setVisible(shown is None and plans > 0 and may)
        self.none.setVisible(shown is None and plans == 0)
        self.none.setText(_("This site has no plan yet."))
        if shown is not None:
            self.piece.show_excerpt(shown)
            precise = _(_PRECISE[shown.precision]).lower()
            self.words.setText(", ".join(part for part in (shown.floor, precise) if part))
        lay_out()
