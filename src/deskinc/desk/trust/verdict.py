"""What a check of the book came to, as people read it, and as the access log keeps it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.checking.check import AWAY, ROOM
from deskinc.book.checking.checked import Checked, Part
from deskinc.book.checking.restricted_check import CLOSED
from deskinc.forms.moments import later
from deskinc.i18n import N_, _
from deskinc.proof.seal import paper_code
from deskinc.proof.tally import (
    BYTES,
    CHAIN,
    COUNTERSIGNS,
    FILES,
    MIRROR,
    NUMBERS,
    PAGES,
    REGISTERS,
    RESTRICTED,
    SEALS,
    SEARCH,
    SIGNATURES,
    TREE,
    VALUES,
)

_WORDS: Mapping[str, tuple[str, str]] = {
    BYTES: (N_("Records"), N_("{held} of {counted} are byte for byte as written")),
    SIGNATURES: (N_("Signatures"), N_("{held} of {counted} hold")),
    CHAIN: (N_("Order"), N_("{held} of {counted} follow the one before")),
    TREE: (N_("Tree"), N_("{held} of {counted} make the code of the book")),
    SEALS: (N_("Seals"), N_("{held} of {counted} agree, each with the one before")),
    VALUES: (N_("Values"), N_("{held} of {counted} are those that were signed")),
    RESTRICTED: (N_("Restricted values"), N_("{held} of {counted} are those that were signed")),
    COUNTERSIGNS: (N_("Second signatures"), N_("{held} of {counted} by another, entitled person")),
    NUMBERS: (N_("Numbers on paper"), N_("{held} of {counted} without gap or repeat")),
    FILES: (N_("Photos, plans, papers"), N_("{held} of {counted} are there and whole")),
    MIRROR: (N_("Mirror"), N_("{held} of {counted} are there too, and the same")),
    REGISTERS: (N_("Lists on screen"), N_("{held} of {counted} say what the records say")),
    SEARCH: (N_("Search"), N_("{held} of {counted} entries agree with the records")),
    PAGES: (N_("Pages of the file"), N_("{held} of {counted} are whole")),
}
_LEFT_OUT = {
    ROOM: N_("not checked: no room on the disk for the copy to compare with"),
    CLOSED: N_("there, but closed: only who may read them can check them"),
    AWAY: N_("not checked: the mirror is not there"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One check: its name in words, what came of it, whether it is ``ok`` (None: not made)."""

    check: str
    name: str
    words: str
    ok: bool | None
    counted: int
    held: int
    found: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the check found: its kind, where, what is wrong and what to do, in words.

    ``n`` is the record, 0 where none is to blame; ``check`` the check that found it.
    """

    kind: str
    n: int
    why: str
    where: str
    todo: str
    check: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check of the records ``first`` to ``records``, begun ``at``.

    ``found`` faults there are, ``faults`` the first of them. ``code`` is the printed code of the
    whole book, ``seal`` (size, line, code) of the newest seal it was held against.
    """

    full: bool
    by_night: bool
    at: datetime
    first: int
    records: int
    found: int
    seconds: float
    code: str
    seal: tuple[int, int, str] | None
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
    alone: tuple[str, ...] = ()
    """Sentences on lines that stand in the mirror alone, as the book says: no faults of its own."""

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    @property
    def ended(self) -> datetime:
        """When it ended."""
        return later(self.at, timedelta(seconds=self.seconds))

    @property
    def left_out(self) -> tuple[Line, ...]:
        """The checks that could not be made."""
        return tuple(line for line in self.lines if line.ok is None)

    @property
    def skipped(self) -> tuple[Line, ...]:
        """Those of them that are news: that whoever checks may not open some values is none."""
        return tuple(line for line in self.left_out if line.check != RESTRICTED)

    def count_words(self) -> str:
        """``1 fault found``, ``12 faults found``."""
        if self.found == 1:
            return _("1 fault found")
        return _("{count} faults found").format(count=f"{self.found:,}")

    def sentence(self) -> str:
        """The outcome in one sentence, and what stands in the mirror alone."""
        return " ".join((self._outcome(), *self.alone))

    def _outcome(self) -> str:
        count = f"{self.records - self.first + 1:,}"
        if not self.ok:
            return _("{count}. The list says where and what.").format(count=self.count_words())
        if self.left_out:
            names = ", ".join(line.name for line in self.left_out)
            words = _(
                "{count} records checked. Nothing was altered in what was checked; not: {what}."
            )
            return words.format(count=count, what=names)
        return _("{count} records checked. Nothing was altered, nothing is missing.").format(
            count=count
        )


