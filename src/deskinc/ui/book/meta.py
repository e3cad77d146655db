"""What stands in small under the words of a line, and what the log knows of it beside the line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from deskinc.desk.lines.answers import answers, late_reason
from deskinc.desk.lines.entries import Corrects, Line, Noted, unsigned_words
from deskinc.desk.lines.marks import copied_words, late_by, point_words
from deskinc.desk.lines.visible import shown
from deskinc.i18n import Locale, _


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the meta line: icon, words, colour role, and the serial or incident it leads to."""

    words: str
    role: str = "muted"
    icon: str = ""
    link: int | None = None
    thread: str = ""
    near: bool = False
    """Follows the piece before it without the usual gap."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the log knows of a line beside the line itself."""

    waiting: bool = False
    """Posted, not yet numbered."""
    mirrored: bool = True
    found: str = ""
    """What was looked for: its words are marked."""
    sealed: bool = False
    """Waiting in the spool until the book can take it."""
    locale: Locale | None = None
    """The site's, for times that the clock shows twice; None where the book does not open."""
    aside: tuple[Piece, ...] = ()
    """What whoever reads the line there is told besides."""

    def clock(self, moment: datetime, *, seconds: bool = False) -> str:
        """``21:02``; with the offset where the time alone would not say which moment is meant."""
        if self.locale is None:
            return moment.strftime("%H:%M:%S" if seconds else "%H:%M")
        return self.locale.clock(moment, seconds=seconds)

    def moment(self, moment: datetime, beside: datetime) -> str:
        """The time, with the date where ``beside`` is of another day."""
        words = self.clock(moment)
        if self.locale is None or moment.date() == beside.date():
            return words
        return f"{self.locale.short_date(moment)} {words}"


def meta_of(line: Line, marks: Marks) -> tuple[Piece, ...]:
    """What stands in small under the words, if there is something to say."""
    more = (*_more(line, marks), *_kept(marks), *marks.aside)
    said = (*_late(line), *_doubled(line, marks), *more)
    return tuple(replace(piece, words=shown(piece.words)) for piece in said)


def _more(line: Line, marks: Marks) -> list[Piece]:
    """What screen and screen reader say in the same words."""
    made: list[Piece] = []
    if line.ahead:
        ahead = _("the time given lies ahead of the clock")
        made.append(Piece(ahead, "late", "clock-alert"))
    if line.stamped:
        words = _("stamped {time}").format(time=marks.clock(line.stamped, seconds=True))
        made.append(Piece(words, icon="pen-line"))
    if line.noted:
        made += _noted(line.noted, marks)
    if line.points and marks.locale:
        made.append(Piece(point_words(marks.locale, line.points)))
    if line.copied:
        at, beside = line.copied.at, line.happened or line.written
        when = marks.moment(at, beside) if at else ""
        made.append(Piece(copied_words(line.copied, when), icon="pen-line"))
    if line.corrects:
        made += _corrects(line, line.corrects)
    if line.struck:
        made += _struck(line, marks)
    return [*made, *_added(line, marks), *_named(line), *_signed(line, marks)]


def _kept(marks: Marks) -> list[Piece]:
    made = []
    if marks.sealed:
        made.append(Piece(_("kept sealed"), icon="lock"))
    if not marks.mirrored and not marks.waiting:
        made.append(Piece(_("saved here, mirror pending"), "pending", "hourglass"))
    return made


def _late(line: Line) -> list[Piece]:
    if not line.late:
        return []
    made = [Piece(late_by(line.late), "late", "clock-alert")]
    reason = late_reason(line)
    return made + ([Piece(reason)] if reason else [])


def _doubled(line: Line, marks: Marks) -> list[Piece]:
    """The times of an hour that the clock shows twice, each with its offset."""
    times = ((_("written {time}"), line.written), (_("happened {time}"), line.happened))
    return [
        Piece(words.format(time=time))
        for words, moment in times
        if moment is not None and (time := marks.clock(moment)) != f"{moment:%H:%M}"
    ]


