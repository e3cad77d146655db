"""The line of the occurrence book."""

from deskinc.forms import taxonomy
from deskinc.forms.fields import Choice, Moment, Number, Person, Place, Ref, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

OCCURRENCE = Form(
    "occurrence",
    1,
    N_("Occurrence"),
    (
        Section(
            N_("What happened"),
            (
                Choice("type", N_("Type"), required=True, options=taxonomy.TYPE_OPTIONS),
                Place("place", N_("Place")),
                Moment("happened", N_("Happened"), help=N_("If not now: 21:31, -10m, yesterday.")),
                Text("text", N_("Report"), required=True, multiline=True,
                     help=N_("What was seen, heard, done. Who said what, in their words.")),
                Text("action", N_("Action taken"), multiline=True),
                Text("reported_by", N_("Reported by"), limit=500),
                Choice("how", N_("How reported"), options=taxonomy.CHANNELS),
                Text("informed", N_("Informed"), limit=2000),
                Ref("incident", N_("Incident")),
                Rows("points", N_("Points"), fields=(
                    Text("point", N_("Point"), required=True, limit=200),
                    Moment("at", N_("Time")),
                    Text("note", N_("Note"), limit=500),
                )),
            ),
        ),
        Section(
            N_("About this line"),
            (
                Choice("late", N_("Late because"), options=taxonomy.LATE_REASONS),
                Text("reason", N_("Why corrected"), limit=2000),
                Choice("adopted", N_("Emergency note"), options=taxonomy.ADOPTIONS),
                Text("comment", N_("Comment"), limit=2000),
                Ref("anchor", N_("Time stamp"), help=N_("The stamp that kept the time.")),
                Moment("stamped", N_("Stamped"), precision="s"),
                Ref("routine", N_("Routine")),
                Moment("due", N_("Due")),
                Ref("about", N_("About"), help=N_("The record a line of the desk speaks of.")),
                Person("written_by", N_("Written on paper by"), typed=True),
                Moment("paper_at", N_("Written on paper at")),
                Number("sheet", N_("Sheet"), low=1),
                Number("sheet_line", N_("Line of the sheet"), low=1, high=99),
                Text("spooled", N_("Written while the book was closed"), exact=True, limit=100_000,
                     help=N_("The sealed note as it was written then, with its time.")),
                Moment("spooled_at", N_("Written at"), precision="s"),
                Person("spooled_by", N_("Written by"), typed=True,
                       help=N_("As given then; the note’s signature says whether it was so.")),
                Ref("corrects", N_("Corrects line"),
                    help=N_("The line that the sealed note was to replace.")),
            ),
        ),
    ),
    line=True,
)  # fmt: skip
