"""What the desk has to do and what is done with its lines: stamps, routines, reviews, paper."""

from deskinc.forms import taxonomy
from deskinc.forms.catalogue.checks import CLOCK_WINDOW, OWN_TIMES, at_least
from deskinc.forms.fields import (
    Choice,
    File,
    Flag,
    Moment,
    Number,
    Option,
    Place,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Check, Form, Section
from deskinc.i18n import N_

ANCHOR = Form(
    "anchor",
    1,
    N_("Time stamp"),
    (
        Section(
            N_("Time stamp"),
            (Moment("stamped", N_("Stamped"), required=True, precision="s"),),
        ),
    ),
)

DAYS = (
    Option("mon", N_("Monday")),
    Option("tue", N_("Tuesday")),
    Option("wed", N_("Wednesday")),
    Option("thu", N_("Thursday")),
    Option("fri", N_("Friday")),
    Option("sat", N_("Saturday")),
    Option("sun", N_("Sunday")),
)

ROUTINE_STATES = (Option("active", N_("Active")), Option("ended", N_("Ended")))

ROUTINE = Form(
    "routine",
    1,
    N_("Routine"),
    (
        Section(
            N_("What"),
            (
                Text("name", N_("Name"), required=True, limit=200),
                Choice("type", N_("Type"), required=True, options=taxonomy.TYPE_OPTIONS),
                Place("place", N_("Place")),
                Rows("points", N_("Points"), fields=(
                    Text("point", N_("Point"), required=True, limit=200),
                    Number("order", N_("Order")),
                )),
                Text("text", N_("What the line says"), limit=2000,
                     help=N_("Written when it is ticked.")),
                Text("procedure", N_("If it is missed"), multiline=True, limit=2000),
            ),
        ),
        Section(
            N_("When"),
            (
                Choice("days", N_("Days"), options=DAYS, many=True,
                       help=N_("None for every day.")),
                Rows("times", N_("Times"), fields=(
                    Text("at", N_("Time"), required=True, limit=5),
                )),
                Number("every", N_("Every"), low=5, high=1440, unit=N_("minutes")),
                Text("from", N_("From"), limit=5),
                Text("until", N_("Until"), limit=5),
                Number("tolerance", N_("Tolerance"), required=True, low=0, high=240,
                       unit=N_("minutes")),
                Choice("state", N_("State"), options=ROUTINE_STATES),
            ),
        ),
    ),
    threaded=True,
    checks=(OWN_TIMES, *CLOCK_WINDOW),
)  # fmt: skip

DELIVERY = Form(
    "delivery",
    1,
    N_("Delivery"),
    (
        Section(
            N_("Delivery"),
            (
                Text("what", N_("What"), limit=500),
                Number("pieces", N_("Pieces"), low=1),
                Text("recipient", N_("For"), limit=200),
                Text("carrier", N_("Carrier"), limit=200),
                Place("place", N_("Place")),
                Flag("refused", N_("Refused?")),
                Text("reason", N_("Why refused"), required=True, when=("refused", "yes"),
                     limit=500),
            ),
        ),
    ),
)  # fmt: skip

REVIEW = Form(
    "review",
    1,
    N_("Review"),
    (
        Section(
            N_("Review"),
            (
                Number("first", N_("First line"), required=True, low=1),
                Number("last", N_("Last line"), required=True, low=1),
                Flag("own", N_("Own lines too, for want of another shift lead?")),
                Rows("returned", N_("Returned"), fields=(
                    Ref("line", N_("Line"), required=True),
                    Text("comment", N_("Comment"), required=True, multiline=True, limit=1000),
                )),
                Text("meaning", N_("Meaning"), required=True),
            ),
        ),
    ),
    checks=(
        Check(("last", "first"), at_least, N_("The last line cannot come before the first.")),
    ),
)  # fmt: skip

SHEET_KINDS = (
    Option("occurrence", N_("Occurrence sheet")),
    Option("incident", N_("Incident sheet")),
    Option("bomb", N_("Bomb-call sheet")),
    Option("evacuation", N_("Evacuation sheet")),
)

SHEETS = 50
"""Sheets that are printed at once, at most."""

BLANKS = Form(
    "blanks",
    1,
    N_("Sheets printed"),
    (
        Section(
            N_("Sheets"),
            (
                Choice("kind", N_("Kind"), required=True, options=SHEET_KINDS),
                Number("first", N_("First sheet"), required=True, low=1),
                Number("last", N_("Last sheet"), required=True, low=1),
            ),
        ),
    ),
    checks=(
        Check(("last", "first"), at_least, N_("The last sheet cannot come before the first.")),
    ),
)

IMPORT = Form(
    "import",
    1,
    N_("Copied from paper"),
    (
        Section(
            N_("Copied from paper"),
            (
                Choice("sheets", N_("Kind of sheet"), required=True, options=SHEET_KINDS),
                Number("sheet", N_("Sheet"), required=True, low=1),
                Text("reason", N_("Why on paper"), required=True, limit=500),
                File("scan", N_("Scan of the sheet")),
            ),
        ),
    ),
)
