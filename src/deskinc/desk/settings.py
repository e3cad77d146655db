"""The site's settings: records like any other, so that a change shows who made it and when."""

from collections.abc import Mapping
from concurrent.futures import Future

from deskinc.book.record import Draft, Saved
from deskinc.desk.office import Office
from deskinc.desk.words.whys import why
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
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
    _refuse_whys(changed)
    return office.write(Draft("site", changed, thread=_thread(office)))


def _thread(office: Office) -> bytes:
    """The thread of the site's settings, which record 3 of every book begins."""
    return office.read.record(3).thread


def _refuse_whys(changed: Mapping[str, Value]) -> None:
    """Of who is helped out everybody reads what help is needed: never why (D20)."""
    notes = {}
    for name, said in changed.items():
        is_help = name.startswith("peeps/") and name.endswith("/help")
        if is_help and isinstance(said, str) and (word := why(said)):
            words = _("“{word}” says why. Write only what help is needed.")
            notes[name] = words.format(word=word)
    if notes:
        raise InvalidForm(notes)


def once_helped(office: Office, name: str) -> bool:
    """Whether settings saved before name somebody who is helped out no more."""
    known = {v for n, v in office.read.settings().items() if n.startswith("peeps/")}
    records = (r for r in office.read.thread(_thread(office)) if r.form == "site")
    return name not in known and any(
        n.startswith("peeps/") and said == name for r in records for n, said in r.values.items()
    )
