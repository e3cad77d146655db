"""What leaves for an insurer or a court, so that they can check papers: certificates, the list."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from deskinc.book.disk.durable import replace
from deskinc.desk.certificates import lists
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.i18n import _

SITE, RELIEF, LIST = "site-ca.cer", "relief-ca.cer", "site-ca.crl"


@dataclass(frozen=True, slots=True)
class Left:
    """What was saved: the names of the files."""

    folder: Path
    names: tuple[str, ...]


def fingerprint(office: Office, *, relief: bool = False) -> str:
    """The SHA-256 of an authority's certificate in groups of four, to be read aloud."""
    founding = office.book.founding
    return grouped(sha256(founding.relief.certificate if relief else founding.ca).hexdigest())


def grouped(digest: str) -> str:
    """A digest in hexadecimal as it is read aloud."""
    return " ".join(digest.upper()[i : i + 4] for i in range(0, len(digest), 4))


def save(office: Office, folder: Path) -> Left:
    """Put both authorities' certificates and the newest list into ``folder``. Blocks.

    Raises NotAllowed, or DeskError where the drive refuses.
    """
    office.allow("certificates")
    founding, now = office.book.founding, office.now()
    files = {SITE: founding.ca, RELIEF: founding.relief.certificate}
    with office.read.checked():
        listed = lists.newest(office.read, founding.ca, now)
    if listed is not None:
        files[LIST] = listed
    for name, data in files.items():
        try:
            replace(folder / name, data)
        except OSError as error:
            raise DeskError(
                _("{name} could not be saved: {why}.").format(name=name, why=error.strerror),
                _("Choose another folder."),
            ) from error
    return Left(folder, tuple(files))
