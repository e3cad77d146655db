"""Rule 17: what the screen says under a line stands on paper in the same words, and no other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write

from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import PaperLine, Sheet
from deskinc.desk.lines import adding, entries
from deskinc.desk.lines.marks import Mark, Signed
from deskinc.desk.office import Office
from deskinc.desk.papers.printed import line_row
from deskinc.ui.book.laying import words_of
from deskinc.ui.book.meta import Marks, meta_of
from deskinc.ui.book.page import BookPage


def bag(said: Iterable[str]) -> list[str]:
    """Every word, however it is set: paper strings together what the screen sets apart."""
    words = re.findall(r"[^\s,]+", " ".join(said))
    return sorted(word for word in words if word != "Reason:")


def both(office: Office, line: entries.Line) -> tuple[list[str], list[str]]:
    """The words of a line as the screen shows them, and as paper does."""
    marks = Marks(locale=office.locale)
    shown = [*words_of(line), *(piece.words for piece in meta_of(line, marks))]
    row = line_row(office.locale, line, "")
    printed = [row.text, row.incident, row.late, row.noted, *row.more, row.struck, row.corrects]
    return bag(shown), bag(printed)


def test_rule17_screen_and_paper_say_the_same_of_a_line_of_every_kind(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    added, void, old = (write(office, words) for words in ("Water.", "Twice.", "Left door."))
    adding.add(office, added, {"informed": "Duty engineer"}, entries.new_id()).result()
    entries.strike(office, void, "on the wrong page", entries.new_id()).result()
    raw = {**entries.values(office, old), "text": "Right door."}
    entries.correct(office, old, raw, "seen on camera", entries.new_id()).result()
    then = office.now() - timedelta(minutes=40)
    for more in (
        {"happened": then}, {"happened": then, "late": "patrol"}, {"stamped": then},
        {"reported_by": "Ms P. Nair", "informed": "Fire brigade", "action": "Valve shut."},
    ):  # fmt: skip
        raw = {"type": "patrol", "text": "Said.", **more}
        entries.post(office, raw, entries.new_id()).result()
    on_paper = PaperLine(2, then, "patrol", "Said.", by="K. Ali")
    sheet = Sheet("occurrence", 1, "Power cut.", [on_paper])
    copying.transcribe(office, sheet, [entries.new_id(), entries.new_id()]).result()
    settle(book, qtbot, 11)
    lines = [book.log.line_at(row) for row in range(11)]
    signed = Signed("J.H.", "J. Harding", office.now(), "I saw it too")
    back = Mark("returned", "J.H.", office.now(), "Which door?")
    lines += [replace(lines[0], seconds=(signed,)), replace(lines[0], mark=back)]
    for line in lines:
        shown, printed = both(office, line)
        assert shown == printed, line.text


def test_d03_paper_leads_to_an_addition_and_says_strikes_once(office: Office) -> None:
    added, void = write(office, "Water."), write(office, "Twice.")
    more = adding.add(office, added, {"action": "Valve shut."}, entries.new_id()).result()
    strike = entries.strike(office, void, "wrong page", entries.new_id()).result()
    ns = [added, void, *(one.n for saved in (more, strike) for one in saved.records)]
    first, second, third, last = (
        line_row(office.locale, line, "") for line in entries.lines(office, ns)
    )
    assert first.more == (f"added to {office.now():%H:%M} R.M., see 3",)
    assert second.struck == f"struck {office.now():%H:%M} R.M., wrong page"
    assert third.text == "Added to line 1. Action taken: Valve shut."
    assert (last.text, last.corrects) == ("wrong page", "strikes 2")


def test_rule17_who_was_informed_and_who_reported_stay_with_the_line_that_stands(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    given = {"reported_by": "Ms P. Nair", "informed": "Duty engineer", "action": "Valve shut."}
    raw = {"type": "patrol", "text": "Water.", **given}
    old = entries.post(office, raw, entries.new_id()).result().records[0]
    again = {**entries.values(office, old.n), "text": "Much water."}
    entries.correct(office, old.n, again, "more is known", entries.new_id()).result()
    settle(book, qtbot, 2)
    said = ["Reported by: Ms P. Nair", "Informed: Duty engineer", "Action: Valve shut."]
    line = book.log.line_at(1)
    assert words_of(line)[0].split("\u2028") == ["Much water.", *said]
    assert list(line_row(office.locale, line, "").more) == said
