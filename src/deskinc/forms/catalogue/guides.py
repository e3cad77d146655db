"""What the site says of a category or its family: criteria, checklist, calls, words to read out."""

from deskinc.forms import taxonomy
from deskinc.forms.fields import Choice, Number, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

GUIDE = Form(
    "guide",
    1,
    N_("Guide"),
    (
        Section(
            N_("Guide"),
            (
                Text("subject", N_("Category or family"), required=True, limit=60),
                Choice("severity", N_("Severity at first"), options=taxonomy.SEVERITY_OPTIONS),
                Text("criteria", N_("Raise an incident if"), multiline=True, limit=2000),
                Rows("steps", N_("Checklist"), fields=(
                    Text("step", N_("Step"), required=True, limit=500),
                )),
                Rows("calls", N_("Whom to call"), fields=(
                    Text("who", N_("Who"), required=True, limit=200),
                    Text("number", N_("Number"), limit=100),
                    Choice("from", N_("From severity"), required=True,
                           options=taxonomy.SEVERITY_OPTIONS),
                    Number("within", N_("Within"), required=True, low=0, high=10_080,
                           unit=N_("minutes")),
                )),
                Rows("words", N_("Words to read out"), fields=(
                    Text("title", N_("For"), required=True, limit=200),
                    Text("words", N_("Words"), required=True, multiline=True, limit=2000),
                )),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip
