"""Every paper of an incident says across each page that it is an exercise, and that it is void."""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.evidence.test_custody import BAG, TOLD
from tests.desk.offices import BOSS, PHRASES, Desk, fresh
from tests.desk.papers.test_incident_paper import across

import deskinc.desk
from deskinc.desk.evacuation import score, start
from deskinc.desk.evidence import exhibits, pages, statements
from deskinc.desk.incidents import closing, incidents
from deskinc.desk.learning import lessons, paper, slips
from deskinc.desk.learning.slips import Slip
from deskinc.desk.papers import exports
from deskinc.errors import DeskError
from deskinc.proof.canonical import unb64

MOVED = {"kind": "police", "from": "Desk", "to": "Police", "taker": "PC 123 Ode"}
OF_NONE = {
    "downtime.sheets.print_sheets", "downtime.sheets.spills", "papers.check_papers.report",
    "papers.day_pages.print_day", "shift.handover._render",
}  # fmt: skip
"""What makes papers that are of no one incident: blank sheets, checks, days, shifts."""


class Case:
    """An incident with all that something is printed of."""

    def __init__(self, desk: Desk, *, exercise: bool) -> None:
        desk.sit(BOSS)
        office = self.office = desk.office
        raw = {"exercise": True} if exercise else {}
        self.thread = desk.raise_incident(**raw)
        row = office.read.incident(unb64(self.thread))
        assert row is not None
        self.number = row.number or ""
        self.statement, self.exhibit = fresh(), fresh()
        statements.take(office, self.thread, TOLD, self.statement).result()
        exhibits.make(office, self.thread, BAG, self.exhibit).result()
        exhibits.move(office, self.exhibit, MOVED, fresh()).result()
        self.about = {"id": self.thread, "text": self.number}
        told = {"held": office.now(), "worked": "Radio.", "not_worked": "Lift."}
        lessons.write(office, "debrief", {**told, "about": self.about}, fresh()).result()
        self.slip = Slip(self.thread, self.number, "Lifts", "Lift", "", "", "Mend it.", "")

    def receipt(self) -> bytes:
        """Of the only movement of its exhibit."""
        (row,) = exhibits.listed(self.office, self.thread)
        return pages.receipt_page(self.office, self.exhibit, row.moves[0].row).pdf

    def score(self) -> bytes:
        """Of whatever was practised."""
        incident = incidents.page(self.office, self.thread).incident
        return score.printed(self.office, score.score(self.office, incident))[0]


PAPERS: dict[str, tuple[Callable[[Case], bytes], ...]] = {
    "papers.exports.insurance_report": (
        lambda case: exports.insurance_report(case.office, case.thread).pdf,
    ),
    "papers.exports.incident_report": (
        lambda case: exports.incident_report(case.office, case.thread).pdf,
    ),
    "evidence.pages._made": (
        lambda case: pages.statement_page(case.office, case.statement).pdf, Case.receipt,
    ),
    "learning.paper.printed": (lambda case: paper.printed(case.office, case.thread).pdf,),
    "learning.slips.printed": (lambda case: slips.printed(case.office, case.slip).pdf,),
    "evacuation.start._laid_out": (lambda case: start.pack(case.office, case.thread).pdf,),
    "evacuation.score.printed": (Case.score,),
}  # fmt: skip


def rendering() -> Iterator[str]:
    """Every function of the desk that renders a paper."""
    root = Path(deskinc.desk.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(one, ast.FunctionDef):
                continue
            inner = {n for f in ast.walk(one) if isinstance(f, ast.FunctionDef) and f is not one
                     for n in ast.walk(f)}  # fmt: skip
            calls = (n.func for n in ast.walk(one) if isinstance(n, ast.Call) and n not in inner)
            if any(isinstance(func, ast.Name) and func.id == "render" for func in calls):
                yield f"{module}.{one.name}"


def test_every_function_that_makes_a_paper_of_an_incident_is_known() -> None:
    assert set(rendering()) == set(PAPERS) | OF_NONE


@pytest.mark.parametrize(
    ("exercise", "void", "mark"),
    [(True, False, "EXERCISE"), (False, True, "VOID"), (True, True, "EXERCISE · VOID"),
     (False, False, "")],
)  # fmt: skip
def test_every_page_of_every_paper_of_an_incident_bears_its_mark(
    desk: Desk, *, exercise: bool, void: bool, mark: str
) -> None:
    case = Case(desk, exercise=exercise)
    if void:
        closing.void(case.office, case.thread, "By mistake.", PHRASES[BOSS], fresh())
    for name, makers in PAPERS.items():
        for make in makers:
            if void and name.endswith("insurance_report"):
                with pytest.raises(DeskError, match="void"):
                    make(case)
            else:
                assert across(make(case)) == {mark}, name


def test_for_a_void_incident_no_slip_is_offered(desk: Desk) -> None:
    case = Case(desk, exercise=False)
    me = {"id": case.office.officer.thread, "text": BOSS}
    due = case.office.now() + timedelta(days=1)
    said = {"about": case.about, "what": "Mend the lift.", "owner": me, "due": due}
    action = fresh()
    lessons.write(case.office, "measure", said, action).result()
    assert slips.of_action(case.office, action).asked == "Mend the lift."
    closing.void(case.office, case.thread, "By mistake.", PHRASES[BOSS], fresh())
    with pytest.raises(DeskError, match="void"):
        slips.of_incident(case.office, case.thread)
    with pytest.raises(DeskError, match="void"):
        slips.of_action(case.office, action)
