"""On duty, off duty, and the handover between."""

from deskinc.forms.catalogue.checks import at_least, two_people
from deskinc.forms.fields import Choice, Flag, Number, Option, Person, Ref, Rows, Text
from deskinc.forms.form import Check, Form, Section
from deskinc.i18n import N_

SHIFT_ON = Form(
    "shift_on",
    1,
    N_("On duty"),
    (
        Section(
            N_("On duty"),
            (
                Text("post", N_("Post"), required=True, limit=200),
                Text("shift", N_("Shift"), required=True, limit=200),
                Text("relieved", N_("Relieved"), limit=500, help=N_("Whom you took over from.")),
                Flag("kit", N_("Keys and kit received and checked?")),
                Flag("instructions", N_("Assignment instructions read?")),
                Flag("sound", N_("Sound tested?")),
                Text("licence_reason", N_("On duty with a licence that ended, because"), limit=500),
                Text("text", N_("Remarks"), multiline=True),
            ),
        ),
    ),
    line=True,
)

SHIFT_OFF = Form(
    "shift_off",
    1,
    N_("Off duty"),
    (
        Section(
            N_("Off duty"),
            (
                Text("relieved_by", N_("Relieved by"), limit=500),
                Text("outstanding", N_("Outstanding"), multiline=True,
                     help=N_("What is left to do, or nothing.")),
                Flag("kit", N_("Keys and kit handed over?")),
                Number("stubs", N_("Stamps left unfinished"), low=0),
                Text("override", N_("Signed off all the same, because"), limit=500),
                Text("text", N_("Remarks"), multiline=True),
            ),
        ),
    ),
    line=True,
)  # fmt: skip

BREAKS = (
    Option("begun", N_("Break begun")),
    Option("ended", N_("Break ended")),
    Option("relieved", N_("Relieved at the post")),
    Option("back", N_("Back at the post")),
)

SHIFT_BREAK = Form(
    "shift_break",
    1,
    N_("Break"),
    (
        Section(
            N_("Break"),
            (
                Choice("kind", N_("What"), required=True, options=BREAKS),
                Text("post", N_("Post"), limit=200),
                Person("covered_by", N_("Covered by"), typed=True),
                Text("reason", N_("Reason"), limit=500),
                Text("text", N_("Remarks"), multiline=True),
            ),
        ),
    ),
    line=True,
)

HANDOVER = Form(
    "handover",
    1,
    N_("Handover"),
    (
        Section(
            N_("Handover"),
            (
                Person("outgoing", N_("Outgoing"), required=True),
                Person("incoming", N_("Incoming"), required=True),
                Text("post", N_("Post"), limit=200),
                Number("first", N_("First line"), required=True, low=1),
                Number("last", N_("Last line"), required=True, low=1),
            ),
        ),
        Section(
            N_("Handed over"),
            (
                Rows("items", N_("Items"), fields=(
                    Ref("incident", N_("Incident")),
                    Text("what", N_("What"), required=True, limit=2000),
                    Text("owner", N_("Owner"), limit=200),
                    Text("next", N_("Next step"), limit=500),
                    Flag("read", N_("Read by the incoming?")),
                    Text("remark", N_("Remark"), limit=2000),
                )),
                Rows("counts", N_("Counts"), fields=(
                    Text("what", N_("What"), required=True, limit=200),
                    Number("counted", N_("Counted"), required=True, low=0),
                    Number("book", N_("By the book"), low=0),
                )),
                Number("clock_outgoing", N_("Clock against outgoing’s watch"),
                       unit=N_("seconds")),
                Number("clock_incoming", N_("Clock against incoming’s watch"),
                       unit=N_("seconds")),
                Text("notes", N_("Notes"), multiline=True),
                Text("disagreement", N_("Disagreement"), multiline=True),
                Text("text", N_("Remarks"), multiline=True),
            ),
        ),
    ),
    line=True,
    checks=(
        Check(("last", "first"), at_least, N_("The last line cannot come before the first.")),
        Check(("incoming", "outgoing"), two_people, N_("A handover takes two people.")),
    ),
)  # fmt: skip
