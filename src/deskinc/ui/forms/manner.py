"""How a form stands on a page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from deskinc.forms.fields import Field
from deskinc.i18n import N_, _

NOT_YET = N_("not yet")


@dataclass(frozen=True, slots=True)
class Manner:
    """What one view of a form does otherwise than another."""

    always_open: bool = False
    """The editors stand there for good: a form to be filled in at one go."""
    titles: bool = True
    always: Collection[str] = ()
    """Fields that do not wait behind “More” though unanswered and not needed."""
    most: int = 3
    """Columns side by side, at the most."""
    needed: Collection[str] | None = None
    """Fields marked as needed, where those are not the ones that the form demands in the end."""
    none: Mapping[str, str] = field(default_factory=dict)
    """By field, what stands in place of no answer where that is not “not yet”."""

    def needs(self, asked: Field) -> bool:
        """Whether a field is marked as needed."""
        return asked.required if self.needed is None else asked.name in self.needed

    def nothing(self, asked: Field) -> str:
        """What stands in place of no answer."""
        return _(self.none.get(asked.name, NOT_YET))
