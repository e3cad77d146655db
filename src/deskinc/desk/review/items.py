"""A line as a reviewer reads it: whether it waits for him, and what stands out in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from deskinc.desk.lines.lines import Line
from deskinc.forms.taxonomy import MISSED_TYPE
from deskinc.i18n import N_, _

RETURNED = "returned"
OUT: Mapping[str, str] = {
    "late": N_("late"), "silence": N_("after a silence"), "struck": N_("struck"),
    "changes": N_("correction"), "missed": N_("missed"), "answers": N_("answer"),
    RETURNED: N_("returned"),
}  # fmt: skip
"""What may stand out in a line, and how it is called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The line that was returned, as people cite it, by whom, and what was asked."""

    line: int
    cited: str
    by: str
    comment: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line as a reviewer reads it: ``new`` where it waits for him, ``own`` where he wrote it.

    ``silence`` is how long nobody wrote before it, if that is too long.
    """

    line: Line
    new: bool
    own: bool
    by_desk: bool
    silence: timedelta | None = None
    answer: Answer | None = None

    @property
    def out(self) -> tuple[str, ...]:
        """What stands out in it, as codes of :data:`OUT`."""
        line = self.line
        found = {
            "late": bool(line.late), "silence": self.silence is not None,
            "struck": line.struck is not None,
            "changes": line.corrects is not None or line.form == "strike",
            "missed": line.type == MISSED_TYPE.code, "answers": self.answer is not None,
            RETURNED: self.waits,
        }  # fmt: skip
        return tuple(code for code, there in found.items() if there)

    @property
    def waits(self) -> bool:
        """Whether it was returned and still stands as it was."""
        mark = self.line.mark
        return mark is not None and mark.verdict == RETURNED and self.line.struck is None

    @property
    def can_return(self) -> bool:
        """Whether its writer can answer: by hand, standing, an occurrence, and not one's own."""
        line = self.line
        return (
            line.form == "occurrence" and line.struck is None
            and not self.own and not self.by_desk and (self.new or self.waits)
        )  # fmt: skip


_MANY: Mapping[str, str] = {"changes": N_("corrections"), "answers": N_("answers")}


def out_word(code: str, count: int) -> str:
    """How it is called in ``count`` lines: ``correction``, ``corrections``."""
    return _(_MANY.get(code, OUT[code]) if count > 1 else OUT[code])


def out_words(codes: Iterable[str]) -> str:
    """``late, struck``."""
    return ", ".join(_(OUT[code]) for code in codes)
