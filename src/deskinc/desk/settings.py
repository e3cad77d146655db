"""The site's settings: records like any other, so that a change shows who made it and when."""

from collections.abc import Mapping
from concurrent.futures import Future

from deskinc.book.record import Draft, Saved
from deskinc.desk.office import Office
from deskinc.errors import DeskError
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.i18n import _


def values(office: Office) -> dict[str, object]:
    """The settings as they stand, as the form takes them."""
    return forms.unflatten(current("site"), office.read.settings())


def change(office: Office, raw: Mapping[str, object]) -> "Future[Saved]":
    """Write the settings that differ; raises InvalidForm, NotAllowed, or DeskError for none."""
    office.allow("settings")
    before = office.read.settings()
    said = forms.clean(current("site"), raw, partial=True, current=before)
    changed = forms.changes(before, said)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    return office.write(Draft("site", changed, thread=_thread(office)))


def _thread(office: Office) -> bytes:
    """The thread of the site's settings, which record 3 of every book begins."""
    return office.read.record(3).thread
