"""Where it happened and what it looked like: plans, pins, photos."""

from deskinc.forms.fields import Choice, File, Moment, Number, Option, Point, Text
from deskinc.forms.form import Form, Section
from deskinc.i18n import N_

PRECISIONS = (
    Option("exact", N_("Exact")),
    Option("about", N_("About here")),
    Option("area", N_("Somewhere in this area")),
    Option("unknown", N_("Not known")),
)

PIN = Form(
    "pin",
    1,
    N_("Pin"),
    (
        Section(
            N_("Where on the plan"),
            (
                Point("point", N_("Point"), required=True),
                Choice("precision", N_("Precision"), required=True, options=PRECISIONS),
                Number("radius", N_("Radius"), low=0,
                       help=N_("In thousandths of plan units, as the point is.")),
                Text("note", N_("Note"), limit=500),
            ),
        ),
    ),
)  # fmt: skip

METADATA = (
    Option("ok", N_("Read")),
    Option("unreadable", N_("Unreadable")),
    Option("none", N_("None")),
)

PHOTO = Form(
    "photo",
    1,
    N_("Photo"),
    (
        Section(
            N_("Photo"),
            (
                File("original", N_("Original"), required=True),
                File("shown", N_("Upright copy")),
                File("thumb", N_("Small copy")),
                Text("caption", N_("Caption"), limit=500),
                Moment("taken", N_("Taken"), precision="s", unknown=True),
                Choice("metadata", N_("Metadata"), options=METADATA),
                Text("camera", N_("Camera"), limit=200),
            ),
        ),
    ),
)

PLAN_KINDS = (
    Option("svg", N_("Drawing (SVG)")),
    Option("png", N_("Picture (PNG)")),
    Option("jpeg", N_("Picture (JPEG)")),
    Option("pdf", N_("Document (PDF)")),
)

PLAN_UNITS = (
    Option("px", N_("Pixels")),
    Option("viewbox", N_("Units of the drawing")),
    Option("pt", N_("Points")),
)

PLAN = Form(
    "plan",
    1,
    N_("Floor plan"),
    (
        Section(
            N_("Floor plan"),
            (
                Text("name", N_("Name"), required=True, limit=200),
                Text("floor", N_("Floor"), required=True, limit=100),
                Number("order", N_("Order")),
                Choice("kind", N_("Kind"), options=PLAN_KINDS),
            ),
        ),
        Section(
            N_("Files and size"),
            (
                File("original", N_("Original"), required=True),
                File("pyramid", N_("Tiles")),
                Choice("unit", N_("Unit"), options=PLAN_UNITS),
                Number("width", N_("Width"), low=0, help=N_("In thousandths of plan units.")),
                Number("height", N_("Height"), low=0, help=N_("In thousandths of plan units.")),
                Number("min_x", N_("Left edge"), help=N_("In thousandths of plan units.")),
                Number("min_y", N_("Top edge"), help=N_("In thousandths of plan units.")),
            ),
        ),
    ),
    threaded=True,
)
