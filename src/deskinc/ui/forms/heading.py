"""The words over a field: its label, and whether its answers are restricted."""

from deskinc.forms.fields import Field
from deskinc.i18n import _


def heading(field: Field) -> str:
    """``Injury · restricted``; the label alone where everybody may read the answers."""
    words = _(field.label)
    return _("{field} · restricted").format(field=words) if field.restricted else words
