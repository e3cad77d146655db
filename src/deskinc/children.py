"""The processes this program starts of itself: hostile files and long checks stay out of its own.

Each is given its work on standard input, never on the command line.
"""

import sys
from importlib import import_module
from pathlib import Path

MODULES = {
    "--intake-child": "deskinc.intake.child",
    "--token-child": "deskinc.desk.certificates.token_child",
    "--judging-child": "deskinc.desk.papers.judging",
    "--check-backup": "deskinc.book.backups.backup_check",
    "--check-child": "deskinc.book.checking.check_child",
}
"""The option of the frozen program, and the module whose ``main`` runs."""

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from deskinc.children import run; run(sys.argv[2])"
)


def command(option: str) -> list[str]:
    """The command line of one of :data:`MODULES`, from a checkout or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, option]
    source = str(Path(__file__).resolve().parents[1])
    return [sys.executable, "-I", "-B", "-c", _START, source, option]


def run(option: str) -> None:
    """Be that child; returns when it has done its work."""
    import_module(MODULES[option]).main()
