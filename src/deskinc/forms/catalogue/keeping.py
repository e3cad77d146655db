"""What keeps the book over the years: restores, backups, holds, erasures, outside time, lists."""

from deskinc.forms import taxonomy
from deskinc.forms.fields import Choice, Moment, Number, Option, Place, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

RESTORE_SOURCES = (
    Option("mirror", N_("The mirror")),
    Option("backup", N_("A backup")),
    Option("own", N_("The book’s own file")),
)

RESTORE = Form(
    "restore",
    1,
    N_("Book restored"),
    (
        Section(
            N_("Restore"),
            (
                Choice("source", N_("From"), required=True, options=RESTORE_SOURCES),
                Number("epoch", N_("Epoch before"), required=True, low=1),
                Number("size", N_("Records restored"), required=True, low=1),
                Text("root", N_("Root of the tree"), required=True, limit=64),
                Number("line", N_("Last line restored"), low=1),
                Text("seal", N_("Last seal known"), multiline=True, exact=True),
                Number("known", N_("Records known to have been written"), low=1),
                Number("lost", N_("Lines declared lost"), required=True, low=0),
                Number("files", N_("Attachments declared lost"), low=1),
                Text("mirror", N_("Last record of the mirror"), limit=64,
                     help=N_("Its leaf. Nothing stands here where the mirror did not answer.")),
                Text("reason", N_("Why"), required=True, multiline=True, limit=2000),
                Text("sheet", N_("Proof of the recovery sheet"), limit=200),
            ),
        ),
    ),
)  # fmt: skip

BACKUP = Form(
    "backup",
    1,
    N_("Backup"),
    (
        Section(
            N_("Backup"),
            (
                Text("name", N_("Name"), required=True, limit=200),
                Number("size", N_("Records"), required=True, low=1),
                Text("root", N_("Root of the tree"), required=True, limit=64),
                Number("bytes", N_("Size"), required=True, low=0, unit=N_("bytes")),
                Choice("outcome", N_("Outcome"), required=True, options=(
                    Option("verified", N_("Restored and verified")),
                    Option("failed", N_("Failed")),
                )),
                Text("detail", N_("Detail"), limit=1000),
                Text("ended", N_("Older backups ended by rotation"), limit=2000),
            ),
        ),
    ),
)  # fmt: skip

HOLD = Form(
    "hold",
    1,
    N_("Hold"),
    (
        Section(
            N_("Hold"),
            (
                Text("about", N_("Thread held"), required=True, limit=64),
                Text("reason", N_("Reason"), required=True, multiline=True, limit=2000),
                Choice("state", N_("State"), required=True, options=(
                    Option("held", N_("Held")),
                    Option("released", N_("Released")),
                )),
                Text("released", N_("Why released"), multiline=True, limit=2000),
            ),
        ),
        Section(
            N_("Lines at the place"),
            (
                Place("place", N_("Place")),
                Moment("since", N_("From")),
                Moment("until", N_("Until")),
                Choice("types", N_("Types"), options=taxonomy.TYPE_OPTIONS, many=True),
            ),
        ),
    ),
    threaded=True,
)  # fmt: skip

BASES = (
    Option("request", N_("Request of the person (Art. 17 GDPR)")),
    Option("consent", N_("Consent withdrawn")),
    Option("retention", N_("Time of keeping is over")),
    Option("unlawful", N_("Should never have been recorded")),
    Option("order", N_("Order of a court or authority")),
)

REPEATED = Option("repeated", N_("Erased before; named again after a restore"))
"""Nobody chooses this: a restore writes anew the acts of erasure that the copy lacks."""

ERASE = Form(
    "erase",
    1,
    N_("Erasure"),
    (
        Section(
            N_("Erasure"),
            (
                Choice("basis", N_("Legal basis"), required=True, options=(*BASES, REPEATED)),
                Text("reference", N_("Reference"), limit=200,
                     help=N_("A file number. No name: this stays for ever.")),
                Rows("erased", N_("Erased"), required=True, fields=(
                    Text("record", N_("Record"), required=True, limit=64),
                    Text("field", N_("Field"), required=True, limit=200),
                )),
            ),
        ),
    ),
)  # fmt: skip

STAMP = Form(
    "stamp",
    1,
    N_("Outside timestamp"),
    (
        Section(
            N_("Timestamp"),
            (
                Text("seal", N_("Seal"), required=True, limit=64,
                     help=N_("Leaf of the record of the seal.")),
                Text("authority", N_("Authority"), required=True, limit=500),
                Moment("time", N_("Time it states"), required=True, precision="s"),
                Text("token", N_("Token (RFC 3161)"), required=True, exact=True),
            ),
        ),
    ),
)  # fmt: skip

WITHDRAWN = Form(
    "withdrawn",
    1,
    N_("List of withdrawn certificates"),
    (
        Section(
            N_("List of withdrawn certificates"),
            (
                Number("number", N_("Number"), required=True, low=1),
                Number("count", N_("Certificates on it"), required=True, low=0),
                Moment("until", N_("Good until"), required=True, precision="s"),
                Text("list", N_("The list (RFC 5280)"), required=True, limit=200_000, exact=True),
            ),
        ),
    ),
)

CLOCK = Form(
    "clock",
    1,
    N_("Clock"),
    (
        Section(
            N_("Clock"),
            (
                Number("stepped", N_("The clock stepped by"), unit=N_("seconds")),
                Moment("watch", N_("Time on a watch"), precision="s"),
                Number("offset", N_("The computer is ahead by"), unit=N_("seconds")),
                Text("text", N_("Report"), required=True, multiline=True, limit=2000),
            ),
        ),
    ),
    line=True,
)

ASTRAY = Form(
    "astray",
    1,
    N_("Lines in the mirror alone"),
    (
        Section(
            N_("Lines in the mirror alone"),
            (
                Text("text", N_("Report"), required=True, multiline=True, limit=2000),
                Number("epoch", N_("Epoch"), required=True, low=1),
                Number("first", N_("First record"), low=1),
                Number("last", N_("Last record"), low=1),
                Number("records", N_("Records"), low=1),
                Text("lines", N_("Lines"), limit=500),
                Text("leaf", N_("Last record there"), limit=64, help=N_("Its leaf.")),
                Number("unread", N_("Pieces that cannot be read"), low=1),
            ),
        ),
    ),
    line=True,
)  # fmt: skip
