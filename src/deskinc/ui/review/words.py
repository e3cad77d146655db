"""What the Review page says of a shift: how much waits, what stands out, what is still open."""

from collections.abc import Sequence

from deskinc.desk.office import Office
from deskinc.desk.review.items import Item, out_word
from deskinc.desk.review.queue import Queue, Waiting, title
from deskinc.i18n import _
from deskinc.ui.shift.duewords import minutes

BACK = "returned"
"""The key of the lines that wait for their writers, among those of the shifts."""


def choices(office: Office, queue: Queue) -> list[tuple[str, str]]:
    """What can be read, as (key, words)."""
    found = [(each.key, f"{title(office, each)}: {_lines(each)}") for each in queue.shifts]
    if queue.returned:
        words = _("Returned, no answer yet: {count}").format(count=len(queue.returned))
        found.append((BACK, words))
    return found


def _lines(waiting: Waiting) -> str:
    count = waiting.waits
    return _("1 line") if count == 1 else _("{count} lines").format(count=count)


def summary(waiting: Waiting, *, more: bool = False) -> str:
    """What is in it, before it is read; ``more``: lines wait that are older than all of these."""
    first, last = waiting.items[0].line.cited, waiting.items[-1].line.cited
    said = _("Line {first}.") if first == last else _("Lines {first} to {last}.")
    words = [said.format(first=first, last=last)]
    out = waiting.standing_out
    if out:
        said = ", ".join(f"{count} {out_word(code, count)}" for code, count in out.items())
        words.append(_("Stands out: {what}.").format(what=said))
    if waiting.stamps:
        words.append(_("Time stamps without their words: {count}.").format(count=waiting.stamps))
    if waiting.silent is not None:
        words.append(_("Nobody has written for {time}.").format(time=minutes(waiting.silent)))
    if more:
        words.append(_("Older lines wait too."))
    return " ".join(words)


def waits_for(items: Sequence[Item]) -> str:
    """Whose answer the lines wait for that were returned."""
    names = dict.fromkeys(item.line.by_name for item in items)
    return _("Waits for: {names}.").format(names=", ".join(names)) if names else ""


def verb(back: int, *, single: bool) -> str:
    """What the signature does: of lines returned before it is about one alone."""
    if not single:
        return _("&Approve up to here")
    return _("&Return it again") if back else _("&Approve it after all")


def state(read: int, every: int, back: int, *, more: bool) -> str:
    """How far one is: of how many lines, how many go back, and whether more stands out."""
    said = [_("{at} of {count} read").format(at=read, count=every)] if every else []
    if back:
        one, many = _("1 goes back"), _("{count} go back")
        said.append(one if back == 1 else many.format(count=back))
    if more:
        said.append(_("F3: next that stands out"))
    return " · ".join(said)


def not_seen(count: int) -> tuple[str, str]:
    """Nothing is signed that was never on screen: how much was not, and what to do."""
    one, many = _("1 of these lines was not on screen."), _("{count} of these were not on screen.")
    what = one if count == 1 else many.format(count=count)
    return what, _("Read on from here: Enter line by line, End screen by screen.")
