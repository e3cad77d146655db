"""What is typed into the entry line: its fields, and their answers as ``desk`` takes them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskinc.desk.lines.stamps import Stub
from deskinc.desk.site import PlaceRow
from deskinc.forms.fields import parse_moment
from deskinc.forms.taxonomy import CORRECTION_REASONS
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.growing import GrowingText
from deskinc.ui.completing import Completing, Offer

FIELDS = ("type", "place", "happened", "text", "reason")


class EntryFields(QWidget):
    """Happened, type, place, words, and the reason of a correction; told the time from outside."""

    stamp_changed = Signal()
    """The line is about another time stamp, or about none."""

    def __init__(self, types: tuple[Offer, ...], *, up: bool = True) -> None:
        """``up``: the lists of types and places open over the line, else below it."""
        super().__init__()
        self._types = types
        self._places: tuple[Offer, ...] = ()
        self._before: tuple[Offer, ...] = ()
        self._now: datetime | None = None
        self.stamp: Stub | None = None
        self.happened = QLineEdit()
        self.type = Completing(lambda: self._types, free=False, key="F3", up=up)
        self.place = Completing(self.known_places, free=True, key="F4", up=up)
        self.text = GrowingText()
        self.reason = Completing(_reasons, free=True, up=up)
        self.happened.setFont(theme.font("base"))
        self.happened.setTextMargins(-6, 0, -10, 0)
        self.happened.setPlaceholderText(_("now F5"))
        self.happened.setAccessibleName(_("Happened"))
        self.happened.setToolTip(_("F5. If not now: 2131, -10m, 21:31 yesterday"))
        for field, name, key in ((self.type, _("Type"), "F3"), (self.place, _("Place"), "F4")):
            field.setAccessibleName(f"{name} {key}")
            field.setPlaceholderText(name)
        self.reason.setAccessibleName(_("Why corrected"))
        self.type.editingFinished.connect(self._drop_no_type)

    def known_places(self) -> tuple[Offer, ...]:
        """Places that can be completed: those of the site, then those of lines before."""
        return (*self._places, *self._before)

    def set_places(self, places: Iterable[PlaceRow]) -> None:
        """Places that can be completed, by name or code; the floor stands beside them."""
        self._places = tuple(
            Offer(row.name, row.name, "  ".join(filter(None, (row.floor, row.code))),
                  row.code.casefold())
            for row in places
        )  # fmt: skip

    def set_places_before(self, places: Iterable[PlaceRow]) -> None:
        """Places that were typed in lines before; they come after those of the site."""
        self._before = tuple(Offer(row.name, row.name) for row in places)

    def settle(self) -> None:
        """What stands half chosen in a field counts: the line is posted from there."""
        for field in (self.type, self.place, self.reason):
            if field.hasFocus():
                field.settle()

    def raw(self) -> dict[str, object]:
        """What is typed, as ``desk`` takes it; FieldError for a time that is none."""
        made: dict[str, object] = {
            "type": self.type.id(),
            "place": self.place.text().strip(),
            "text": self.text.words(),
            "happened": self._moment(),
            **(self.stamp.answers() if self.stamp else {}),
        }
        return {name: value for name, value in made.items() if value not in ("", None)}

    def _moment(self) -> datetime | None:
        typed = self.happened.text().strip()
        if self._now is None:
            return None
        if typed:
            return parse_moment(typed, self._now)
        at = self.stamp.at.replace(second=0, microsecond=0) if self.stamp else None
        now = self._now.replace(second=0, microsecond=0)
        return None if at is None or at.astimezone(UTC) == now.astimezone(UTC) else at

    def set_stamp(self, stamp: Stub | None) -> None:
        """The line is about a time stamp: that is when it happened, unless something is typed."""
        changed, self.stamp = stamp != self.stamp, stamp
        self.happened.setPlaceholderText(f"{stamp.at:%H:%M}" if stamp else _("now F5"))
        if changed:
            self.stamp_changed.emit()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to be kept."""
        return {
            "type": self.type.id(),
            "place": self.place.text(),
            "happened": self.happened.text(),
            "text": self.text.words(),
            "reason": self.reason.text(),
            **({"blanks": "\n".join(self.text.blanks)} if self.text.unfilled() else {}),
            **(_kept(self.stamp) if self.stamp else {}),
        }

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Put back what was kept."""
        self.happened.setText(typed.get("happened", ""))
        self.type.take(typed.get("type", ""))
        self.place.take(typed.get("place", ""), typed.get("place", ""))
        self.text.setPlainText(typed.get("text", ""))
        self.text.set_blanks(tuple(filter(None, typed.get("blanks", "").split("\n"))))
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.reason.take("", typed.get("reason", ""))
        at = typed.get("stamped")
        by = typed.get("stamped_by", "")
        kept = Stub(typed.get("anchor", ""), datetime.fromisoformat(at), by) if at else None
        self.set_stamp(kept)

    def is_empty(self) -> bool:
        """Whether nothing is written in the words."""
        return not self.text.words().strip()

    def is_bare(self) -> bool:
        """Whether nothing is begun: no words, and no time stamp that they are to be about."""
        return self.is_empty() and self.stamp is None

    def field(self, name: str) -> QWidget | None:
        """The field of an answer's name."""
        if name not in FIELDS:
            return None
        found: QWidget = getattr(self, name)
        return found

    def _drop_no_type(self) -> None:
        """Words that are no type do not stay: a line has one of the list."""
        if self.type.text() and not self.type.id():
            self.type.clear()


def _kept(stamp: Stub) -> dict[str, str]:
    return {"anchor": stamp.id, "stamped": stamp.at.isoformat(), "stamped_by": stamp.by}


def _reasons() -> tuple[Offer, ...]:
    return tuple(Offer(_(words), _(words), letter, letter) for words, letter in CORRECTION_REASONS)
