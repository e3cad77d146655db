"""The recovery sheet on paper: to the printer through a pipe, never as a file or a preview."""

import shutil
import subprocess
from collections.abc import Sequence

from deskinc.errors import DeskError
from deskinc.i18n import _

SECONDS = 20


def has_printer() -> bool:
    """Whether this machine knows a printer (CUPS)."""
    if not shutil.which("lp") or not shutil.which("lpstat"):
        return False
    found = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=SECONDS, check=False)
    return found.returncode == 0 and bool(found.stdout.strip())


def sheet_text(site: str, words: Sequence[str]) -> str:
    """The sheet as plain text: what it opens, the numbered words, where it belongs."""
    half = len(words) // 2
    rows = [
        f"    {at + 1:>2}  {words[at]:<16}{at + 1 + half:>2}  {words[at + half]}"
        for at in range(half)
    ]
    keep = _("With the mirror these words rebuild the book. Keep this sheet in the safe.")
    return "\n\n".join([f"{_('Recovery sheet')}: {site}", *rows, keep]) + "\n"


def print_sheet(site: str, words: Sequence[str]) -> None:
    """Send the sheet to the default printer; raises DeskError when it does not take it."""
    text = sheet_text(site, words).encode()
    try:
        subprocess.run(
            ["lp", "-s", "-t", "deskinc", "-"], input=text, capture_output=True, timeout=SECONDS,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise DeskError(
            _("The printer did not take the sheet."), _("Copy the words by hand instead.")
        ) from error
