"""What was done about an incident: who came, who was called and told, what was kept."""

from deskinc.forms import taxonomy
from deskinc.forms.fields import (
    Choice,
    Field,
    Flag,
    Moment,
    Number,
    Option,
    Person,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Section
from deskinc.i18n import N_

UNIT_ROLES = (
    Option("lead", N_("In charge")),
    Option("first", N_("First on the scene")),
    Option("first_aider", N_("First aider")),
    Option("liaison", N_("Liaison with the services")),
    Option("support", N_("Support")),
)

CALL_OUTCOMES = (
    Option("reached", N_("Reached")),
    Option("no_answer", N_("No answer")),
    Option("engaged", N_("Engaged")),
    Option("message", N_("Message left")),
    Option("wrong_number", N_("Wrong number")),
    Option("not_needed", N_("Not needed")),
)

TICKS = (
    Option("done", N_("Done")),
    Option("na", N_("Not applicable")),
)


def _service(code: str, called: str, arrived: str, left: str, reference: str) -> tuple[Field, ...]:
    return (
        Moment(f"{code}_called", called, unknown=True),
        Moment(f"{code}_arrived", arrived, unknown=True),
        Moment(f"{code}_left", left, unknown=True),
        Text(f"{code}_reference", reference, limit=200),
    )


AUTHORITIES = Section(
    N_("Authorities"),
    (
        *_service("police", N_("Police called"), N_("Police arrived"), N_("Police left"),
                  N_("Police: officer, badge")),
        Text("police_station", N_("Police station"), limit=200),
        Flag("police_told", N_("Police told?")),
        Text("crime_reference", N_("Crime reference"), required=True, unknown=True,
             when=("police_told", "yes"), limit=200),
        *_service("fire", N_("Fire brigade called"), N_("Fire brigade arrived"),
                  N_("Fire brigade left"), N_("Fire brigade reference")),
        *_service("ambulance", N_("Ambulance called"), N_("Ambulance arrived"),
                  N_("Ambulance left"), N_("Ambulance reference, hospital")),
    ),
)  # fmt: skip

RESPONSE = Section(
    N_("Response"),
    (
        Rows("units", N_("Officers and helpers"), fields=(
            Person("who", N_("Who"), required=True, typed=True),
            Choice("role", N_("Role"), options=UNIT_ROLES),
            Moment("sent", N_("Sent")),
            Moment("arrived", N_("Arrived")),
            Moment("clear", N_("Clear")),
        )),
        Rows("checks", N_("Checklist"), fields=(
            Text("step", N_("Step"), required=True, limit=500),
            Choice("result", N_("Result"), required=True, options=TICKS),
            Moment("at", N_("Done at"), precision="s"),
            Person("by", N_("By"), typed=True),
            Text("reason", N_("Why not"), limit=500),
        )),
        Rows("spoken", N_("Said in public"), fields=(
            Text("words", N_("Words"), required=True, multiline=True, limit=2000),
            Text("by", N_("Released by"), limit=200),
            Moment("at", N_("Released at")),
        )),
    ),
)  # fmt: skip

ACTION = Section(
    N_("Action"),
    (
        Text("immediate", N_("Immediate action"), required=True, multiline=True),
        Text("temporary", N_("Temporary fix"), multiline=True),
        Text("permanent", N_("Permanent fix"), multiline=True),
        Text("follow_up", N_("Action to be taken"), multiline=True),
        Person("owner", N_("Owner"), typed=True),
        Person("investigator", N_("Investigator"), typed=True),
        Text("next_step", N_("Next step"), limit=500),
        Moment("due", N_("Due")),
    ),
)

EVIDENCE = Section(
    N_("Evidence"),
    (
        Text("cctv", N_("CCTV"), multiline=True,
             help=N_("Cameras, from and to, clock difference, viewed and kept by whom.")),
        Rows("footage", N_("Footage"), fields=(
            Text("camera", N_("Camera"), required=True, limit=200),
            Moment("from", N_("From"), precision="s"),
            Moment("until", N_("Until"), precision="s"),
            Number("offset", N_("Its clock is ahead by"), unit=N_("seconds")),
            Text("viewed_by", N_("Viewed by"), limit=200),
            Text("exported", N_("Exported as"), limit=500),
            Ref("exhibit", N_("Exhibit")),
        )),
    ),
)  # fmt: skip

TOLD = Section(
    N_("Who was told"),
    (
        Rows("told", N_("Told"), fields=(
            Text("who", N_("Who"), required=True, limit=200),
            Choice("how", N_("How"), options=taxonomy.CHANNELS),
            Moment("at", N_("When"), unknown=True),
            Text("number", N_("Number"), limit=100),
            Choice("outcome", N_("Outcome"), options=CALL_OUTCOMES),
            Person("by", N_("Told by"), typed=True),
            Text("reply", N_("Reply"), limit=2000),
            Text("reference", N_("Reference"), limit=200),
        )),
    ),
)  # fmt: skip
