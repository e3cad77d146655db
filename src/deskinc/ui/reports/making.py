"""Making and signing an insurance report, as the work lane runs it."""

from collections.abc import Callable
from dataclasses import dataclass

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.papers.exports import Prepared, Ready, Signed
from deskinc.desk.trust import trust
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui.reports.ready import read_ready


@dataclass(frozen=True, slots=True)
class Made:
    """A paper ready to be signed, and what is to be known of it."""

    paper: Prepared
    ready: tuple[Ready, ...]
    checked: Ready


class Wrong(DeskError):
    """The passphrase of the issuer, or of the reviewing lead, does not open its keys."""

    def __init__(self, error: DeskError, *, lead: bool) -> None:
        super().__init__(error.what, error.todo)
        self.lead = lead


def making(
    office: Office, thread: str, lead: str, checked: Ready | None, kind: str = "insurance"
) -> Callable[[], Made]:
    """What the work lane does: check the book unless ``checked``, seal it, lay out the pages."""

    def work() -> Made:
        known = checked or check_book(office)
        make = exports.incident_report if kind == "incident" else exports.insurance_report
        paper = make(office, thread, lead)
        return Made(paper, tuple(read_ready(office, thread)), known)

    return work


def check_book(office: Office) -> Ready:
    """Check the book since its last seal; once in a session is enough for the papers."""
    verdict = trust.verify(office, full=False)
    line = entries.next_serial(office) - 1
    words = _("Book checked to line {line}").format(line=line)
    return Ready(verdict.ok, words if verdict.ok else verdict.sentence())


def signing(
    office: Office, paper: Prepared, passphrase: str, lead: str, other: str
) -> Callable[[], Signed]:
    """What the work lane does: let both sign; raises Wrong where a passphrase opens nothing."""

    def work() -> Signed:
        try:
            return exports.sign_insurance(office, paper, passphrase, lead, other)
        except WrongPassphrase as error:
            raise Wrong(error, lead=bool(lead) and error.who == lead) from error

    return work
