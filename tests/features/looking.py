"""What the window says of the office in which every question was answered."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from tests.features.filling import Filled, bare
from tests.ui.conftest import LockedScreen, let_close

from deskinc.desk.evidence import exhibits, statements
from deskinc.desk.learning import lessons
from deskinc.forms.fields import Field, Value, show
from deskinc.ui import tasks
from deskinc.ui.forms import kinds
from deskinc.ui.forms.editor import KeptEditor
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.incidents.cards.carddialog import CardDialog
from deskinc.ui.incidents.evidence import acts
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.prefs import Prefs
from deskinc.ui.session import Session


@dataclass
class Seen:
    """The window, its words, and of each form the fields that opened and took the focus."""

    window: MainWindow
    lists: Lists
    words: str = ""
    reached: set[tuple[str, str]] = field(default_factory=set)

    def says(self, one: Field, value: Value) -> bool:
        """Whether the value stands somewhere, said as on paper or as on screen."""
        if isinstance(value, bool):
            return bare(one.label.rstrip("?")).casefold() in self.words
        ways = (show(one, value, self.lists.locale), kinds.words(one, value, self.lists))
        return any(bare(words).casefold() in self.words for words in ways)

    def reach(self, form: str, names: Iterable[str], *views: FormView) -> None:
        """Try to open each field of a form."""
        for name in names:
            if (form, name) not in self.reached and any(opens(view, name) for view in views):
                self.reached.add((form, name))

    def close(self) -> None:
        """The window goes, and every dialog over it; the office stays."""
        for shown in QApplication.topLevelWidgets():
            if shown is not self.window:
                shown.hide()
                shown.deleteLater()
        let_close(self.window)
        self.window.session.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        tasks.drain()


def opens(view: FormView, name: str) -> bool:
    """Whether a field opens with an editor for it, and for that column of it."""
    head, _slash, column = name.partition("/")
    if not view.focus_field(head):
        return False
    cell = view.cell(head)
    editor = cell.editor if cell is not None else None
    if editor is None or not column:
        return editor is not None and bool(editor.controls())
    if not isinstance(editor, TableEditor):
        return False
    if not editor.rows():
        editor.add_row()
    asked = editor.cell(editor.rows()[-1], column)
    return not isinstance(asked, KeptEditor) and bool(asked.controls())


def look(filled: Filled, names: Mapping[str, Collection[str]]) -> Seen:
    """Every incident on its page, each dialog over what stands beside one; ``names`` are opened."""
    office = filled.desk.office
    session = Session(office, Prefs(office.folder))
    window = MainWindow(session, (PAGE,), LockedScreen)
    window.resize(1280, 800)
    window.show()
    seen = Seen(window, lists_of(office))
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    said: list[str] = []
    for thread in filled.threads["incident"]:
        session.go("incidents", thread=thread)
        settle(lambda: page.detail.thread_shown() == thread)  # noqa: B023 - waited for at once
        said += texts(page)
        seen.reach("incident", names["incident"], *page.detail.body.all_views())
    beside(seen, filled, page, names)
    for widget in QApplication.topLevelWidgets():
        said += texts(widget)
    seen.words = bare(" ".join(said)).casefold()
    return seen


def beside(
    seen: Seen, filled: Filled, page: IncidentsPage, names: Mapping[str, Collection[str]]
) -> None:
    """Exhibit, statement, what was learned and the cards, each in its dialog."""
    session, office = page.session, filled.desk.office
    first = filled.threads["incident"][0]
    acts.show_exhibit(page, session, exhibits.listed(office, first)[0])
    acts.show_statement(page, session, statements.listed(office, first)[0])
    settle(lambda: True)
    for one in lessons.about(office, first):
        made = LessonDialog(page, session, one.form, lesson=one)
        made.show()
        seen.reach(one.form, names[one.form], made.view)
    for form in ("party", "vehicle"):
        card = CardDialog(page, session, form, filled.threads[form][0])
        card.show()
        seen.reach(form, names[form], card.view)
    thing = acts.ask_exhibit(page, session, first)
    thing.answers.put("outside", True)
    seen.reach("exhibit", names["exhibit"], thing.view)
    asked = acts.ask_statement(page, session, first)
    asked.answers.put("young", False)
    asked.answers.put("account", "He fell.")
    seen.reach("statement", names["statement"], asked.view)
    settle(lambda: True)


def settle(done: Callable[[], bool]) -> None:
    """What was asked for has come."""
    for _each in range(600):
        tasks.drain()
        QApplication.processEvents()
        if done():
            break
        QTest.qWait(5)
    tasks.drain()
    QApplication.processEvents()


def texts(root: QWidget) -> Iterator[str]:
    """Every word that stands in a widget."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield widget.accessibleName()
        for name in ("text", "toPlainText", "title", "currentText"):
            said = getattr(widget, name, None)
            if callable(said):
                yield str(said())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from listed(widget)


def listed(view: QAbstractItemView) -> Iterator[str]:
    """Every word of a list or table."""
    model = view.model()
    for row in range(model.rowCount()):
        across = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for column in range(across):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(index.data(role) or "")
