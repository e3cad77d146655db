"""The incident: one form for the opening, the follow-ups and the finish; its thread is folded."""

from deskinc.forms import taxonomy
from deskinc.forms.catalogue.by_category import BY_CATEGORY
from deskinc.forms.catalogue.by_category.injury import INJURED
from deskinc.forms.catalogue.checks import not_before
from deskinc.forms.catalogue.concerned import JUVENILES, PEOPLE, PROPERTY, WITNESSES
from deskinc.forms.catalogue.response import ACTION, AUTHORITIES, EVIDENCE, RESPONSE, TOLD
from deskinc.forms.catalogue.statement import STATEMENT
from deskinc.forms.fields import (
    Choice,
    Flag,
    Moment,
    Number,
    Option,
    Person,
    Place,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Form, Section
from deskinc.forms.restricting import part_of
from deskinc.i18n import N_

EXERCISES = "XINC"
"""The series of incidents that are exercises: counted by themselves."""


def is_exercise(number: str | None) -> bool:
    """Whether the number of an incident says that it was an exercise: ``XINC-2026-0003``."""
    return (number or "").startswith(f"{EXERCISES}-")


STATES = (
    Option("open", N_("Open")),
    Option("finished", N_("In review")),
    Option("closed", N_("Closed")),
    Option("spot", N_("Dealt with on the spot")),
    Option("void", N_("Void")),
)

SOURCES = (
    Option("saw", N_("Saw it")),
    Option("heard", N_("Heard it")),
    Option("told", N_("Was told")),
    Option("record", N_("Record or footage")),
)

WHAT = Section(
    N_("What"),
    (
        Choice("category", N_("Category"), required=True, options=taxonomy.CATEGORY_OPTIONS),
        Choice("severity", N_("Severity"), required=True, options=taxonomy.SEVERITY_OPTIONS),
        Text("title", N_("Summary"), required=True, limit=200),
        Choice("state", N_("Status"), options=STATES),
        Flag("exercise", N_("Exercise?")),
        Rows("lines", N_("Raised from"), fields=(Ref("line", N_("Line"), required=True),)),
    ),
)

WHEN = Section(
    N_("When"),
    (
        Moment("occurred", N_("Occurred"), required=True, unknown=True),
        Moment("occurred_to", N_("Occurred until"), unknown=True),
        Moment("discovered", N_("Discovered"), unknown=True),
        Moment("reported", N_("Reported"), unknown=True),
        Moment("acknowledged", N_("Acknowledged"), unknown=True),
        Moment("responded", N_("Officer sent"), unknown=True),
        Moment("arrived", N_("Officer arrived"), unknown=True),
        Moment("contained", N_("Contained"), unknown=True),
        Moment("resolved", N_("Resolved"), unknown=True),
        Moment("closed", N_("Closed")),
    ),
)

WHERE = Section(
    N_("Where"),
    (
        Place("place", N_("Place"), required=True),
        Text("spot", N_("Precise spot"), limit=500),
    ),
)

REPORTED = Section(
    N_("How the desk came to know"),
    (
        Text("reported_by", N_("Reported by"), required=True, unknown=True, limit=500),
        Choice("how", N_("How reported"), required=True, options=taxonomy.CHANNELS),
        Text("reporter_contact", N_("Contact of who reported"), limit=500),
        Person("received_by", N_("Received by"), typed=True),
        Text("panel", N_("Panel"), limit=200),
        Text("zone", N_("Zone"), limit=200),
        Text("device", N_("Device: number, kind, place"), limit=500),
    ),
)

ACCOUNT = Section(
    N_("What happened"),
    (
        Text("narrative", N_("Narrative"), required=True, multiline=True,
             help=N_("Who, what, when, where, how; why only as somebody said it. "
                     "Say who saw it and who was told.")),
        Rows("facts", N_("Where each fact comes from"), fields=(
            Text("fact", N_("Fact"), required=True, limit=1000),
            Choice("source", N_("Source"), options=SOURCES),
            Text("who", N_("Who"), limit=200),
        )),
        Text("weather", N_("Weather"), limit=200),
        Text("light", N_("Light"), limit=200),
    ),
)  # fmt: skip

PREMISES = Section(
    N_("Premises"),
    (
        Text("premises", N_("Condition"), multiline=True,
             help=N_("Floor, surface, lighting, signs, doors: as found.")),
        Text("inspection", N_("Last inspection or cleaning"), multiline=True,
             help=N_("When, by whom, where it is logged.")),
        Moment("inspected", N_("Last inspected at"), unknown=True),
    ),
)  # fmt: skip

INSURANCE = Section(
    N_("Insurance"),
    (
        Flag("insurer_notifiable", N_("To be notified to the insurer?")),
        Text("policy", N_("Policy"), limit=200),
    ),
)

FINISH = Section(
    N_("Follow-up and finish"),
    (
        Text("note", N_("Note"), multiline=True),
        Text("severity_reason", N_("Why the severity was changed"), limit=2000),
        Flag("declaration", N_("I declare that this is what I saw, heard and did.")),
        Person("reviewer", N_("Reviewer")),
        Moment("reviewed", N_("Reviewed")),
        Text("review_note", N_("Comment of the review"), multiline=True),
        Number("reopened", N_("Times reopened"), low=0),
        Text("reopen_reason", N_("Why reopened"), limit=2000),
        Text("void_reason", N_("Why void"), limit=2000),
        Rows(
            "linked",
            N_("Linked incidents"),
            fields=(
                Ref("incident", N_("Incident"), required=True),
                Text("why", N_("Why"), limit=500),
            ),
        ),
    ),
)

INCIDENT = Form(
    "incident",
    1,
    N_("Incident"),
    (
        WHAT, WHEN, WHERE, REPORTED, ACCOUNT, *BY_CATEGORY, PEOPLE, INJURED, JUVENILES, PROPERTY,
        PREMISES, WITNESSES, AUTHORITIES, RESPONSE, ACTION, EVIDENCE, TOLD, INSURANCE, FINISH,
    ),
    series="INC",
    exercises=EXERCISES,
    threaded=True,
    checks=(
        not_before("occurred_to", "occurred", N_("It cannot end before it began.")),
        not_before("discovered", "occurred", N_("It cannot be discovered before it occurred.")),
        not_before("reported", "occurred", N_("It cannot be reported before it occurred.")),
        not_before("arrived", "responded", N_("Nobody arrives before being sent.")),
        not_before("contained", "occurred", N_("It cannot be contained before it occurred.")),
        not_before("resolved", "occurred", N_("It cannot be resolved before it occurred.")),
        not_before("resolved", "contained", N_("It cannot be resolved before it is contained.")),
    ),
)  # fmt: skip

RESTRICTED = Form(
    "restricted",
    1,
    N_("Restricted part of an incident"),
    (*part_of(INCIDENT), *part_of(STATEMENT)),
    threaded=True,
)
"""What of an incident, or statement, only few may read: records of its own in that thread."""

TELLING = frozenset({INCIDENT.key, RESTRICTED.key})
"""Forms whose records, folded together, say what is known of an incident."""
