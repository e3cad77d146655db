"""What is said beside the words while a line is written: spelling, remarks, nudges.

All is worked out in a pause of the typing from what stands in the line, is shown, and is kept
nowhere. What was sent away stays away until the line is posted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from deskinc.desk.incidents.nudges import Nudge, near
from deskinc.desk.lines.familiar import familiar, named
from deskinc.desk.words.lint import Remark, remarks, sign
from deskinc.desk.words.spelling import misspelt, words_of
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.book.late import LatePart
from deskinc.ui.book.misspelt import mark, marked
from deskinc.ui.book.part import Part
from deskinc.ui.book.wordrow import KEY, WordRow

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

PAUSE_MS = 600


class WordsPart(Part):
    """Reads along with the entry line; silent while a late line asks why or a field is at fault."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self._session, self._entry = page.session, page.entry
        self._known: frozenset[str] = frozenset()
        self._knows = False
        self._names: frozenset[str] = frozenset()
        self._quiet: frozenset[str] = frozenset()
        self._shown = ""
        self._asked: tuple[str, str] = ("", "")
        self._nudges: tuple[Nudge, ...] = ()
        self.beside = WordRow(page.entry)
        self.beside.setParent(page)
        self.beside.sent_away.connect(self.send_away)
        self.beside.give_way_to(page.entry.note)
        self._pause = QTimer(page, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.read_along)
        page.poster.late.connect(lambda *_why: self.beside.say(""))
        self._session.recorded.connect(self._forget)
        self._session.officer_changed.connect(self._forget)
        self._session.locked.connect(self.fall_silent)
        self._session.looks_changed.connect(self._recolour)

    def actions_offered(self) -> tuple[Action, ...]:
        """The key that sends away what is said; without effect while nothing is."""
        return (
            Action("remark", _("Send away what is said beside the line"), KEY, "eye", _("Book"),
                   self.send_away, act="write_occurrence"),
        )  # fmt: skip

    def edited(self, _words: str) -> None:
        """Wait for a pause; with the next line all that was sent away may be said again."""
        if self._nothing_written():
            self._quiet = frozenset()
            self._asked, self._nudges = ("", ""), ()
            self.fall_silent()
        else:
            self._pause.start()

    def show_role(self, *, writes: bool) -> None:
        """Who may not write is told nothing."""
        if not writes:
            self.fall_silent()

    def send_away(self) -> None:
        """Say this no more while this line is written."""
        if self.beside.words():
            self._quiet |= {self._shown}
            self._say()

    def fall_silent(self) -> None:
        """Nothing is said, nothing is marked."""
        self._pause.stop()
        self.beside.say("")
        mark(self._entry.text, ())

    def read_along(self) -> None:
        """Mark and say what there is to the line as it stands."""
        if self._session.is_closed:
            return
        if self._entry.type.popup_open() or self._entry.place.popup_open():
            self._pause.start()
        elif not self._knows:
            office = self._session.office
            self._session.look(self.page, lambda: familiar(office), self._know)
        else:
            self._mark()
            self._ask_book()
            self._say()

    def _nothing_written(self) -> bool:
        return self._entry.is_empty() and not self._entry.place.text()

    def _forget(self, *_what: object) -> None:
        self._knows, self._names = False, frozenset()
        self._asked = ("", "")

    def _know(self, known: frozenset[str]) -> None:
        self._known, self._knows = known, True
        if not self._nothing_written():
            self.read_along()

    def _mark(self) -> None:
        site, text = self._session.office.site, self._entry.text
        words = words_of(site.language) if site.spelling else None
        if words is None:
            mark(text, ())
            return
        said = text.words()
        cursor = _characters(said, text.textCursor().position())
        found = misspelt(said, words, self._known, cursor=cursor)
        mark(text, found)
        self._ask_names({said[start:end] for start, end in found if said[start].isupper()})

    def _recolour(self) -> None:
        if marked(self._entry.text):
            self._mark()

    def _ask_names(self, words: set[str]) -> None:
        """What begins a sentence may be a name that the book knows."""
        asked = frozenset(words) - self._names
        self._names |= asked
        office = self._session.office

        def home(found: frozenset[str]) -> None:
            if found:
                self._known |= found
                self.read_along()

        if asked:
            self._session.look(self.page, lambda: named(office, asked), home)

    def _ask_book(self) -> None:
        office, asked = self._session.office, (self._entry.place.text(), self._entry.type.id())
        if asked == self._asked:
            return
        self._asked, self._nudges = asked, ()

        def home(found: tuple[Nudge, ...]) -> None:
            if asked == self._asked:
                self._nudges = found
                self._say()

        if asked[0].strip():
            self._session.look(self.page, lambda: near(office, *asked), home)

    def _say(self) -> None:
        found, nudge = self._remarks(), self._nudge()
        if self._is_silent() or not (found or nudge):
            self.beside.say("")
        elif found:
            said, remark = self._entry.text.words(), found[0]
            self._shown = sign(said, remark)
            about = said[remark.start : remark.end]
            words = _("“{words}”: {why}").format(words=about, why=_(remark.why))
            if len(found) > 1:
                words = _("1 of {count}: {words}").format(count=len(found), words=words)
            self.beside.say(words)
        elif nudge:
            self._shown = nudge.words
            self.beside.say(nudge.words, nudge.icon)

    def _is_silent(self) -> bool:
        late = (part.reasons for part in self.page.parts if isinstance(part, LatePart))
        return bool(self._entry.note.text()) or any(reasons.waiting() for reasons in late)

    def _remarks(self) -> tuple[Remark, ...]:
        site = self._session.office.site
        words = words_of(site.language)
        if not site.lint or words is None:
            return ()
        return remarks(self._entry.text.words(), self._quiet, self._known, words.has)

    def _nudge(self) -> Nudge | None:
        return next((one for one in self._nudges if one.words not in self._quiet), None)


def _characters(text: str, units: int) -> int:
    """A position of Qt, which counts in UTF-16, as one in the text."""
    return len(
        text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace")
    )
