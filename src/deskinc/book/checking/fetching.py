"""Photos, plans and papers that are damaged or gone here, fetched from the mirror's true copy.

A copy is true if it hashes to what was signed. What lay in its place is laid aside, never deleted.
"""

from collections.abc import Iterable

from deskinc.book.disk import files
from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.disk.store import Link
from deskinc.book.opened import Opened
from deskinc.book.records import reading
from deskinc.book.restore import aside
from deskinc.errors import BookFault
from deskinc.log import logger
from deskinc.proof.findings import Finding, Why


def fetch(opened: Opened, link: Link, found: Iterable[Finding]) -> frozenset[Finding]:
    """Put the mirror's copy in the place of each file ``found`` damaged or missing.

    Returns the findings of which the book's own file is true again.
    """
    ours = [one for one in found if one.why in {Why.FILE_MISSING, Why.FILE_ALTERED}]
    return frozenset(one for one in ours if _fetched(opened, link, one))


def _fetched(opened: Opened, link: Link, found: Finding) -> bool:
    key, own = opened.name_key, opened.attachments
    try:
        attachment = reading.attachment(link, found.n, found.about)
        if files.check(own, key, attachment) == "good":
            return True  # another record has the same file
        there = opened.mirror and opened.mirror / ATTACHMENTS
        if not there or files.check(there, key, attachment) != "good":
            return False
        name = files.file_name(key, attachment.sha256)
        if (own / name).exists():
            aside.move(opened.folder, own / name)
        files.copy_to(there, own, name)
    except (OSError, KeyError, BookFault) as error:
        logger.warning("a file is not fetched from the mirror: %s", error)
        return False
    return True
