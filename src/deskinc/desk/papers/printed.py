"""A line of the book as papers print it."""

from datetime import datetime

from deskinc.desk.lines.answers import answers, late_reason
from deskinc.desk.lines.lines import Line
from deskinc.desk.lines.marks import Added, Signed, copied_words, late_by, point_words
from deskinc.desk.lines.noted import noted_words
from deskinc.desk.papers.papers import short
from deskinc.i18n import Locale, _
from deskinc.reports.lines import LineRow


def line_row(locale: Locale, line: Line, day: str) -> LineRow:
    """A line of the book as it prints, under the heading of its ``day``."""
    return LineRow(
        serial=line.cited,
        day_no=line.day_no,
        written=locale.clock(line.written),
        happened=happened_words(locale, line),
        text=line.text,
        author=line.by,
        kind=line.type_text,
        place=line.place,
        late=late_words(line),
        noted=noted_words(locale, line.noted),
        struck=struck_words(locale, line),
        corrects=corrects_words(line),
        incident=line.incident,
        day=day,
        more=(*answers(line), *more_words(locale, line), *beside_words(locale, line)),
        mark=mark_words(locale, line),
    )


def beside_words(locale: Locale, line: Line) -> tuple[str, ...]:
    """Additions to a line, second signatures under it, and why a review returned it."""
    said = [_addition(locale, line, one) for one in line.added]
    said += [_second(locale, line, one) for one in line.seconds]
    if line.mark is not None and line.mark.verdict == "returned":
        words = _("returned by {who}: {comment}")
        said.append(words.format(who=line.mark.by, comment=line.mark.comment))
    return tuple(said)


def _addition(locale: Locale, line: Line, one: Added) -> str:
    words = _("added to {time} {who}, see")
    when = _moment(locale, one.at, line.written)
    return f"{words.format(time=when, who=one.by)} {one.cited}"


def _second(locale: Locale, line: Line, one: Signed) -> str:
    words = _("signed by {who} {time}: {meaning}")
    return words.format(who=one.by, time=_moment(locale, one.at, line.written), meaning=one.meaning)


def mark_words(locale: Locale, line: Line) -> tuple[str, ...]:
    """The reviewer’s mark: initials, when, and that it went back; () for a line nobody reviewed."""
    if line.mark is None:
        return ()
    when = _moment(locale, line.mark.at, line.written)
    returned = (_("returned"),) if line.mark.verdict == "returned" else ()
    return line.mark.by, when, *returned


def _moment(locale: Locale, at: datetime, beside: datetime) -> str:
    """The time, with the date where ``beside`` is of another day."""
    local = locale.local(at)
    return locale.clock(local) if local.date() == beside.date() else short(locale, local)


def happened_words(locale: Locale, line: Line) -> str:
    """``21:31``, of another day ``21 Nov 23:50``; empty where it is the time of writing."""
    at = line.happened
    if at is None:
        return ""
    if at.date() != line.written.date():
        return f"{locale.short_date(at)} {locale.clock(at)}"
    words = locale.clock(at)
    return words if words != locale.clock(line.written) else ""


def more_words(locale: Locale, line: Line) -> tuple[str, ...]:
    """What else stands below the words: points, the stamp, the sheet it was copied from."""
    stamped, ahead = _("stamped {time}"), _("the time given lies ahead of the clock")
    said = (
        point_words(locale, line.points),
        stamped.format(time=locale.clock(line.stamped, seconds=True)) if line.stamped else "",
        ahead if line.ahead else "",
        copied_words(line.copied, _paper_at(locale, line)),
    )
    return tuple(words for words in said if words)


def _paper_at(locale: Locale, line: Line) -> str:
    at = line.copied.at if line.copied else None
    return "" if at is None else _moment(locale, at, line.happened or line.written)


def late_words(line: Line) -> str:
    """``LATE +12 min, On patrol``; empty for a line written in time."""
    if line.late is None:
        return ""
    words, reason = late_by(line.late), late_reason(line)
    return f"{words}, {reason}" if reason else words


def struck_words(locale: Locale, line: Line) -> str:
    """``struck 21:58 R.M., see 4812, wrong lift``; empty for a line that stands."""
    if line.struck is None:
        return ""
    time = _moment(locale, line.struck.at, line.written)
    words = _("struck {time} {by}").format(time=time, by=line.struck.by)
    if line.struck.see:
        words += _(", see {line}").format(line=line.struck.cited)
    return f"{words}, {line.struck.reason}" if line.struck.reason else words


def corrects_words(line: Line) -> str:
    """``corrects 4811, wrong lift``, ``strikes 4811``; empty for a line that does neither."""
    if line.corrects is None:
        return ""
    if line.form == "strike":
        return _("strikes {line}").format(line=line.corrects.cited)
    words = _("corrects {line}").format(line=line.corrects.cited)
    return f"{words}, {line.corrects.reason}" if line.corrects.reason else words
