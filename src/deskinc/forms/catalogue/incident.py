"""The incident: one form for the opening, the follow-ups and the finish; its thread is folded."""

from deskinc.forms import taxonomy
from deskinc.forms.catalogue.checks import not_before
from deskinc.forms.catalogue.incident_kinds import BY_CATEGORY
from deskinc.forms.fields import (
    Choice,
    Field,
    Flag,
    Moment,
    Money,
    Option,
    Person,
    Place,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Form, Section
from deskinc.forms.restricting import INJURY, JUVENILE, part_of
from deskinc.i18n import N_

STATES = (
    Option("open", N_("Open")),
    Option("finished", N_("Finished")),
    Option("closed", N_("Closed")),
)

PERSON_ROLES = (
    Option("injured", N_("Injured person")),
    Option("victim", N_("Victim")),
    Option("suspect", N_("Suspect")),
    Option("involved", N_("Involved")),
    Option("staff", N_("Staff")),
    Option("contractor", N_("Contractor")),
    Option("visitor", N_("Visitor")),
    Option("tenant", N_("Tenant")),
    Option("public", N_("Member of the public")),
    Option("first_aider", N_("First aider")),
    Option("other", N_("Other")),
)

WHAT = Section(
    N_("What"),
    (
        Choice("category", N_("Category"), required=True, options=taxonomy.CATEGORY_OPTIONS),
        Choice("severity", N_("Severity"), required=True, options=taxonomy.SEVERITY_OPTIONS),
        Text("title", N_("Summary"), required=True, limit=200),
        Choice("state", N_("Status"), options=STATES),
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
        Moment("responded", N_("Officer sent"), unknown=True),
        Moment("arrived", N_("Officer arrived"), unknown=True),
        Moment("contained", N_("Contained"), unknown=True),
        Moment("resolved", N_("Resolved"), unknown=True),
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
    ),
)

ACCOUNT = Section(
    N_("What happened"),
    (
        Text("narrative", N_("Narrative"), required=True, multiline=True,
             help=N_("Who, what, when, where, how; why only as somebody said it. "
                     "Say who saw it and who was told.")),
        Text("weather", N_("Weather"), limit=200),
        Text("light", N_("Light"), limit=200),
    ),
)  # fmt: skip

PEOPLE = Section(
    N_("People"),
    (
        Flag("injuries", N_("Anybody injured?"), required=True),
        Flag("force", N_("Force used?"), required=True),
        Rows("people", N_("People involved"), fields=(
            Text("name", N_("Name"), unknown=True, limit=200),
            Choice("role", N_("Role"), options=PERSON_ROLES),
            Text("contact", N_("Contact"), limit=500),
            Text("injury", N_("Injury"), limit=2000, restricted=INJURY),
            Text("account", N_("Account"), multiline=True),
        )),
    ),
)  # fmt: skip

JUVENILES = Section(
    N_("Children and young people"),
    (
        Rows("juveniles", N_("Children and young people"), restricted=JUVENILE, fields=(
            Text("name", N_("Name"), unknown=True, limit=200),
            Text("age", N_("Age"), unknown=True, limit=40),
            Text("description", N_("Height, hair, clothing"), limit=2000),
            Text("guardian", N_("Parent or guardian, contact"), unknown=True, limit=500),
            Text("given_to", N_("Given into the care of"), limit=500,
                 help=N_("Who, how they proved it, when.")),
        )),
    ),
)  # fmt: skip

PROPERTY = Section(
    N_("Property and vehicles"),
    (
        Flag("damage", N_("Anything damaged?")),
        Rows("property", N_("Property"), fields=(
            Text("item", N_("Item"), limit=500),
            Text("owner", N_("Owner"), limit=500),
            Money("value", N_("Value"), unknown=True),
        )),
        Rows("vehicles", N_("Vehicles"), fields=(
            Text("plate", N_("Plate"), unknown=True, limit=40),
            Text("description", N_("Colour, make, model"), limit=500),
            Text("driver", N_("Driver or owner"), limit=500),
        )),
    ),
)  # fmt: skip

PREMISES = Section(
    N_("Premises"),
    (
        Text("premises", N_("Condition"), multiline=True,
             help=N_("Floor, surface, lighting, signs, doors: as found.")),
        Text("inspection", N_("Last inspection or cleaning"), multiline=True,
             help=N_("When, by whom, where it is logged.")),
    ),
)  # fmt: skip

WITNESSES = Section(
    N_("Witnesses"),
    (
        Rows("witnesses", N_("Witnesses"), fields=(
            Text("name", N_("Name"), required=True, limit=200),
            Text("contact", N_("Contact"), limit=500),
            Text("account", N_("Account"), multiline=True, help=N_("In the witness’s own words.")),
            Flag("signed", N_("Statement signed?")),
        )),
    ),
)  # fmt: skip


def _service(code: str, called: str, arrived: str, reference: str) -> tuple[Field, ...]:
    return (
        Moment(f"{code}_called", called, unknown=True),
        Moment(f"{code}_arrived", arrived, unknown=True),
        Text(f"{code}_reference", reference, limit=200),
    )


AUTHORITIES = Section(
    N_("Authorities"),
    (
        *_service("police", N_("Police called"), N_("Police arrived"),
                  N_("Police reference, officer")),
        *_service("fire", N_("Fire brigade called"), N_("Fire brigade arrived"),
                  N_("Fire brigade reference")),
        *_service("ambulance", N_("Ambulance called"), N_("Ambulance arrived"),
                  N_("Ambulance reference, hospital")),
    ),
)  # fmt: skip

ACTION = Section(
    N_("Action"),
    (
        Text("immediate", N_("Immediate action"), required=True, multiline=True),
        Text("permanent", N_("Permanent fix"), multiline=True),
        Text("follow_up", N_("Action to be taken"), multiline=True),
        Person("owner", N_("Owner"), typed=True),
        Text("next_step", N_("Next step"), limit=500),
        Moment("due", N_("Due")),
    ),
)

EVIDENCE = Section(
    N_("Evidence"),
    (
        Text("cctv", N_("CCTV"), multiline=True,
             help=N_("Cameras, from and to, clock difference, viewed and kept by whom.")),
    ),
)  # fmt: skip

TOLD = Section(
    N_("Who was told"),
    (
        Rows("told", N_("Told"), fields=(
            Text("who", N_("Who"), required=True, limit=200),
            Choice("how", N_("How"), options=taxonomy.CHANNELS),
            Moment("at", N_("When"), unknown=True),
            Text("reply", N_("Reply"), limit=2000),
        )),
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
    ),
)

INCIDENT = Form(
    "incident",
    1,
    N_("Incident"),
    (
        WHAT, WHEN, WHERE, REPORTED, ACCOUNT, *BY_CATEGORY, PEOPLE, JUVENILES, PROPERTY, PREMISES,
        WITNESSES, AUTHORITIES, ACTION, EVIDENCE, TOLD, INSURANCE, FINISH,
    ),
    series="INC",
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
    part_of(INCIDENT),
    threaded=True,
)
"""What of an incident only few may read: records of its own in the incident’s thread."""

TELLING = frozenset({INCIDENT.key, RESTRICTED.key})
"""Forms whose records, folded together, say what is known of an incident."""
