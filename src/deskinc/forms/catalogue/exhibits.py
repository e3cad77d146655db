"""What is kept as evidence beside photos: files of any kind, exhibits with their custody."""

from deskinc.forms.catalogue.hand import by_hand
from deskinc.forms.fields import (
    Choice,
    File,
    Flag,
    Moment,
    Number,
    Option,
    Person,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Check, Form, Section
from deskinc.i18n import N_


def is_digest(said: str) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return len(said) == 64 and set(said.lower()) <= set("0123456789abcdef")


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

MOVES = (
    Option("given", N_("Handed over")),
    Option("returned", N_("Came back")),
    Option("police", N_("Released to the police")),
    Option("disposed", N_("Disposed of")),
)

EXHIBIT = Form(
    "exhibit",
    1,
    N_("Exhibit"),
    (
        Section(
            N_("Exhibit"),
            (
                Ref("incident", N_("Incident"), required=True),
                Text("mark", N_("Mark: initials and number"), required=True, limit=40,
                     help=N_("RM/1, for instance.")),
                Text("what", N_("Description"), required=True, limit=2000),
                Ref("of", N_("File or photo of the book")),
                Text("serial", N_("Serial number"), limit=200),
                Text("condition", N_("Condition"), limit=500),
                Text("where", N_("Found where"), limit=500),
                Text("found_by", N_("Found by"), limit=200),
                Moment("seized", N_("Taken into keeping"), unknown=True),
            ),
        ),
        Section(
            N_("Recording or file"),
            (
                Flag("outside", N_("A file kept outside the book?")),
                Text("sha256", N_("SHA-256 of the file"), when=("outside", "yes"), required=True,
                     limit=64),
                Text("format", N_("Format, file name"), limit=200),
                Text("player", N_("Player it needs"), limit=200),
                Number("offset", N_("Its clock is ahead by"), unit=N_("seconds")),
                Text("offset_by", N_("Clock compared by, with what"), limit=200),
            ),
        ),
        Section(
            N_("Keeping"),
            (
                Text("seal", N_("Seal number"), limit=100),
                Text("store", N_("Kept where"), required=True, limit=200),
                Text("copies", N_("Copies made, for whom"), limit=1000),
                Moment("keep_until", N_("Keep until"), precision="day"),
                Text("corrected", N_("Why it is corrected"), limit=500),
                Rows("moves", N_("Movements"), fields=(
                    Moment("at", N_("When"), required=True),
                    Choice("kind", N_("What happened"), required=True, options=MOVES),
                    Text("from", N_("From"), required=True, limit=200),
                    Text("to", N_("To"), required=True, limit=200),
                    Text("reason", N_("Reason"), limit=500),
                    Text("seal_before", N_("Seal before"), limit=100),
                    Text("seal_after", N_("Seal after"), limit=100),
                    Moment("due", N_("Due back"), precision="day"),
                    Person("given_by", N_("Given by"), required=True),
                    Text("taker", N_("Taken by: name, number, station"), required=True, limit=300),
                    Text("receipt", N_("Receipt"), limit=200),
                    *by_hand(N_("Signature of the taker")),
                )),
            ),
        ),
    ),
    series="EXH",
    threaded=True,
    checks=(
        Check(("sha256",), is_digest, N_("A SHA-256 has 64 signs: 0 to 9 and a to f.")),
    ),
)  # fmt: skip
"""A thing or recording with its custody. A movement is a row, brought whole by one record; the next
one brings the signature of the taker. The giver’s is that of the record. ``corrected`` says why a
later record puts other fields right."""
