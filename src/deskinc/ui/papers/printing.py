"""A paper to the printer through a pipe: nothing of it is put on the disk for that."""

import shutil
import subprocess

from deskinc.errors import DeskError
from deskinc.i18n import _

SECONDS = 30


def has_printer() -> bool:
    """Whether this machine knows a printer (CUPS)."""
    if not shutil.which("lp") or not shutil.which("lpstat"):
        return False
    found = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=SECONDS, check=False)
    return found.returncode == 0 and bool(found.stdout.strip())


def print_pdf(pdf: bytes) -> None:
    """Send the very bytes to the default printer; raises DeskError when there is none.

    The job is called deskinc: its title stands in the printer's log in the clear.
    """
    if not has_printer():
        raise DeskError(
            _("No printer is set up on this machine."),
            _("Save the paper and print it from another one; its signatures stay valid."),
        )
    try:
        subprocess.run(
            ["lp", "-s", "-t", "deskinc", "-"], input=pdf, capture_output=True, timeout=SECONDS,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise DeskError(
            _("The printer did not take the paper."), _("Look at the printer, then try again.")
        ) from error