def _noted(mark: Noted, marks: Marks) -> list[Piece]:
    """When it was written, and whether it was signed: the column says who only if it was."""
    made = [Piece(mark.when(marks.clock(mark.at)), icon="lock")]
    if not mark.by:
        made.append(Piece(unsigned_words(mark), "pending"))
    return made


def _corrects(line: Line, mark: Corrects) -> list[Piece]:
    strikes = line.form == "strike"
    made = [Piece(_("strikes") if strikes else _("corrects"))]
    made.append(Piece(mark.cited, "accent", "", mark.line, near=True))
    if mark.reason and not strikes:
        made.append(Piece(_("Reason: {reason}").format(reason=mark.reason)))
    return made


def _struck(line: Line, marks: Marks) -> list[Piece]:
    """Who, when (by date if on another day) and why; and where the line stands instead."""
    mark = line.struck
    if mark is None:
        return []
    when = marks.moment(mark.at, line.written)
    words = _("struck {time} {who}").format(time=when, who=mark.by)
    if mark.see is None:
        made = [Piece(words, icon="corner-down-right")]
    else:
        see = Piece(_("{struck}, see").format(struck=words), icon="corner-down-right")
        made = [see, Piece(mark.cited, "accent", "", mark.see, near=True)]
    if mark.reason:
        made.append(Piece(_("Reason: {reason}").format(reason=mark.reason)))
    return made


def _added(line: Line, marks: Marks) -> Iterator[Piece]:
    """Where the additions to a line stand."""
    for one in line.added:
        words = _("added to {time} {who}, see")
        when = marks.moment(one.at, line.written)
        yield Piece(words.format(time=when, who=one.by), icon="plus")
        yield Piece(one.cited, "accent", "", one.line, near=True)


def _named(line: Line) -> Iterator[Piece]:
    """Incidents that the words of the line name."""
    for number, one in enumerate(line.names):
        if not number:
            yield Piece(_("names"), icon="siren")
        yield Piece(one.text, "accent", thread=one.id, near=True)


def _signed(line: Line, marks: Marks) -> list[Piece]:
    """Second signatures, and what a review returned; one that approved is a tick in the margin."""
    made = []
    for one in line.seconds:
        when = marks.moment(one.at, line.written)
        words = _("signed by {who} {time}: {meaning}")
        said = words.format(who=one.by, time=when, meaning=one.meaning)
        made.append(Piece(said, icon="check"))
    if line.mark is not None and line.mark.verdict == "returned":
        returned = _("returned by {who}: {comment}")
        said = returned.format(who=line.mark.by, comment=line.mark.comment)
        made.append(Piece(said, "pending", "corner-down-right"))
    return made


def reviewed(line: Line, marks: Marks) -> str:
    """What the tick in the margin means: who has read the line, and when; "" where nobody has."""
    mark = line.mark
    if mark is None or mark.verdict != "approved":
        return ""
    words = _("reviewed by {who} {time}")
    return words.format(who=mark.by, time=marks.moment(mark.at, line.written))


def spoken(line: Line, marks: Marks) -> str:
    """What a screen reader says of a line: ``4811, 21:55, late, Visitor, Reception, …``."""
    grey = _("Kept sealed") if marks.sealed else _("Not yet saved")
    number = grey if marks.waiting else line.cited
    late = _("late") if line.late else ""
    parts = [number, marks.clock(line.written), late, line.type_text, shown(line.place)]
    parts += [shown(line.text), *map(shown, answers(line)), line.incident]
    if line.happened is not None:
        parts.append(_("happened {time}").format(time=marks.moment(line.happened, line.written)))
    if line.late:
        parts += [late_by(line.late, spoken=True), late_reason(line)]
    for piece in (*_more(line, marks), *marks.aside):
        if piece.near:
            parts[-1] += f" {piece.words}"
        else:
            parts.append(piece.words)
    parts.append(reviewed(line, marks))
    if not marks.mirrored:
        parts.append(_("saved here, mirror pending"))
    if line.day_no and not marks.waiting:
        parts.append(_("line {no} of its day").format(no=line.day_no))
    parts.append(_("by {name}").format(name=line.by_name))
    return shown(", ".join(part for part in parts if part))
