"""After an incident: its review, what lies behind repeats, and what is done about it."""

from deskinc.forms.catalogue.by_category.people import CHANCES, HARMS
from deskinc.forms.fields import Choice, Flag, Moment, Number, Option, Person, Ref, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

PRIVILEGE = Flag("privilege", N_("Under legal privilege?"),
                 help=N_("Then it is in no copy, not even one chosen by name."))  # fmt: skip

PROBLEM_STATES = (
    Option("open", N_("Open")),
    Option("known", N_("Cause known")),
    Option("ended", N_("Ended")),
)

PROBLEM = Form(
    "problem",
    1,
    N_("Problem"),
    (
        Section(
            N_("Problem"),
            (
                Text("title", N_("Summary"), required=True, limit=200),
                Rows("incidents", N_("Incidents"), fields=(
                    Ref("incident", N_("Incident"), required=True),
                )),
                Text("cause", N_("Root cause"), multiline=True),
                Text("temporary", N_("Temporary fix"), multiline=True),
                Text("permanent", N_("Permanent fix"), multiline=True),
                Person("owner", N_("Owner"), typed=True),
                Choice("state", N_("State"), options=PROBLEM_STATES),
                PRIVILEGE,
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip

FACTORS = (
    Option("people", N_("People")),
    Option("place", N_("Place")),
    Option("plant", N_("Plant and equipment")),
    Option("process", N_("Process")),
    Option("policy", N_("Policy")),
    Option("environment", N_("Environment")),
)

LEVELS = (
    Option("minimal", N_("Minimal")),
    Option("low", N_("Low")),
    Option("medium", N_("Medium")),
    Option("high", N_("High")),
)
"""The levels of investigation of HSG245."""

DEBRIEF = Form(
    "debrief",
    1,
    N_("Post-incident review"),
    (
        Section(
            N_("Debrief"),
            (
                Ref("about", N_("Incident"), required=True),
                Moment("held", N_("Held"), required=True),
                Text("attended", N_("Who was there"), limit=1000),
                Flag("timeline_checked", N_("Timeline gone through together?")),
                Text("worked", N_("What worked"), required=True, multiline=True),
                Text("not_worked", N_("What did not"), required=True, multiline=True),
                Text("known_then", N_("What was known at each decision"), multiline=True),
            ),
        ),
        Section(
            N_("Causes"),
            (
                Text("immediate_causes", N_("Immediate causes"), multiline=True),
                Text("underlying_causes", N_("Underlying causes"), multiline=True),
                Text("root_causes", N_("Root causes"), multiline=True),
                Rows("whys", N_("Why, and why again"), fields=(
                    Number("order", N_("Order"), low=1),
                    Text("why", N_("Why?"), required=True, limit=1000),
                )),
                Choice("factors", N_("Contributing factors"), options=FACTORS, many=True),
                Text("controls_failed", N_("Controls that failed"), multiline=True),
                Text("controls_held", N_("Controls that held"), multiline=True),
                Choice("chance", N_("How likely again"), options=CHANCES),
                Choice("worst", N_("Worst that could follow"), options=HARMS),
                Choice("level", N_("Level of investigation"), options=LEVELS),
            ),
        ),
        Section(
            N_("What follows"),
            (
                Text("procedures", N_("Procedures and training to change"), multiline=True),
                Text("shared_with", N_("Shared with"), limit=500),
                Person("closed_by", N_("Closed by")),
                PRIVILEGE,
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip

MEASURES = (
    Option("procedure", N_("Procedure")),
    Option("training", N_("Training")),
    Option("repair", N_("Repair or change to the building")),
    Option("equipment", N_("Equipment")),
    Option("contract", N_("Contract")),
    Option("look", N_("Look into it")),
)

EFFECTS = (
    Option("yes", N_("Yes")),
    Option("partly", N_("Partly")),
    Option("no", N_("No")),
)

MEASURE_STATES = (
    Option("open", N_("Open")),
    Option("done", N_("Done")),
    Option("checked", N_("Checked")),
    Option("dropped", N_("Dropped")),
)

MEASURE = Form(
    "measure",
    1,
    N_("Corrective action"),
    (
        Section(
            N_("Corrective action"),
            (
                Ref("about", N_("Incident or problem"), required=True),
                Text("what", N_("What is to be done"), required=True, limit=2000),
                Choice("kind", N_("Kind"), options=MEASURES),
                Person("owner", N_("Owner"), required=True, typed=True),
                Moment("due", N_("Due"), required=True, precision="day"),
                Moment("done", N_("Done"), precision="day"),
                Text(
                    "evidence",
                    N_("How it shows"),
                    limit=1000,
                    help=N_("Also the name of its file among the evidence."),
                ),
                Choice("effective", N_("Was it effective?"), options=EFFECTS),
                Person("checked_by", N_("Checked by")),
                Moment("checked", N_("Checked on"), precision="day"),
                Choice("state", N_("State"), options=MEASURE_STATES),
                Text("rule", N_("Opened by the rule"), limit=300),
                PRIVILEGE,
            ),
        ),
    ),
    threaded=True,
)

INSIDE = frozenset({DEBRIEF.key, MEASURE.key, PROBLEM.key})
"""What stays in the house, unless a copy names it; under legal privilege in any case (D36)."""
