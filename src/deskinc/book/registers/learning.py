"""What is learned of incidents, as rows: reviews, actions, problems, and what each is about."""

from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import insert_sql, table
from deskinc.proof.document import DESK


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A review, action or problem by its thread: ``form``, its state, and until when it is due."""

    thread: bytes
    n: int
    form: str
    state: str
    due: int | None
    last_n: int


@dataclass(frozen=True, slots=True)
class NamesRow:
    """That a lesson names the thread ``about``: an incident, of an action also a problem."""

    key: str
    lesson: bytes
    about: bytes


LESSON = table("lesson", LessonRow, "form")
NAMES = table("lesson_names", NamesRow, "lesson", "about")
_NAMES = insert_sql(NAMES)
_GONE = "DELETE FROM lesson_names WHERE key = ?"


def fold(pen: Pen, record: Record) -> None:
    """The fold of the thread; of the desk only what opens one."""
    row, said = pen.row(LESSON, record.thread), record.values
    if row is None:
        row = {"thread": record.thread, "n": record.n, "form": record.form, "state": "open",
               "due": None}  # fmt: skip
    elif record.author == DESK:
        return
    if "state" in said:
        row["state"] = read.code(said, "state") or "open"
    if "due" in said:
        row["due"] = read.moment(said, "due")
    pen.put(LESSON, row | {"last_n": record.n})
    for name in said:
        if name == "about" or (name.startswith("incidents/") and name.endswith("/incident")):
            key, named = f"{record.thread.hex()}/{name}", read.ident(said, name)
            pen.run(_GONE, key)
            if named is not None:
                pen.add(_NAMES, key, record.thread, named)
