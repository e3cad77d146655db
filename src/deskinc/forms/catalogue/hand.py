"""Signatures of people without a key: by pen, drawn on the screen, refused or unable (D21)."""

from deskinc.forms.fields import Choice, Field, File, Moment, Option, Text
from deskinc.i18n import N_

SIGNED = (
    Option("pen", N_("By pen on the printed page")),
    Option("drawn", N_("Drawn on the screen")),
)
NOT_SIGNED = (
    Option("refused", N_("Refused to sign")),
    Option("unable", N_("Unable to sign")),
)


def by_hand(label: str) -> tuple[Field, ...]:
    """The fields of one such signature: ``label`` says whose it is.

    What was signed lies in ``scan``: without that file it is not signed. Who refuses or is unable
    says ``why``, and somebody has ``seen_by`` it.
    """
    return (
        Choice("signed", label, options=SIGNED + NOT_SIGNED),
        Moment("signed_at", N_("Signed at")),
        File("scan", N_("Signed page or strokes")),
        Text("why", N_("Why not, in the person’s words"), limit=500),
        Text("seen_by", N_("Seen by"), limit=200),
    )
