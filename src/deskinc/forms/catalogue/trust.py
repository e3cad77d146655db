"""What keeps the book honest: second signatures, strikes, seals, exports, the access log."""

from deskinc.forms.catalogue.checks import at_least
from deskinc.forms.fields import Choice, File, Number, Option, Person, Ref, Rows, Text
from deskinc.forms.form import Check, Form, Section
from deskinc.i18n import N_

COUNTERSIGN = Form(
    "countersign",
    1,
    N_("Countersignature"),
    (
        Section(
            N_("Countersignature"),
            (
                Text("act", N_("Act"), required=True, limit=200),
                Text("meaning", N_("Meaning"), required=True, limit=1000),
            ),
        ),
    ),
)

STRIKE = Form(
    "strike",
    1,
    N_("Strike"),
    (Section(N_("Strike"), (Text("reason", N_("Reason"), required=True, limit=2000),)),),
)

SEAL = Form(
    "seal",
    1,
    N_("Seal"),
    (
        Section(
            N_("Seal"),
            (Text("note", N_("Signed note"), required=True, multiline=True, exact=True),),
        ),
    ),
)

EXPORT_KINDS = (
    Option("handover", N_("Handover book")),
    Option("insurance", N_("Insurance report")),
    Option("incident", N_("Incident report")),
    Option("bundle", N_("Evidence bundle")),
    Option("redacted", N_("Redacted copy")),
    Option("verification", N_("Report on the check of the book")),
    Option("erasure", N_("Certificate of erasure")),
    Option("list", N_("List")),
    Option("day", N_("Day page")),
    Option("sheets", N_("Sheets for writing by hand")),
    Option("other", N_("Other")),
)

LIST_FORMATS = (
    Option("csv", N_("CSV")),
    Option("xlsx", N_("XLSX")),
    Option("json", N_("JSON")),
)

EXPORT = Form(
    "export",
    1,
    N_("Paper issued"),
    (
        Section(
            N_("Paper"),
            (
                Choice("kind", N_("Kind"), required=True, options=EXPORT_KINDS),
                Text("name", N_("Name"), required=True, limit=200),
                File("file", N_("The paper itself")),
                Text("sha256", N_("SHA-256"), required=True, limit=64),
                Number("size", N_("Size"), required=True, low=0, unit=N_("bytes")),
                Number("pages", N_("Pages"), low=1),
                Number("issue", N_("Issue"), low=1),
                Text("recipient", N_("Recipient"), limit=500),
            ),
        ),
        Section(
            N_("About"),
            (
                Ref("about", N_("Incident")),
                Number("first", N_("First line"), low=1),
                Number("last", N_("Last line"), low=1),
                Rows("signers", N_("Signed by"), fields=(
                    Text("name", N_("Name"), required=True, limit=200),
                    Text("meaning", N_("Meaning"), limit=500),
                )),
                Text("seal", N_("Seal"), limit=200),
                Choice("format", N_("Format"), options=LIST_FORMATS),
                Number("rows", N_("Rows"), low=0),
                Text("manifest", N_("SHA-256 of the manifest"), limit=64),
                Text("asked", N_("Asked for"), limit=1000),
            ),
        ),
    ),
    checks=(
        Check(("last", "first"), at_least, N_("The last line cannot come before the first.")),
    ),
)  # fmt: skip

ACCESSES = (
    Option("signed_in", N_("Signed in")),
    Option("sign_in_failed", N_("Sign-in failed")),
    Option("locked", N_("Locked")),
    Option("unlocked", N_("Unlocked")),
    Option("writer_changed", N_("Writer changed")),
    Option("pin_chosen", N_("PIN chosen")),
    Option("window_closed", N_("Window closed")),
    Option("denied", N_("Denied")),
    Option("printed", N_("Printed")),
    Option("verified", N_("Book verified")),
    Option("paper_seal", N_("Paper seal checked")),
    Option("mirror_repaired", N_("Mirror written again")),
    Option("plan_refused", N_("Plan refused")),
    Option("photo_refused", N_("Photo refused")),
    Option("restricted_read", N_("Restricted part read")),
    Option("file_saved", N_("File saved outside the book")),
    Option("keyring_opened", N_("Opened by the keyring")),
    Option("open_office", N_("Open office chosen")),
    Option("closed_office", N_("Closed office chosen")),
    Option("sheet_used", N_("Recovery sheet used")),
    Option("sheet_tried", N_("Recovery sheet tried")),
    Option("mirror_given", N_("New mirror")),
    Option("keys_changed", N_("Keys of the book changed")),
)

SHEET = Form(
    "sheet",
    1,
    N_("New recovery sheet"),
    (
        Section(
            N_("Recovery sheet"),
            (
                Text("key", N_("Its key"), required=True, limit=200),
                Text("slot", N_("Digest of its slot"), limit=200),
            ),
        ),
    ),
)

ACCESS = Form(
    "access",
    1,
    N_("Access"),
    (
        Section(
            N_("Access"),
            (
                Choice("what", N_("What"), required=True, options=ACCESSES),
                Person("officer", N_("Officer"), typed=True),
                Text("detail", N_("Detail"), limit=1000),
            ),
        ),
    ),
)
