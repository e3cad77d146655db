"""Raising from an alarm: the point that went off fills in where it is and what it may be."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import alarmed
from deskinc.desk.office import Office
from deskinc.desk.site import PointRow
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.forms.answers import Answers
from deskinc.ui.labelled import Labelled
from deskinc.ui.parts import column, label


class AlarmPick(QWidget):
    """The alarm points of the site by device, zone or panel; not there where the site has none.

    What stands in the answers already stays, unless another point that was picked brought it.
    """

    def __init__(self, office: Office, answers: Answers, picked: Callable[[], object]) -> None:
        super().__init__()
        self._office, self._answers, self._picked = office, answers, picked
        self._brought: dict[str, Value] = {}
        self.line = Completing(self._offers, free=False)
        self.left = label("", "note", role="pending", wrap=True)
        self.left.hide()
        self.setLayout(column(Labelled(_("From an a&larm"), self.line), self.left, gap=4))
        self.setVisible(bool(office.site.points))
        self._last = ""
        self.line.changed.connect(self._changed)

    def _offers(self) -> list[Offer]:
        return [Offer(point.id, point.device, point.words()) for point in self._office.site.points]

    def _changed(self) -> None:
        own = self.line.id()
        if own and own != self._last:
            self._take(next(one for one in self._office.site.points if one.id == own))
        self._last = own

    def _take(self, point: PointRow) -> None:
        form, left = current("incident"), list[str]()
        said = alarmed.answers(self._office, point)
        news = forms.clean(form, said, partial=True, current={})
        for name in {**self._brought, **news}:
            before, own = self._answers.values().get(name), self._brought.get(name)
            if before in (None, own):
                self._answers.put(name, news.get(name))
                self._brought[name] = news.get(name)
            elif name in news and before != news[name]:
                left.append(_(form.field(name).label))
        words = _("Left as it was: {fields}.").format(fields=", ".join(left))
        self.left.setText(words if left else "")
        self.left.setVisible(bool(left))
        self._picked()
