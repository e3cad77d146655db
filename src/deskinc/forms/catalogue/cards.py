"""Cards of people and vehicles, used again from one incident to the next."""

from deskinc.forms.catalogue.by_category.injury import SEXES
from deskinc.forms.fields import Choice, Ref, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

PARTY = Form(
    "party",
    1,
    N_("Person"),
    (
        Section(
            N_("Person"),
            (
                Text(
                    "name",
                    N_("Name"),
                    required=True,
                    limit=200,
                    help=N_("Or what they are called here."),
                ),
                Text("alias", N_("Other names"), limit=200),
                Text("born", N_("Date of birth"), limit=40),
                Text("address", N_("Address"), limit=500),
                Text("contact", N_("Phone, e-mail"), limit=500),
                Text("employer", N_("Employer"), limit=200),
                Choice("sex", N_("Sex"), options=SEXES),
            ),
        ),
        Section(
            N_("Description"),
            (
                Text("age", N_("Age, as it looks"), limit=100),
                Text("build", N_("Build"), limit=200),
                Text("clothing", N_("Clothing"), limit=500),
                Text("marks", N_("Distinguishing marks"), limit=500),
                Text("height", N_("Height"), limit=100),
                Text("face", N_("Face"), limit=500),
                Text("gait", N_("Gait"), limit=200),
                Text("hair", N_("Hair"), limit=200),
                Text(
                    "appearance",
                    N_("Apparent ethnicity"),
                    limit=200,
                    help=N_("Only where somebody must be found by it."),
                ),
                Text("voice", N_("Voice, accent"), limit=200),
                Text("carried", N_("Carried"), limit=500),
                Text("note", N_("Note"), limit=2000),
                Ref("same_as", N_("The same person as")),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip
"""A to H: age, build, clothing, distinguishing marks, elevation, face, gait, hair."""

VEHICLE = Form(
    "vehicle",
    1,
    N_("Vehicle"),
    (
        Section(
            N_("Vehicle"),
            (
                Text(
                    "plate",
                    N_("Plate"),
                    required=True,
                    limit=40,
                    help=N_("? for each sign nobody saw."),
                ),
                Text("country", N_("State or country"), limit=100),
                Text("colour", N_("Colour"), limit=100),
                Text("year", N_("Year or age"), limit=100),
                Text("make", N_("Make"), limit=100),
                Text("model", N_("Model"), limit=100),
                Text("body", N_("Body"), limit=100),
                Text("marks", N_("Marks, damage, what stands out"), limit=1000),
                Text("owner", N_("Owner or driver"), limit=500),
                Text("permit", N_("Permit"), limit=100),
                Text("note", N_("Note"), limit=2000),
                Ref("same_as", N_("The same vehicle as")),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip
