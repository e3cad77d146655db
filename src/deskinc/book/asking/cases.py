"""Which incidents are looked for: by what has become of them and by words, newest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from deskinc.book.disk.store import Link
from deskinc.book.registers.known import folded


@dataclass(frozen=True, slots=True)
class Term:
    """A word that was typed: part of what the incident says, or of the words of its codes.

    ``codes`` are the categories, severities and states whose words have it, in the
    language of the desk; ``exercise`` whether the mark of an exercise has it.
    """

    word: str
    codes: frozenset[str] = frozenset()
    exercise: bool = False


def terms(query: str) -> list[str]:
    """The words that were typed, as the register has them: in no case, without accents."""
    return plain(query.replace("\0", " ")).split()


def plain(text: str) -> str:
    """A text in no case and without accents."""
    return folded("", text)


def cases(
    link: Link, state: str, asked: Iterable[Term], limit: int, before: int | None
) -> list[int]:
    """The record numbers of the newest ``limit`` incidents that stand so and say all of it.

    ``state`` "" is any; ``before``: below that number only.
    """
    parts, values = (["state = ?"], list[str | int]([state])) if state else (["TRUE"], [])
    for term in asked:
        codes = sorted(term.codes)
        coded = f"category IN ({_marks(codes)}) OR severity IN ({_marks(codes)})"
        coded += f" OR state IN ({_marks(codes)})"
        parts.append(f"(instr(found, ?) OR exercise AND ? OR {coded})")
        values += [term.word, int(term.exercise), *codes, *codes, *codes]
    if before is not None:
        parts.append("n < ?")
        values.append(before)
    index = "incident_state" if state else "incident_all"
    sql = f"""SELECT n FROM incident INDEXED BY {index}
        WHERE {" AND ".join(parts)} ORDER BY n DESC LIMIT ?"""  # noqa: S608 - marks only
    return [int(n) for n in link.run(sql, (*values, limit)).scalars()]


def counted(link: Link) -> dict[str, int]:
    """How many incidents stand so, by state; exercises are not counted."""
    sql = """SELECT state, count(*) FROM incident INDEXED BY incident_state
        WHERE exercise = 0 GROUP BY state"""
    return {str(state): int(count) for state, count in link.run(sql).all()}


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
