"""The window: top bar, rail, strip, banners and the stack of pages.

The window knows no page: it is given page specs, makes each page when it is first shown, and
collects the actions of all of them for the palette and the key sheet.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from deskinc.desk.office import Person, note_access
from deskinc.desk.people import writers
from deskinc.i18n import _
from deskinc.ui import screenlock
from deskinc.ui.actions import Action, bind
from deskinc.ui.banner import Banners, ClockLine, DoubtLine, PeopleLine, RedBar
from deskinc.ui.bombcall.keeper import BombCalls
from deskinc.ui.closing import ask_to_close, leave, seals_first, shift_is_open
from deskinc.ui.drafting import put_aside
from deskinc.ui.duekeeper import DueKeeper
from deskinc.ui.emergency import Notes
from deskinc.ui.evacuation.keeper import Evacuations
from deskinc.ui.everywhere import everywhere
from deskinc.ui.idle import Idle
from deskinc.ui.keysheet import KeySheet
from deskinc.ui.labelled import Passphrase
from deskinc.ui.lessonkeeper import LessonKeeper
from deskinc.ui.menu import officer_menu
from deskinc.ui.nightly import NightCheck
from deskinc.ui.notifying import Notifier
from deskinc.ui.offering import allowed, enable, offered, renew
from deskinc.ui.oneread import OneRead
from deskinc.ui.page import Page, PageSpec, measure
from deskinc.ui.palette import Palette
from deskinc.ui.papers.pin import PinAsker
from deskinc.ui.parts import column, row
from deskinc.ui.rail import Rail
from deskinc.ui.returned import ReturnedLine
from deskinc.ui.ring import Ring
from deskinc.ui.seals.certifier import Certifier
from deskinc.ui.seals.dialog import PaperSealDialog
from deskinc.ui.seals.keeper import Keeper
from deskinc.ui.seals.stamper import Stamper
from deskinc.ui.session import Session
from deskinc.ui.shift.delivering import delivery_actions
from deskinc.ui.shift.due import DueLine
from deskinc.ui.shift.ticking import tick_actions, tick_next
from deskinc.ui.strip import ActiveStrip
from deskinc.ui.topbar import TopBar
from deskinc.ui.watch import WatchDialog, step_words, watch_button
from deskinc.ui.wayback import Place, WayBack, back_action
from deskinc.ui.whats_on import On, read
from deskinc.ui.writer import writer_actions


class MainWindow(QMainWindow):
    """The one window of a signed-in session."""

    closed = Signal()
    """The window is gone: the app may close the office."""
    passed = Signal()
    """The session is closed, the office open in another name: a window of other roles is due."""
    left = Signal(bool)
    """The session is closed, the app closes the office: for somebody else, or (True) to restore."""

    def __init__(
        self, session: Session, specs: Sequence[PageSpec], lock_page: Callable[[Session], QWidget]
    ) -> None:
        super().__init__()
        self.session = session
        self.every = {spec.key: spec for spec in specs}
        self.specs = allowed(session.office.officer, self.every)
        self.pages: dict[str, Page] = {}
        self._asides: dict[str, str] = {}
        self._lock_page = lock_page
        self.idle, self.screen_lock = Idle(self), screenlock.ears()
        self._may_close = False
        self._read = OneRead(session, self)
        self.way = WayBack()
        self.setWindowTitle(_("{site} – deskinc").format(site=session.office.site.name))
        self.setMinimumSize(640, 400)
        self.resize(1280, 800)
        self._build()
        self._actions = self._own_actions()
        for action in self._actions:
            enable(session.office.officer, bind(self.shell, action))
        self._wire()
        self.night = NightCheck(session, self.idle.seconds, self)
        geometry = session.prefs.geometry()
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.show_page(next(iter(self.specs)))

    def sizeHint(self) -> QSize:
        """The size that the layout is drawn for."""
        return QSize(1280, 800)

    def _build(self) -> None:
        self.red = RedBar()
        self.top = TopBar(self.session)
        self.rail = Rail()
        for spec in self.every.values():
            self.rail.add_page(spec.key, spec.icon, _(spec.word))
            self.rail.item(spec.key).setVisible(spec.key in self.specs)
        self.strip = ActiveStrip()
        self.banners = Banners()
        self.people = PeopleLine(lambda: self.session.go("settings", part="people"))
        self.doubts = DoubtLine()
        self.keeper, self.stamper = Keeper(self.session), Stamper(self.session)
        self.notifier, self.lessons = Notifier(self.session), LessonKeeper(self.session)
        self.certifier, self.pins = Certifier(self.session), PinAsker(self.session, self)
        self.calls = BombCalls(self.session, self)
        self.evacuations = Evacuations(self.session, self)
        self.notes, self.dues = Notes(self.session, self), DueKeeper(self.session)
        self.due_line = DueLine(self.session, lambda: tick_next(self, self.session))
        self.returned = ReturnedLine(self.session)
        self.clock = ClockLine(watch_button(self, self.session))
        self.stack = QStackedWidget()
        self.shell = self._shell()
        self.layers = QStackedWidget()
        self.layers.addWidget(self.shell)
        self.setCentralWidget(self.layers)
        self.palette_box = Palette(self.shell, self.session, self.all_actions)
        self.keys_box = KeySheet(
            self.shell, lambda: self.session.office.officer, self.all_actions, self._actions_here
        )
        self.rail.add_hint(_("Bomb call"), "F9").clicked.connect(self.calls.open)
        self.rail.add_hint(_("Find"), "Ctrl+K").clicked.connect(self.palette_box.open)
        self.rail.add_hint(_("Keys"), "F1").clicked.connect(self.keys_box.open)
        self.ring = Ring()

    def _shell(self) -> QWidget:
        above = (self.strip, self.due_line, self.returned, self.doubts, self.clock)
        side = column(*above, self.people, self.banners)
        side.addWidget(self.stack, 1)
        across = row(self.rail, gap=0)
        across.addLayout(side, 1)
        down = column(self.red, self.top)
        down.addLayout(across, 1)
        made = QWidget()
        made.setLayout(down)
        return made

    def _wire(self) -> None:
        session = self.session
        self.rail.chosen.connect(self.show_page)
        self.strip.opened.connect(self._open_active)
        session.wanted.connect(self._want)
        session.said.connect(self.banners.show_notice)
        session.ticked.connect(self._tick)
        session.recorded.connect(lambda _records: self.refresh())
        session.health_changed.connect(self._show_health)
        for changed in (session.officer_changed, session.roles_changed):
            changed.connect(lambda: renew(self))
        session.locked.connect(self._show_lock)
        session.unlocked.connect(self._hide_lock)
        session.change_wanted.connect(lambda: self._leave(_("signed out")))
        session.passed_on.connect(self._pass_on)
        session.restore_wanted.connect(
            lambda: self._leave(_("to restore the book"), restoring=True)
        )
        self.top.set_menu(officer_menu(self, session, self._actions))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.ring.follow)
            app.styleHints().colorSchemeChanged.connect(self._system_colours)
        self._show_health(session.health)
        self.refresh()

    def _own_actions(self) -> list[Action]:
        own = everywhere(
            self.session, self.every.values(), find=self.palette_box.open,
            keys=self.keys_box.open, step=self._step, show=self.show_page,
            watch=lambda: WatchDialog(self, self.session).open(),
            paper=lambda: PaperSealDialog(self, self.session).open(),
        )  # fmt: skip
        session = self.session
        offered = (writer_actions, tick_actions, delivery_actions)
        own.append(back_action(lambda: self._go(self.way.back())))
        own += [action for offers in offered for action in offers(self, session)]
        for offers in (self.calls, self.evacuations):
            own += offers.actions_offered()
        return [*own, *self.returned.actions_offered()]

    def all_actions(self) -> list[Action]:
        """The window's actions and those of every page; makes the pages that are still to come."""
        pages = [self.page(key) for key in self.specs]
        known = [*self._actions, *(a for page in pages for a in page.actions_offered())]
        return offered(self.session.office.officer, known)

    def _actions_here(self) -> Sequence[Action]:
        return self.page(self.current_key()).actions_offered()

    def page(self, key: str) -> Page:
        """The page of that key, made now if it was never shown."""
        if key not in self.pages:
            page = self.specs[key].make(self.session)
            self.pages[key] = page
            self.stack.addWidget(page)
            page.aside.connect(partial(self._put_aside, key))
            page.set_size(**measure(self.size()))
            for action in page.actions_offered():
                enable(self.session.office.officer, bind(page, action))
        return self.pages[key]

    def show_page(self, key: str) -> None:
        """Show a page and put the cursor where it belongs."""
        page = self.page(key)
        self.rail.set_current(key)
        self.stack.setCurrentWidget(page)
        self.strip.set_aside(self._asides.get(key, ""))
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_aside(self, key: str, words: str) -> None:
        """What a page has no room for stands in the strip as long as that page is shown."""
        self._asides[key] = words
        if self.stack.currentWidget() is self.pages[key]:
            self.strip.set_aside(words)

    def current_key(self) -> str:
        """The key of the page on screen."""
        current = self.stack.currentWidget()
        return next(key for key, page in self.pages.items() if page is current)

    def refresh(self) -> None:
        """Read again what strip, rail and top bar tell of the book."""
        self.top.refresh()
        session, specs = self.session, tuple(self.specs.values())
        self._read.look("on", lambda: read(session, specs), self._show_on)

    def _show_on(self, on: On) -> None:
        self.strip.show_items(on.active, self.session.now())
        self.top.show_shift(on.shift)
        for key, count in on.counts.items():
            self.rail.item(key).set_count(count)

    def _want(self, key: str, what: dict[str, object]) -> None:
        if key in self.specs:
            here = self.current_key()
            self.way.leave(here, self.page(here), (key, what))
            self._go((key, what))

    def _go(self, place: Place | None) -> None:
        if place is not None and place[0] in self.specs:
            self.show_page(place[0])
            self.page(place[0]).show_what(place[1])

    def _open_active(self, thread: str) -> None:
        self.session.go("incidents", **({"thread": thread} if thread else {}))

    def _system_colours(self, _scheme: object) -> None:
        self.session.looks_changed.emit()

    def _step(self, by: int) -> None:
        keys = list(self.specs)
        self.show_page(keys[(keys.index(self.current_key()) + by) % len(keys)])

    def _show_health(self, _health: object) -> None:
        self.red.show_health(self.session.health)
        may_enrol = self.session.office.officer.may("enrol")
        self.people.show_health(self.session.health, may_enrol=may_enrol)
        self.doubts.show_health(self.session.health)
        self.clock.show_step(step_words(self.session))

    def _tick(self, _now: object) -> None:
        self.strip.show_time(self.session.now())
        minutes = self.session.office.site.idle_minutes
        long = minutes and self.idle.seconds() > minutes * 60
        screenlock.tell(self.screen_lock, self.session)
        if self.screen_lock.took() or long:
            self.session.lock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where a limit of width or height was passed."""
        super().resizeEvent(event)
        size = measure(self.size())
        narrow, low = size["narrow"], size["low"]
        self.top.set_size(narrow=narrow, low=low)
        self.rail.set_size(narrow=narrow, low=low)
        self.strip.set_size(narrow=narrow, low=low)
        for page in self.pages.values():
            page.set_size(**size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted closes the newest banner."""
        if event.key() != Qt.Key.Key_Escape or not self.banners.close_last():
            super().keyPressEvent(event)

    def _show_lock(self) -> None:
        for typed in self.shell.findChildren(Passphrase):
            typed.forget()
        for dialog in self.findChildren(QDialog):
            put_aside(dialog)
        self.palette_box.hide()
        self.keys_box.hide()
        page = self._lock_page(self.session)
        self.layers.addWidget(page)
        self.layers.setCurrentWidget(page)
        page.setFocus()

    def _hide_lock(self) -> None:
        page = self.layers.currentWidget()
        self.idle.touch()
        self.layers.setCurrentWidget(self.shell)
        if page is not None and page is not self.shell:
            self.layers.removeWidget(page)
            page.deleteLater()
        self.show_page(self.current_key())

    def _leave(self, why: str, *, restoring: bool = False) -> None:
        """Keep what is typed and make room at the door; nobody is signed off."""

        def left() -> None:
            note_access(self.session.office, "window_closed", why)
            self.left.emit(restoring)

        leave(self, self.session, left)

    def _pass_on(self, person: Person, by_pin: bool) -> None:
        """Keep what is typed and let another window stand here: the newcomer has other roles."""

        def gone() -> None:
            writers.take(self.session.office, person, by_pin=by_pin)
            self.passed.emit()

        leave(self, self.session, gone)

    def close_now(self) -> None:
        """Close without asking again."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while a shift is open; otherwise keep the place and go."""
        if self.session.is_closed:
            event.accept()
        elif seals_first(self, self.session, self.close):
            event.ignore()
        elif not self._may_close and shift_is_open(self.session.office):
            event.ignore()
            ask_to_close(self, self.session, self.close_now)
        else:
            event.accept()
            leave(self, self.session, self.closed.emit)
