"""A witness statement: who, in their own words, ADVOKATE, read back, signed by hand.

ADVOKATE: amount of time, distance, visibility, obstruction, known, any reason, time lapse, errors.
"""

from deskinc.forms.catalogue.hand import by_hand
from deskinc.forms.fields import Field, Flag, Moment, Person, Ref, Text
from deskinc.forms.form import Form, Section
from deskinc.forms.restricting import JUVENILE
from deskinc.i18n import N_

YOUNG = "young_"
"""What the names of the same fields begin with that are restricted, for who is under age."""


def _told(prefix: str, answer: str, rule: str) -> tuple[Field, ...]:
    """The fields asked where the witness is under age, or is not."""
    when = ("young", answer)

    def text(name: str, label: str, *, limit: int = 500, needed: bool = False) -> Text:
        return Text(
            f"{prefix}{name}", label, when=when, restricted=rule, required=needed,
            multiline=limit > 500, limit=limit,
        )  # fmt: skip

    return (
        text("witness", N_("Witness"), limit=200, needed=True),
        text("contact", N_("Contact")),
        text("role", N_("Role"), limit=200),
        text("account", N_("In the witness’s own words"), limit=20_000, needed=True),
        text("speech", N_("What was said, word for word"), limit=20_000),
        text("amount", N_("How long in sight")),
        text("distance", N_("From how far")),
        text("visibility", N_("Light, weather, how well seen")),
        text("obstruction", N_("Anything in the way")),
        text("known", N_("Seen or known before")),
        text("any_reason", N_("Any reason to remember")),
        text("time_lapse", N_("How long ago")),
        text("errors", N_("Differences from what was said before")),
    )


STATEMENT = Form(
    "statement",
    1,
    N_("Witness statement"),
    (
        Section(
            N_("Witness"),
            (
                Ref("incident", N_("Incident"), required=True),
                Flag("young", N_("Is the witness under 18?"), required=True),
            ),
        ),
        Section(N_("Statement"), _told("", "no", "")),
        Section(N_("Statement of a young person"), _told(YOUNG, "yes", JUVENILE)),
        Section(
            N_("Taken"),
            (
                Person("taken_by", N_("Taken by"), required=True),
                Moment("taken", N_("Taken at"), required=True),
                Flag("read_back", N_("Read back to the witness?"), required=True),
                *by_hand(N_("Signature of the witness")),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip
"""Written whole by its first record; later ones only bring the signature. Whoever wants to say
something else makes another statement."""
