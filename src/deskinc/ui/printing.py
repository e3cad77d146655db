"""To the printer through a pipe: nothing of a paper or a sheet is put on the disk for that."""

import shutil
import subprocess

from deskinc.errors import DeskError
from deskinc.i18n import _

SECONDS = 30


def has_printer() -> bool:
    """Whether this machine knows a printer (CUPS)."""
    if not shutil.which("lp") or not shutil.which("lpstat"):
        return False
    try:
        found = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return found.returncode == 0 and bool(found.stdout.strip())


def ask_printer() -> None:
    """Raise DeskError where this machine knows no printer."""
    if not has_printer():
        raise DeskError(
            _("No printer is set up on this machine."),
            _("Save the paper and print it from another one; its signatures stay valid."),
        )


def print_pdf(pdf: bytes) -> None:
    """Send the very bytes to the default printer; raises DeskError when there is none."""
    ask_printer()
    _send(pdf, _("The printer did not take the paper."), _("Look at the printer, then try again."))


def print_text(text: str) -> None:
    """Send a sheet of plain text to the default printer; raises DeskError when it is not taken."""
    refused = _("The printer did not take the sheet.")
    _send(text.encode(), refused, _("Copy the words by hand instead."))


def _send(job: bytes, refused: str, todo: str) -> None:
    """Hand the job to ``lp``; it is called deskinc, since a printer logs titles in the clear."""
    try:
        subprocess.run(
            ["lp", "-s", "-t", "deskinc", "-"], input=job, capture_output=True, timeout=SECONDS,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise DeskError(refused, todo) from error
