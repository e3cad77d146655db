"""All that is held for one incident beside its photos, read at one go."""

from dataclasses import dataclass

from deskinc.desk.evidence import documents, exhibits, hands, statements
from deskinc.desk.evidence.documents import FileRow
from deskinc.desk.evidence.exhibits import ExhibitRow
from deskinc.desk.evidence.hands import Missing
from deskinc.desk.evidence.statements import StatementRow
from deskinc.desk.office import Office


@dataclass(frozen=True, slots=True)
class Holding:
    """Files, exhibits, statements, and the papers that are missing to them."""

    files: tuple[FileRow, ...] = ()
    exhibits: tuple[ExhibitRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    missing: tuple[Missing, ...] = ()


def holding(office: Office, thread: str) -> Holding:
    """What is held for an incident."""
    return Holding(
        tuple(documents.files(office, thread)), tuple(exhibits.listed(office, thread)),
        tuple(statements.listed(office, thread)), tuple(hands.missing(office, thread)),
    )  # fmt: skip
