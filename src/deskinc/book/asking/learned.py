"""What may be asked of what was learned: the reviews, actions and problems."""

import sqlalchemy as sa

from deskinc.book.disk.store import Link
from deskinc.book.registers.learning import LESSON, NAMES, LessonRow


class Learned:
    """The part of a reader that asks for what was learned of incidents."""

    link: Link

    def lessons(self, form: str) -> list[LessonRow]:
        """All of a form (``debrief``, ``measure``, ``problem``), newest first."""
        asked = sa.select(LESSON).where(LESSON.c.form == form).order_by(LESSON.c.n.desc())
        return [LessonRow(*row) for row in self.link.execute(asked)]

    def lessons_about(self, thread: bytes) -> list[LessonRow]:
        """Those that name the incident or problem of that thread, oldest first."""
        named = sa.select(NAMES.c.lesson).where(NAMES.c.about == thread)
        asked = sa.select(LESSON).where(LESSON.c.thread.in_(named)).order_by(LESSON.c.n)
        return [LessonRow(*row) for row in self.link.execute(asked)]

    def named_by(self, thread: bytes) -> list[bytes]:
        """The threads that a lesson names."""
        asked = sa.select(NAMES.c.about).where(NAMES.c.lesson == thread).order_by(NAMES.c.key)
        return [bytes(about) for (about,) in self.link.execute(asked)]

    def alike(self, category: str, place: str, since: int) -> list[bytes]:
        """The threads of the incidents of a category at a place since a moment, oldest first.

        Neither exercises nor void or struck ones; ``since`` in milliseconds since 1970.
        """
        sql = """SELECT thread FROM incident INDEXED BY incident_alike
            WHERE category = ? AND place = ? AND opened_at >= ?
            AND struck IS NULL AND exercise = 0 AND state <> 'void'
            ORDER BY n"""
        return [bytes(one) for one in self.link.run(sql, (category, place, since)).scalars()]

    def repeated(self, count: int, since: int) -> list[tuple[str, str]]:
        """Categories with the place at which there were ``count`` or more since a moment."""
        sql = """SELECT category, place FROM incident INDEXED BY incident_alike
            WHERE opened_at >= ? AND category IS NOT NULL AND place IS NOT NULL
            AND struck IS NULL AND exercise = 0 AND state <> 'void'
            GROUP BY category, place HAVING count(*) >= ?"""
        return [(str(one), str(at)) for one, at in self.link.run(sql, (since, count)).all()]
