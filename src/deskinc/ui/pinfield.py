"""The field in which a PIN is chosen, with what it is good for."""

from deskinc.desk.signing_on.pins import DIGITS
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, Passphrase


def pin_field(words: str, *, height: int = 36) -> tuple[Passphrase, Labelled]:
    """The field, and its row under the label ``words``."""
    field = Passphrase(height=height, pin=True)
    field.setMaxLength(DIGITS)
    return field, Labelled(words, field, hint())


def hint() -> str:
    """What is said below it."""
    return _("Six digits for this shift: they unlock, and change the writer.")
