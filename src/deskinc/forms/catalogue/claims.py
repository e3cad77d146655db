"""A claim that follows an incident: who asks, what was asked and answered, what was sent."""

from deskinc.forms.fields import Choice, File, Moment, Money, Option, Ref, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

CLAIM_STATES = (
    Option("open", N_("Open")),
    Option("answered", N_("Answered")),
    Option("settled", N_("Settled")),
    Option("refused", N_("Refused")),
    Option("withdrawn", N_("Withdrawn")),
)

CLAIM = Form(
    "claim",
    1,
    N_("Claim"),
    (
        Section(
            N_("Claim"),
            (
                Ref("incident", N_("Incident"), required=True),
                Text("claimant", N_("Claimant"), required=True, limit=200),
                Moment("received", N_("Received"), required=True),
                Text("reference", N_("Reference"), limit=200),
                Text("adjuster", N_("Adjuster, contact"), limit=500),
                Moment("notified", N_("Insurer told"), unknown=True),
                Choice("state", N_("State"), options=CLAIM_STATES),
                Money("reserve", N_("Reserve")),
                Money("paid", N_("Paid")),
                File("letter", N_("Letter")),
                Rows("asked", N_("Asked and answered"), fields=(
                    Text("question", N_("Asked"), required=True, limit=2000),
                    Moment("at", N_("Asked at")),
                    Text("answer", N_("Answered"), limit=2000),
                    Moment("answered", N_("Answered at")),
                    Ref("report", N_("Report sent")),
                )),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip
