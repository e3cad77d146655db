"""The routines of the site: what is listed on the due list, and a form for each."""

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from deskinc.desk.routine import routines
from deskinc.desk.routine.routines import Routine
from deskinc.forms.catalogue.duty import DAYS
from deskinc.i18n import N_, _
from deskinc.ui import dialogs
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, beside, choice, line, lines
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.listform import ListForm, ListSection
from deskinc.ui.settings.ordered import Ordered
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32


class RoutinesSection(ListSection["RoutineForm"]):
    """The list; with the right role, ways to add, change and end one."""

    key, word, icon = "routines", N_("Routines"), "repeat"
    needs = ("routines", "read_book")
    forms = (routines.FORM,)

    def __init__(self, session: Session) -> None:
        more = _(
            "They stand on the due list of the shift. Ticking writes the line; what is not ticked "
            "in time becomes a line by the desk."
        )
        super().__init__(session, more)
        self.setMaximumWidth(980)
        heads = (_("Name"), _("Type"), _("When"), _("Tolerance"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("Routines of the site"), self.model, (0, 120, 260, 90))
        self.none = label(_("No routine yet. Nothing is asked for."), role="muted")
        self.add = Button(_("&Add a routine"), icon="plus", pressed=lambda: self._open(None))
        self.change = Button(_("C&hange…"), pressed=self.change_chosen)
        self.stop = Button(_("&End…"), "danger", pressed=self.ask_to_end)
        self._there: list[Routine] = []
        verbs = row(self.add, self.change, self.stop, gap=8)
        verbs.addStretch(1)
        inside = column(self.table, self.none, gap=12)
        inside.addLayout(verbs)
        self.table.activated.connect(lambda _at: self.change_chosen())
        self.hold(inside)

    def load(self) -> None:
        """Read the list again; what was chosen stays chosen."""
        chosen = self.model.key_at(self.table.currentIndex())
        self._there = routines.listed(self.session.office)
        self.model.set_lines([(one.thread, _cells(one)) for one in self._there])
        self.table.setFixedHeight(30 + ROW * min(14, len(self._there)))
        threads = [one.thread for one in self._there]
        at = threads.index(str(chosen)) if chosen in threads else 0
        self.table.setCurrentIndex(self.model.index(at, 0))
        may = self.session.office.officer.may("routines")
        for part, shown in (
            (self.table, bool(threads)), (self.none, not threads), (self.add, may),
            (self.change, may and bool(threads)), (self.stop, may and bool(threads)),
        ):  # fmt: skip
            part.setVisible(shown)

    def chosen(self) -> Routine | None:
        """The routine under the cursor."""
        at = self.table.currentIndex()
        return self._there[at.row()] if at.isValid() and at.row() < len(self._there) else None

    def change_chosen(self) -> None:
        """Open the form with what stands in the book."""
        one = self.chosen()
        if one is not None and self.session.office.officer.may("routines"):
            self._open(one)

    def ask_to_end(self) -> None:
        """Ask for it no more, once that is confirmed."""
        one = self.chosen()
        if one is None:
            return
        office = self.session.office

        def end() -> None:
            self.session.watch(self, routines.end(office, one.thread), lambda _saved: None)

        dialogs.ask(
            self.window(), _("End “{name}”?").format(name=one.name),
            _("It is asked for no more. What was written of it stays in the book."),
            verb=_("End it"), safe=_("Keep it"), yes=end,
        )  # fmt: skip

    def _open(self, routine: Routine | None) -> None:
        self.ask(lambda: RoutineForm(self.session, routine))

    def first_focus(self) -> QWidget:
        """The list; the button that adds one while there is none."""
        return self.table if self._there else self.add


class RoutineForm(ListForm):
    """Asks for one routine."""

    def __init__(self, session: Session, routine: Routine | None) -> None:
        super().__init__(session, _("Save the routine"))
        self._thread = routine.thread if routine else ""
        known = routine or Routine("", "", "patrol", session.now(), tolerance=15)
        self.name, self.place = line(known.name), line(known.place)
        kinds = [(each.code, _(each.label)) for each in routines.TYPES]
        self.kind = choice(kinds, known.type)
        self.times = line(", ".join(known.times), limit=400)
        self.every = line(str(known.every or ""), limit=4)
        self.start, self.until = line(known.start, limit=5), line(known.until, limit=5)
        self.tolerance = line(str(known.tolerance), limit=3)
        self.days = {day.code: QCheckBox(_(day.label)) for day in DAYS}
        for code, box in self.days.items():
            box.setChecked(code in known.days)
        self.points = Ordered("\n".join(known.points))
        self.text = line(known.text, limit=2000)
        self.procedure = lines(known.procedure, height=66)
        self.asked = self._asked()
        self._place(_("Change the routine") if routine else _("Add a routine"))
        fields = {name: each.field for name, each in self.asked.items()}
        self.keep(f"routine:{self._thread or 'new'}", Blanks({**fields, **self.days}))

    def _asked(self) -> dict[str, Labelled]:
        return {
            "name": Labelled(_("&Name"), self.name),
            "type": Labelled(_("T&ype"), self.kind),
            "place": Labelled(_("Place"), self.place),
            "times": Labelled(_("Ti&mes"), self.times, _("21:00, 02:30: site time.")),
            "every": Labelled(_("Or every (minutes)"), self.every),
            "from": Labelled(_("From"), self.start, _("Empty: all day.")),
            "until": Labelled(_("Until"), self.until, _("06:00 the next day is fine.")),
            "tolerance": Labelled(
                _("To&lerance (minutes)"), self.tolerance, _("Then it counts as missed.")
            ),
            "points": Labelled(
                _("P&oints"),
                self.points,
                _("One a line, in their order; Alt+Up and Alt+Down move one."),
            ),
            "text": Labelled(_("&What the line says"), self.text, _("Empty: the name.")),
            "procedure": Labelled(_("If it is missed"), self.procedure),
        }

    def _place(self, title: str) -> None:
        asked, layer = self.asked, self.head(title)
        for names in (
            ("name",), ("type", "place"), ("times", "every"), ("from", "until", "tolerance"),
        ):  # fmt: skip
            layer.addLayout(beside(*(asked[name] for name in names)))
        days = column(label(_("Days"), "note", role="muted"), gap=0)
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        for at, box in enumerate(self.days.values()):
            grid.addWidget(box, at // 4, at % 4)
        days.addLayout(grid)
        days.addWidget(label(_("None ticked: every day."), "note", role="muted"))
        layer.addLayout(days)
        for name in ("points", "text", "procedure"):
            layer.addWidget(asked[name])
        layer.addWidget(self.fault)
        layer.addLayout(self.foot())

    def raw(self) -> dict[str, object]:
        """The answers as the desk takes them; times and points whole."""
        said: dict[str, object] = {
            "name": self.name.text().strip(), "type": self.kind.currentData(),
            "place": self.place.text().strip(), "every": self.every.text().strip(),
            "from": self.start.text().strip(), "until": self.until.text().strip(),
            "tolerance": self.tolerance.text().strip(), "text": self.text.text().strip(),
            "procedure": self.procedure.toPlainText().strip(),
            "days": {code: box.isChecked() or None for code, box in self.days.items()},
        }  # fmt: skip
        times = [part.strip() for part in self.times.text().replace(";", ",").split(",")]
        said["times"] = [one for one in times if one]
        said["points"] = self.points.said()
        return said if self._thread else {name: value for name, value in said.items() if value}

    def save(self) -> None:
        """Write it; what will not do is said at its field."""
        office, thread = self._session.office, self._thread
        self.write(
            lambda: routines.change(office, self.raw(), thread),
            _("The routine is saved."), _("It is asked for from now on."),
        )  # fmt: skip


def _cells(one: Routine) -> list[Cell | str]:
    return [Cell(one.name, weight=600), one.verb, when(one), _minutes(one.tolerance)]


def when(one: Routine) -> str:
    """``Mon, Tue: 21:00, 02:30``, ``every 60 min, 20:00–06:00``."""
    said = list(one.times)
    if one.every:
        span = f", {one.start or '00:00'}–{one.until or one.start or '24:00'}"
        every = _("every {minutes} min").format(minutes=one.every)
        said.append(every + (span if one.start or one.until else ""))
    days = [_(day.label)[:3] for day in DAYS if day.code in one.days]
    return (", ".join(days) + ": " if days else "") + ", ".join(said)


def _minutes(count: int) -> str:
    return _("{minutes} min").format(minutes=count)
