"""A statement as it is asked: the words first, who tells them and the reading back last."""

from collections.abc import Mapping
from types import MappingProxyType

from deskinc.errors import InvalidForm
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.statement import YOUNG
from deskinc.forms.fields import Field, Raw, Value
from deskinc.forms.form import Section
from deskinc.i18n import N_, _
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.manner import Manner

WORDS = ("account", f"{YOUNG}account")
MANNER = Manner(always_open=True, most=2, needed={"witness", f"{YOUNG}witness", *WORDS, "young"})


def sections() -> list[Section]:
    """What is told, under age or not, in one place; below it what is said of the telling."""
    form = current("statement")
    told = [part for part in form.sections if part.fields[0].name in {"witness", "young_witness"}]
    last = ("young", "taken", "read_back")
    return [*(Section("", part.fields) for part in told),
            Section(N_("Taken"), tuple(map(form.field, last)))]  # fmt: skip


class Telling(Answers):
    """Asks as of an adult until somebody says otherwise; the words go along with what is said.

    What is written says in any case whether the witness is under age.
    """

    assumed: Mapping[str, Value] = MappingProxyType({"young": False})

    def asked(self, field: Field) -> bool:
        """Whether the field is asked; the reading back only once there are words."""
        if field.name == "read_back":
            return any(self.values().get(name) for name in WORDS)
        return super().asked(field)

    def to_write(self) -> dict[str, Value]:
        """The answers; not without that of the age."""
        said = super().to_write()
        if "young" not in said:
            raise InvalidForm({"young": _("This is needed.")})
        return said

    def put(self, name: str, answer: Raw, faults: Mapping[str, str] | None = None) -> None:
        """Take an answer; what was told follows where it belongs by age."""
        super().put(name, answer, faults)
        if name == "young" and isinstance(young := self.values().get("young"), bool):
            here, there = ("", YOUNG) if young else (YOUNG, "")
            for part in self.form.sections[1].fields:
                self._move(here + part.name, there + part.name)

    def _move(self, here: str, there: str) -> None:
        if self.is_changed(here):
            if not self.is_changed(there):
                super().put(there, self.answer(self.form.field(here)))
            self.give_up(here)
