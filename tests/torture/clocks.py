"""Clocks that jump, nights that are longer or shorter, and two programs at one book."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.book.houses import House, Ticking, found, line
from tests.torture.office import Secrets, begin, copied, examine, lines
from tests.torture.outcome import Outcome
from tests.torture.shim import absent, victim

from deskinc.book.clock import Clocks

CLOCK, MACHINE, TWO = (
    "clock −3 h, +2 d, DST, 2038: in order, and said",
    "the machine’s clocks jump; suspend",
    "two programs at one book",
)

EPOCH, MILLISECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STARTS = {
    "an evening": datetime(2026, 11, 21, 21, tzinfo=UTC),
    "the long night": datetime(2026, 10, 25, 0, 59, 58, tzinfo=UTC),
    "the short night": datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC),
    "new year": datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC),
    "29 February": datetime(2028, 2, 28, 23, 59, 58, tzinfo=UTC),
    "the end of 32 bits": datetime(2038, 1, 19, 3, 14, 6, tzinfo=UTC),
}
JUMPS = {
    "−3 h": (-3 * HOUR,),
    "+2 d": (2 * DAY,),
    "+2 d and back": (2 * DAY, -2 * DAY),
    "to 2038 and back": (timedelta(days=4100), timedelta(days=-4100)),
    "none": (timedelta(),),
}
CASES = [(start, jump) for start in STARTS for jump in JUMPS]

SECONDS = (
    (-10_800.0, 0.0),
    (172_800.0, 0.0),
    (364_000_000.0, 0.0),
    (-364_000_000.0, 0.0),
    (28_800.0, 28_800.0),
    (3_600.0, 0.0),
    (-3_600.0, 0.0),
)
"""Jumps of the time of day and of the time since boot; both together are a suspended machine."""

SLACK = 30.0
"""Seconds a slow machine may take between two lines."""


def row(case: int, work: Path) -> Outcome:
    """One start and one jump, lines before, between and after, through a restart.

    Every jump is amber and a line by the desk, in the order they came.
    """
    start, jump = CASES[case]
    where = f"{start}, {jump}"
    clock, jumped = Ticking(STARTS[start], timedelta(seconds=1)), [timedelta()]
    both = Clocks(clock, lambda: (b"boot", (clock.moment - jumped[0] - EPOCH) // MILLISECOND))
    house, texts, amber = found(work, both), list[str](), list[int]()

    def post() -> None:
        texts.append(f"line-{len(texts)}")
        house.post(line(texts[-1]))

    try:
        for step in (timedelta(), *JUMPS[jump]):
            clock.moment += step
            jumped[0] += step
            post()
            post()
            house.book.settle()
            amber.append(house.book.health().step is not None)
            house.book.seal(house.me).result()
            house.reopen()
            post()
        house.book.settle()
        said, findings = lines(house.book), house.book.verify(full=True)
        pending, said_of = house.book.health().mirror, told(house)
    finally:
        house.book.close()
    steps = [round(step.total_seconds()) for step in JUMPS[jump] if step]
    wrong = {
        "the lines are not in the order they were written": said != texts,
        f"the mirror is {pending}": pending != "ok",
        f"the book says {said_of} of the clock": said_of != steps,
        "amber at the wrong time": amber != [False, *(bool(steps) for _jump in amber[1:])],
    }
    notes = [f"{where}: {f.why}" for f in findings]
    notes += [f"{where}: {what}" for what, is_so in wrong.items() if is_so]
    return Outcome(CLOCK, 1, int(bool(notes)), notes=tuple(notes))


def told(house: House) -> list[object]:
    """The steps that the desk itself wrote in the book."""
    read = house.book.reader()
    records = [read.record(n) for n in sorted(read.search("", form="clock"))]
    return [record.values["stepped"] for record in records if record.author == "desk"]


def machine(work: Path) -> Outcome:
    """A process whose own clocks are set: every jump stands in the records, a suspend is none."""
    if why := absent():
        return Outcome(MACHINE, skipped=why)
    secrets = begin(work / "base")
    root = copied(work / "base", work / "office")
    said = victim("clocks", secrets, {"root": str(root), "jumps": SECONDS})
    total = Outcome(MACHINE)
    for (wall, boot), one in zip(SECONDS, said, strict=True):
        before, after = (_apart(*pair) for pair in one["clocks"])
        stands = abs(after - before - (wall - boot)) < SLACK
        notes = [] if stands else [f"{wall:+.0f} s: it does not stand in the records"]
        if one["mirror"] != "ok":
            notes.append(f"{wall:+.0f} s: the mirror is {one['mirror']}")
        total += Outcome(MACHINE, 1, 0, int(bool(notes)), notes=tuple(notes))
    acks = [f"{when}-{n}" for n in range(len(SECONDS)) for when in ("before", "after")]
    return total + _asked(MACHINE, root, secrets, acks)


def _apart(at: str, ms: int) -> float:
    """Seconds between the time of day and the time since boot that a record gives."""
    return datetime.fromisoformat(at).timestamp() - ms / 1000


def two(runs: int, work: Path) -> Outcome:
    """Two processes open the book at the same moment: one gets it, the other is told."""
    if why := absent():
        return Outcome(TWO, skipped=why)
    secrets = begin(work / "base")
    root = copied(work / "base", work / "office")
    said = victim("two", secrets, {"root": str(root), "runs": runs})
    notes = [f"{one}" for one in said if sorted(one["opened"]) != [False, True] or one["failed"]]
    acks = [ack for one in said for ack in one["acks"]]
    return Outcome(TWO, runs, 0, len(notes), notes=tuple(notes)) + _asked(TWO, root, secrets, acks)


def _asked(test: str, root: Path, secrets: Secrets, acks: list[str]) -> Outcome:
    verdict = examine(root, secrets, acks)
    bad = verdict.lost or verdict.wrong or verdict.said
    notes = (f"{verdict.lost} lost {verdict.wrong} {verdict.said}",) if bad else ()
    return Outcome(test, 0, int(bool(bad)), notes=notes)
