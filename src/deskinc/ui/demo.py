"""The demo office: written in a folder of its own, which goes with the program."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.paths import forget
from deskinc.ui import tasks
from deskinc.ui.tasks import Report
from deskinc.ui.waiting import Waiting

if TYPE_CHECKING:
    from deskinc.desk.office import Office


def waiting() -> Waiting:
    """The door of the demo office."""
    more = _(
        "Harbour Court, a fictional site: a week of its book is being written, signed and sealed."
    )
    return Waiting(_("Demo office"), more)


def write(door: Waiting, built: "Callable[[Office], object]") -> Path:
    """Write the demo office while ``door`` says how far it is; its folder is given at once."""
    folder = Path(tempfile.mkdtemp(prefix="deskinc-demo-"))
    task = tasks.Task(door)
    task.progressed.connect(door.show_progress)

    def failed(error: Exception) -> None:
        door.fail(str(error) if isinstance(error, DeskError) else "")
        if not isinstance(error, DeskError):
            tasks.crash(error)

    task.start(lambda report, _stop: build(folder, report), built, failed)
    return folder


def build(folder: Path, report: Report) -> "Office":
    """Write the demo office below ``folder`` and sign its officer in."""
    from deskinc.desk import demo as story
    from deskinc.desk.office import sign_in

    def told(done: int, everything: int) -> None:
        words = _("{done} of {all} acts written").format(done=done, all=everything)
        report(done / everything, words)

    name = story.build(folder, progress=told)
    report(1.0, _("Opening the book."))
    return sign_in(folder / "book", name, story.PASSPHRASE)


def words() -> tuple[str, str]:
    """What is said once it is open: whose passphrase is what, and how long it stays."""
    from deskinc.desk.demo import PASSPHRASE

    said = _("Demo office: everybody’s passphrase is “{words}”.").format(words=PASSPHRASE)
    return said, _("All of it is fictional and gone when the window closes.")


def throw_away(folder: Path) -> None:
    """Leave nothing of the demo office below ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    forget(folder / "book")