def line_of(check: str, counted: int, faulty: int, found: int, left_out: str, took: float) -> Line:
    """A check in words."""
    name, words = _WORDS.get(check, (check, "{held} of {counted}"))
    held = max(0, counted - faulty)
    if left_out:
        said = _(_LEFT_OUT.get(left_out, N_("not checked")))
        return Line(check, _(name), said, None, counted, held, found, took)
    if not counted and not found:
        return Line(check, _(name), _("none in the book yet"), ok=True, counted=0, held=0, found=0,
                    seconds=took)  # fmt: skip
    said = _(words).format(held=f"{held:,}", counted=f"{counted:,}")
    return Line(check, _(name), said, not found, counted, held, found, took)


def lines_of(parts: tuple[Part, ...]) -> tuple[Line, ...]:
    """All checks in words."""
    return tuple(
        line_of(p.check, p.counted, p.faulty, p.found, p.left_out, p.seconds) for p in parts
    )


def detail_of(checked: Checked, *, by_night: bool) -> str:
    """The outcome as the access log keeps it: one text, read back by :func:`read_detail`."""
    seal = checked.seal
    said = [
        "full" if checked.full else "since the last seal",
        *(["by night"] if by_night else []),
        f"records {checked.first}-{checked.last}",
        f"found {checked.found}",
        f"{checked.seconds:.1f} s",
        f"code {paper_code(checked.root)}",
        *([f"sealed {seal.size} line {seal.line} {paper_code(seal.root)}"] if seal else []),
    ]
    said += [
        f"{p.check} {p.counted - p.held}/{p.counted} found {p.found} {p.seconds:.1f} {p.left_out}"
        for p in checked.parts
    ]
    return "; ".join(word.strip() for word in said)


_WHOLE = re.compile(
    r"(?P<full>full|since the last seal)(?P<night>; by night)?"
    r"; records (?P<first>\d+)-(?P<last>\d+); found (?P<found>\d+)"
    r"; (?P<took>[\d.]+) s; code (?P<code>[A-Z2-7 ]+)"
    r"(?:; sealed (?P<size>\d+) line (?P<line>\d+) (?P<seal>[A-Z2-7 ]+))?(?P<rest>;.*)?"
)
_PART = re.compile(r"(\w+) (\d+)/(\d+) found (\d+) ([\d.]+)(?: (\w+))?")


def read_detail(detail: str, at: datetime) -> Verdict | None:
    """The outcome that a text of :func:`detail_of` tells, ended ``at``; None for another text."""
    read = _WHOLE.fullmatch(detail)
    if read is None:
        return None
    took = float(read["took"])
    seal = (int(read["size"]), int(read["line"]), read["seal"]) if read["seal"] else None
    lines = tuple(
        line_of(check, int(counted), int(faulty), int(found), left_out, float(seconds))
        for check, faulty, counted, found, seconds, left_out in _PART.findall(read["rest"] or "")
    )
    return Verdict(
        read["full"] == "full", bool(read["night"]), later(at, -timedelta(seconds=took)),
        int(read["first"]), int(read["last"]), int(read["found"]), took, read["code"], seal, lines,
    )  # fmt: skip
