"""The incident as one page of parts, one below the other, with anchors above them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskinc.desk.claims.claims import Claims
from deskinc.desk.claims.getting import wanted
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.notices import telling
from deskinc.forms.cells import split
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.cell import PAD
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.beside import Beside
from deskinc.ui.incidents.changes import Changes, standing
from deskinc.ui.incidents.claims.part import ClaimPart
from deskinc.ui.incidents.counts import of_records
from deskinc.ui.incidents.evidence.part import EvidencePart
from deskinc.ui.incidents.grid import line_up, place_of
from deskinc.ui.incidents.held import Held
from deskinc.ui.incidents.learning.part import LearningPart
from deskinc.ui.incidents.notified import Notified
from deskinc.ui.incidents.parts import ANCHORS, ASIDE, KEYS, PARTS, RUNNING, Part
from deskinc.ui.incidents.sight import Anchored, into_sight, scrolled
from deskinc.ui.incidents.tabs import Tabs
from deskinc.ui.incidents.telling import Telling
from deskinc.ui.incidents.timeline import Timeline
from deskinc.ui.incidents.where import Where
from deskinc.ui.parts import column, ground, hairline, label, row
from deskinc.ui.session import Session

WIDEST, WIDEST_WIDE, SIDE = 792, 1136, 316
"""Widest the parts grow, also in a wide window, and the width of the side column (pixels)."""


class Body(QWidget):
    """Anchors, parts, and beside them what is missing and what comes next."""

    line_wanted = Signal(int)
    grew = Signal()
    """Tab has more stops than before."""

    def __init__(self, session: Session, answers: Answers) -> None:
        super().__init__()
        self._session, self.answers = session, answers
        self._page: IncidentPage | None = None
        self._counting, self._narrow = True, False
        self._lists = lists_of(session.office, self._thread)
        self.tabs = Tabs([(p.key, _(p.word)) for p in ANCHORS], margin=theme.MARGIN, line=True)
        self.where = Where(session)
        self.timeline = Timeline()
        self.telling = Telling(session, self.timeline)
        self.evidence = EvidencePart(session)
        self.photos = self.evidence.photos
        self.changes, self.learning = Changes(), LearningPart(session)
        for held in (self.evidence, self.learning):
            held.counted.connect(self._count_records)
        self.notified, self.claims = Notified(), ClaimPart(session)
        self.beside = beside = Beside(session, answers, self._lists)
        self.checklist, self.running, self.known = beside.checklist, beside.running, beside.known
        self.missing, self.meter = beside.missing, beside.meter
        self.closed = label("", "note", role="muted", wrap=True)
        self.views: dict[str, FormView] = {
            part.key: FormView(
                answers, self._lists, part.sections,
                Manner(always=RUNNING, most=1 if part.key == "where" else 3),
            )
            for part in PARTS
            if part.sections
        }  # fmt: skip
        self._places: dict[str, QWidget] = {}
        self._held: dict[str, Held] = {
            "where": Held(self.where, lambda: [self.where.piece, self.where.pin]),
            "timeline": Held(self.timeline, lambda: [self.timeline]),
            "people": Held(self.closed), "told": Held(self.notified),
            "evidence": Held(self.evidence, self.evidence.stops),
            "claims": Held(self.claims, self.claims.stops),
            "review": Held(self.learning, self.learning.stops), "changes": Held(self.changes),
        }  # fmt: skip
        self._build()
        self._wire()

    def _wire(self) -> None:
        self.tabs.chosen.connect(self.scroll_to)
        self.tabs.entered.connect(self.enter)
        for key, keys in KEYS.items():
            QShortcut(QKeySequence(keys), self, partial(self.enter, key))
        self.timeline.line_wanted.connect(self.line_wanted)
        for part in (self.missing, self.meter, self.claims):
            part.wanted.connect(self.focus_field)
        self.claims.arrived.connect(self._claimed)
        self.answers.changed.connect(lambda _name: self._count())
        for view in self.all_views():
            view.grew.connect(self.grew)
        self.beside.moved.connect(self.grew)

    def _build(self) -> None:
        self._inside = column(gap=20)
        self._top = QHBoxLayout()
        self._top.setSpacing(0)
        for part in PARTS[:2]:
            place = self._places[part.key] = self._place_of(part)
            self._top.addWidget(place, 1 if part.key == "what" else 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(self._top)
        for part in (part for part in PARTS[2:] if part.key not in ASIDE):
            self._places[part.key] = self._place_of(part)
            self._inside.addWidget(self._places[part.key])
        self._places["checklist"] = self.checklist
        self._inside.addStretch(1)
        self._build_columns()

    def _build_columns(self) -> None:
        """The parts scroll in one column; checklist, calls, what is missing and next in another."""
        self._content = ground("surface", self._inside)
        across = row(self._content, gap=0)
        across.setStretch(0, WIDEST_WIDE)
        across.addStretch(1)
        self.parts = scrolled(ground("surface", across), _("Incident"))
        self._anchored = Anchored(self.tabs, self.parts, self._places)
        self._side_layer = column(self.beside)
        self._side_layer.addStretch(1)
        self.running.wanted.connect(self._show_widget)
        side = ground("surface", self._side_layer)
        self.side_scroll = scrolled(side, _("Checklist, what is missing, what is next"))
        self.side_scroll.setFixedWidth(SIDE)
        self._line = hairline(upright=True)
        layer = column(self.tabs)
        layer.addLayout(row(self.parts, self._line, self.side_scroll, gap=0), 1)
        self.setLayout(layer)
        self.parts.viewport().installEventFilter(self)
        self.set_size(narrow=False, wide=False)

    def _place_of(self, part: Part) -> QWidget:
        held = self._held.get(part.key)
        return place_of(part, held.widget if held is not None else None, self.views.get(part.key))

    def set_size(self, *, narrow: bool, wide: bool) -> None:
        """Narrow: the side column becomes a section of the page. Wide: more columns."""
        self._narrow = narrow
        self._content.setMaximumWidth(WIDEST_WIDE if wide else WIDEST)
        margin = theme.MARGIN_NARROW if narrow else theme.MARGIN
        self.tabs.set_margin(margin)
        self._inside.setContentsMargins(margin - PAD, 14, margin - PAD, 24)
        self._side_layer.setContentsMargins(16, 14, 16, 24)
        self._put_beside()
        self.side_scroll.setVisible(not narrow)
        self._line.setVisible(not narrow)
        self._line_up()

    def _put_beside(self) -> None:
        """In a narrow window what is to be done stands first as long as the incident runs."""
        runs = self._page is not None and self._page.incident.state == "open"
        if not self._narrow:
            self._side_layer.insertWidget(0, self.beside)
        elif self._inside.indexOf(self.beside) != (at := 0 if runs else 2):
            self._inside.insertWidget(at, self.beside)

    def _thread(self) -> str:
        return self._page.incident.thread if self._page is not None else ""

    def show_page(self, page: IncidentPage, *, fresh: bool) -> None:
        """Show an incident; ``fresh`` when it is another one than before.

        What is read on other threads comes last, since it takes turns with this one.
        """
        self._page = page
        office, thread = self._session.office, page.incident.thread
        if fresh:
            for view in self.all_views():
                view.shut_editors()
            self.parts.verticalScrollBar().setValue(0)
        self._put_beside()
        self.beside.show_page(page, fresh=fresh)
        self.notified.show_told(telling.told(office, thread), office.locale)
        self.closed.setText(page.closed)
        self.closed.setVisible(bool(page.closed))
        self.telling.show_page(page, fresh=fresh)
        self.where.show_incident(thread)
        self.evidence.show_page(page)
        self.learning.show_page(page)
        self.claims.show_incident(thread, page.incident.number)
        self._claimed(self.claims.shown)
        self._count()

    @contextmanager
    def counted_once(self) -> Iterator[None]:
        """Whatever changes within is counted once, at its end."""
        self._counting = False
        try:
            yield
        finally:
            self._counting = True
            self._count()

    def _claimed(self, found: Claims) -> None:
        """What was changed since a claim came in is told apart."""
        if self._page is not None:
            changes = standing(self._page.changes)
            self.changes.show_changes(changes, self._lists, found.since)
            self._count_records()

    def _count(self) -> None:
        if self._page is not None and self._counting:
            self.beside.show_answers(self._page, self.answers.values())
            self._count_records()

    def _count_records(self) -> None:
        page = self._page
        if page is None or not self._counting:
            return
        values = self.answers.values()
        self.claims.show_wanted(wanted(values, self.evidence.asked()))
        self.tabs.set_counts(of_records(page, values) | {
            "evidence": self.evidence.count(), "review": self.learning.count(),
            "checklist": self.checklist.said(), "claims": len(self.claims.shown.claims),
        })  # fmt: skip

    def all_views(self) -> list[FormView]:
        """Every view over the answers."""
        return [*self.views.values(), self.beside.next]

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        within = (stop for part in PARTS for stop in self._stops_of(part.key))
        return [*self.tabs.tabs.values(), *within, *self.beside.stops()]

    def _stops_of(self, key: str) -> list[QWidget]:
        """The controls of one part, its own pieces before its fields."""
        own = self._held[key].stops() if key in self._held else []
        return [*own, *(self.views[key].stops() if key in self.views else [])]

    def focus_field(self, name: str) -> None:
        """Open a field, wherever it stands, and bring it into sight."""
        if name == "photo":
            self.scroll_to("evidence")
            self.photos.add.setFocus(Qt.FocusReason.OtherFocusReason)
        for view in self.all_views():
            if view.focus_field(name):
                cell = view.cell(name)
                if cell is not None:
                    self._show_widget(cell)
                return

    def say(self, notes: Mapping[str, str]) -> bool:
        """Put notes beside their fields and go to the first; False if none belongs here."""
        first = [name for view in self.all_views() if (name := view.say(notes))]
        if first:
            order = [field.name for field in self.answers.form.fields()]
            self.focus_field(min(first, key=lambda name: order.index(split(name)[0])))
        return bool(first)

    def close_editors(self) -> None:
        """Back to plain values."""
        for view in self.all_views():
            view.close_editors()

    def first_field(self) -> None:
        """Put the focus on the first value."""
        cell = self.views["what"].cell("occurred")
        if cell is not None:
            cell.plain.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def scroll_to(self, key: str) -> None:
        """Bring a part to the top, or into sight where it stands beside the page."""
        if key in ASIDE:
            self._show_widget(self.checklist)
            return
        self._anchored.scroll_to(key)

    def enter(self, key: str) -> None:
        """Go to a part, and put the keyboard on the first thing in it."""
        self.scroll_to(key)
        for stop in self.checklist.stops() if key in ASIDE else self._stops_of(key):
            if stop.isVisibleTo(self) and stop.isEnabled():
                stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.tabs.tabs[key].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_widget(self, widget: QWidget) -> None:
        """Scroll once the editor has its height: all of it, or its top where it is too high."""
        area = self.parts if self.parts.isAncestorOf(widget) else self.side_scroll
        QTimer.singleShot(0, widget, partial(into_sight, area, widget))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width has room for other columns."""
        if event.type() == QEvent.Type.Resize and watched is self.parts.viewport():
            self._line_up()
        return False

    def _line_up(self) -> None:
        """One grid for all parts: *where* stands in its last column, or under *what*."""
        wide = min(self.parts.viewport().width(), self._content.maximumWidth())
        line_up(self.views, self._top, wide, self._inside.contentsMargins())
