"""What is kept as evidence beside photos: files of any kind."""

from deskinc.forms.fields import File, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

DOCUMENT = Form(
    "document",
    1,
    N_("File"),
    (
        Section(
            N_("File"),
            (
                File("original", N_("Original"), required=True),
                Text("caption", N_("What it is"), limit=500),
                Text("received_from", N_("Received from"), limit=200),
                Text("remark", N_("Remark of the program"), limit=1000),
            ),
        ),
    ),
)  # fmt: skip
"""A file of an incident, in its thread. ``remark`` says what is odd: a name that does not fit the
first bytes, a picture that could not be read."""
