"""Setting a pin: from the crosshair in the middle to the record in the book."""

from PySide6.QtCore import QObject, QPointF, Signal

from deskinc.desk.incidents import plans
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.office import Saved
from deskinc.errors import DeskError
from deskinc.ui.plan.aim import PRECISIONS, WIDER
from deskinc.ui.plan.marks import short
from deskinc.ui.plan.pinbar import PinBar
from deskinc.ui.plan.view import PlanView
from deskinc.ui.session import Session

FIRST_RADIUS = 0.05
"""Share of the plan's width that an "about" circle starts with."""
LEAST, MOST = 0.005, 0.5


class Pinning(QObject):
    """One act at a time: :meth:`begin`, then the pin is set or left."""

    saved = Signal(str)
    """The incident whose pin is in the book."""
    ended = Signal()

    def __init__(self, session: Session, view: PlanView, bar: PinBar) -> None:
        super().__init__(view)
        self._session, self._view, self._bar = session, view, bar
        self._aim = view.plan_scene.aim
        self.incident: Incident | None = None
        for source in (view, bar):
            source.known.connect(self.set_known)
            source.leave_wanted.connect(self.end)
        view.set_wanted.connect(self.set)
        view.page_step.connect(self._step)
        bar.wider.connect(self._step)
        bar.set_wanted.connect(lambda: self.set(self._aim.pos()))

    def begin(self, incident: Incident, words: str) -> None:
        """Aim for ``incident``: where its pin stands already, otherwise in the middle."""
        self.incident = incident
        self._aim.severity = incident.severity
        self._bar.begin(incident.severity, f"{short(incident.number)} {words}")
        self._view.plan_scene.move_pin(incident.thread)
        self.on_this_floor()
        self._aim.show()
        self._view.show_cursor()
        self._view.setFocus()

    def on_this_floor(self) -> None:
        """Put the crosshair on the floor that is shown now."""
        if self.incident is None:
            return
        pin = self._view.plan_scene.pin_of(self.incident.thread)
        self._aim.set_known(pin.precision if pin else "exact", self._radius(pin))
        if pin is not None and pin.precision != "unknown":
            self._view.aim_at(QPointF(pin.x / 1000, pin.y / 1000))
            self._view.bring(self._aim.pos())
        else:
            self._view.aim_at(self._view.middle())
        self._show_known()

    def _radius(self, pin: plans.Pin | None) -> float:
        if pin is not None and pin.radius:
            return pin.radius / 1000
        return self._view.plan_scene.paper().width() * FIRST_RADIUS

    def set_known(self, at: int) -> None:
        """Choose one of the four precisions."""
        self._aim.set_known(PRECISIONS[at][0], self._aim.radius)
        self._show_known()

    def _step(self, by: int) -> None:
        """A wider or narrower circle."""
        if self.incident is None or not self._aim.has_radius():
            return
        wide = self._view.plan_scene.paper().width()
        radius = min(max(self._aim.radius * WIDER**by, wide * LEAST), wide * MOST)
        self._aim.set_known(self._aim.precision, radius)
        self._show_known()

    def _show_known(self) -> None:
        wide = self._view.plan_scene.paper().width()
        self._bar.show_known(self._aim, max(1, round(100 * self._aim.radius / wide)))

    def set(self, point: QPointF) -> None:
        """Write the pin at ``point`` (the plan's middle where the place is not known)."""
        sheet = self._view.plan_scene.sheet
        if self.incident is None or sheet is None:
            return
        self._view.aim_at(point)
        aim = self._aim
        at = self._view.plan_scene.paper().center() if aim.precision == "unknown" else aim.pos()
        radius = round(aim.radius * 1000) if aim.has_radius() else 0
        thread = self.incident.thread
        try:
            future = plans.pin(
                self._session.office, thread, sheet.plan.thread,
                round(at.x() * 1000), round(at.y() * 1000), aim.precision, radius,
            )  # fmt: skip
        except DeskError as error:
            self._session.fail(error)
            return

        def done(_saved: Saved) -> None:
            self.saved.emit(thread)

        self._session.watch(self, future, done)
        self.end()

    def end(self) -> None:
        """Aim no more."""
        self.incident = None
        self._view.plan_scene.move_pin("")
        self._aim.hide()
        self._bar.hide()
        self._view.show_cursor()
        self._view.setFocus()
        self.ended.emit()
