"""The processes this program starts of itself: hostile files and long checks stay out of its own.

Each is given its work on standard input, never on the command line, and next to nothing of the
environment. Keys lie in the program and in most of them: here is what hides such a process.
"""

import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
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
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_SIGKILL = 9


def command(option: str) -> list[str]:
    """The command line of one of :data:`MODULES`, from a checkout or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, option]
    source = str(Path(__file__).resolve().parents[1])
    return [sys.executable, "-I", "-B", "-c", _START, source, option]


def start(
    command: Sequence[str], *, more: Collection[str] = (), cwd: str | None = None, flags: int = 0
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own; it is spoken with through pipes.

    ``more`` names variables of this process's environment that it is given, ``flags`` are how
    Windows starts it.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(more),
        cwd=cwd,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | flags,
        start_new_session=True,
    )


def _environment(more: Collection[str]) -> dict[str, str]:
    """Nothing but ``more``, and what Windows needs to load its own libraries."""
    named = {*more, *(("SYSTEMROOT", "WINDIR") if sys.platform == "win32" else ())}
    return {key: os.environ[key] for key in named if key in os.environ}


def run(option: str) -> None:
    """Be that child, hidden; it ends with whoever started it, or when it has done its work."""
    hide()
    _ask_linux(_PR_SET_PDEATHSIG, _SIGKILL)
    import_module(MODULES[option]).main()


def hide() -> None:
    """Leave no core dump of this process, and let no other of the same user look into it.

    What the system does not grant is gone without.
    """
    no_core()
    _ask_linux(_PR_SET_DUMPABLE, 0)


def no_core() -> None:
    """Leave no core dump of this process, nor of what it starts."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _ask_linux(what: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(what, value, 0, 0, 0)
