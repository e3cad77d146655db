"""Whom and what an incident concerns: people, young people, things, vehicles, witnesses."""

from deskinc.forms.catalogue.by_category.injury import SEXES
from deskinc.forms.fields import Choice, Flag, Moment, Money, Number, Option, Ref, Rows, Text
from deskinc.forms.form import Section
from deskinc.forms.restricting import INJURY, JUVENILE
from deskinc.i18n import N_

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

VALUE_BASES = (
    Option("receipt", N_("Receipt")),
    Option("replacement", N_("Replacement")),
    Option("estimate", N_("Estimate")),
)

PEOPLE = Section(
    N_("People"),
    (
        Flag("injuries", N_("Anybody injured?"), required=True),
        Flag("force", N_("Force used?"), required=True),
        Rows("people", N_("People involved"), fields=(
            Text("name", N_("Name"), unknown=True, limit=200),
            Choice("role", N_("Role"), options=PERSON_ROLES),
            Text("contact", N_("Contact"), limit=500),
            Ref("card", N_("Card")),
            Moment("arrived", N_("Arrived")),
            Moment("left", N_("Left")),
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
            Choice("sex", N_("Sex"), unknown=True, options=SEXES),
            Text("description", N_("Height, hair, clothing, shoes"), limit=2000),
            Text("conditions", N_("Medical or other conditions"), limit=1000),
            Text("guardian", N_("Parent or guardian, contact"), unknown=True, limit=500),
            Text("given_to", N_("Given into the care of"), limit=500,
                 help=N_("Who, how they proved it, when.")),
        )),
    ),
)  # fmt: skip

PROPERTY = Section(
    N_("Property and vehicles"),
    (
        Rows("property", N_("Property"), fields=(
            Text("item", N_("Item"), limit=500),
            Text("make", N_("Make, model"), limit=200),
            Text("serial", N_("Serial number"), limit=200),
            Number("quantity", N_("Quantity"), low=1),
            Text("age", N_("Age"), limit=100),
            Text("owner", N_("Owner"), limit=500),
            Money("value", N_("Value"), unknown=True),
            Choice("basis", N_("Value by"), options=VALUE_BASES),
            Flag("vat", N_("Value with VAT?")),
            Text("proof", N_("Proof of ownership"), limit=500),
            Text("recovered", N_("Recovered when, where"), limit=500),
        )),
        Rows("vehicles", N_("Vehicles"), fields=(
            Text("plate", N_("Plate"), unknown=True, limit=40, help=N_("A part of it will do.")),
            Text("country", N_("State or country"), limit=100),
            Text("colour", N_("Colour"), limit=100),
            Text("year", N_("Year or age"), limit=100),
            Text("make", N_("Make"), limit=100),
            Text("model", N_("Model"), limit=100),
            Text("body", N_("Body"), limit=100),
            Text("marks", N_("Marks, damage, what stands out"), limit=1000),
            Text("occupants", N_("Occupants"), limit=500),
            Text("direction", N_("Direction"), limit=200),
            Text("role", N_("Part it played"), limit=200),
            Text("driver", N_("Driver or owner"), limit=500),
            Text("permit", N_("Permit"), limit=100),
            Ref("card", N_("Card")),
        )),
    ),
)  # fmt: skip
"""Vehicles by CYMBALS: colour, year, make, body, additional marks, licence plate, speed or way."""

WITNESSES = Section(
    N_("Witnesses"),
    (
        Rows("witnesses", N_("Witnesses"), fields=(
            Text("name", N_("Name"), required=True, limit=200),
            Text("contact", N_("Contact"), limit=500),
            Text("account", N_("Account"), multiline=True, help=N_("In the witness’s own words.")),
        )),
    ),
)  # fmt: skip
