"""The book itself, the site, and the people of the desk."""

from deskinc.forms.catalogue.checks import (
    CLOCK_TIME,
    CLOCK_TIMES,
    ONE_ADDRESS,
    ONE_COUNTRY,
    ONE_CURRENCY,
    ONE_LANGUAGE,
    ONE_ZONE,
)
from deskinc.forms.fields import Choice, Flag, Moment, Number, Option, Rows, Text
from deskinc.forms.form import Form, Section
from deskinc.forms.roles import ROLES
from deskinc.i18n import N_

BOOK = Form(
    "book",
    1,
    N_("Book"),
    (
        Section(
            N_("Book"),
            (
                Number("format", N_("Format"), required=True, low=1),
                Text("site_key", N_("Site key"), required=True, limit=200),
                Text("note_key", N_("Key for emergency notes"), required=True, limit=200),
                Text("restricted_key", N_("Key for restricted values"), limit=200),
                Text("sheet_key", N_("Key of the recovery sheet"), limit=200),
                Text("database", N_("Digest of the key of the database"), limit=200),
                Text("mirror", N_("Digest of the key of the mirror"), limit=200),
                Text("ca", N_("Certificate authority"), required=True),
                Text("relief_ca", N_("Relief certificate authority"), required=True),
                Text("created_with", N_("Created with"), limit=200),
            ),
        ),
    ),
)

RINGS = Form(
    "rings",
    1,
    N_("New keys of the book"),
    (
        Section(
            N_("Keys"),
            (
                Number("number", N_("Number"), required=True, low=0),
                Text("database", N_("Digest of the key of the database"), required=True, limit=200),
                Text("mirror", N_("Digest of the key of the mirror"), required=True, limit=200),
            ),
        ),
    ),
)

PAPERS = (Option("A4", N_("A4")), Option("Letter", N_("Letter")))

REGIMES = (
    Option("RIDDOR", N_("RIDDOR (Great Britain)")),
    Option("OSHA", N_("OSHA (United States)")),
    Option("none", N_("None")),
)

SITE = Form(
    "site",
    1,
    N_("Site"),
    (
        Section(
            N_("Site"),
            (
                Text("name", N_("Name"), required=True, limit=200),
                Text("post", N_("Post"), limit=200),
                Text("address", N_("Address"), multiline=True, limit=2000),
                Text("phone", N_("Phone"), limit=100),
            ),
        ),
        Section(
            N_("Country and language"),
            (
                Text("country", N_("Country"), required=True, limit=2),
                Text("language", N_("Language"), required=True, limit=35),
                Text("zone", N_("Time zone"), required=True, limit=64),
                Choice("paper", N_("Paper"), required=True, options=PAPERS),
                Text("currency", N_("Currency"), limit=3),
                Text("emergency", N_("Emergency number"), limit=40),
                Text("licence_name", N_("Name of the officers’ licence"), limit=100),
                Choice("regime", N_("Statutory reports"), options=REGIMES),
            ),
        ),
        Section(
            N_("Insurance"),
            (
                Text("insured", N_("Insured"), limit=200),
                Text("insurer", N_("Insurer"), limit=200),
                Text("policy", N_("Policy no."), limit=200),
                Text("broker", N_("Broker"), limit=200),
                Number("notice_days", N_("Notice period"), low=0, high=3650, unit=N_("days")),
            ),
        ),
        Section(
            N_("Outside time"),
            (
                Text("tsa", N_("Address of the time authority"), limit=500,
                     help=N_("For example https://time.example.org/tsr; empty for none.")),
                Text("tsa_root", N_("Its certificate"), multiline=True,
                     help=N_("In PEM, where this computer does not trust it anyway.")),
            ),
        ),
        Section(
            N_("The desk"),
            (
                Text("recovery_slot", N_("Digest of the recovery sheet’s slot"), limit=200),
                Text("keyring_slot", N_("Digest of the keyring’s slot"), limit=200),
                Number("idle_minutes", N_("Lock after"), low=1, high=15, unit=N_("minutes")),
                Text("backup_at", N_("Backup every day at"), limit=5,
                     help=N_("Site time, such as 03:00.")),
                Rows("shifts", N_("Shifts"), fields=(
                    Text("name", N_("Name"), required=True, limit=100),
                    Text("start", N_("Start"), required=True, limit=5),
                    Text("end", N_("End"), required=True, limit=5),
                )),
                Rows("places", N_("Places"), fields=(
                    Text("name", N_("Name"), required=True, limit=200),
                    Text("floor", N_("Floor"), limit=100),
                    Text("code", N_("Code"), limit=8),
                )),
                Rows("peeps", N_("Help to get out (PEEP)"), fields=(
                    Text("name", N_("Name"), required=True, limit=200),
                    Text("place", N_("Where"), limit=200),
                    Text("help", N_("Help needed"), limit=500),
                )),
                Rows("kit", N_("Keys and kit"), fields=(
                    Text("name", N_("Name"), required=True, limit=200),
                    Number("count", N_("Count"), low=0),
                )),
                Rows("contacts", N_("Contacts"), fields=(
                    Text("name", N_("Name"), required=True, limit=200),
                    Text("number", N_("Number"), limit=100),
                )),
                Rows("points", N_("Alarm points"), fields=(
                    Text("device", N_("Device"), required=True, limit=200),
                    Text("panel", N_("Panel"), limit=100),
                    Text("zone", N_("Zone"), limit=100),
                    Text("place", N_("Place"), limit=200),
                    Text("category", N_("Category"), limit=100),
                )),
                Number("nil_every", N_("Ask for an entry after"), low=0, high=720,
                       unit=N_("minutes"), help=N_("0 to never ask.")),
                Flag("alarm", N_("Sound the alarm for what is missed?")),
                Flag("silence", N_("Show the hours without an entry?")),
            ),
        ),
        Section(
            N_("Incidents"),
            (
                Number("spot_sample", N_("Review one in so many closed on the spot"), low=0,
                       high=1000, help=N_("Drawn by the program. 0 for none.")),
                Number("repeat_count", N_("A repeat is looked into from"), low=0, high=100,
                       unit=N_("incidents"),
                       help=N_("Of one category at one place. 0 to look into none.")),
                Number("repeat_days", N_("within"), low=1, high=366, unit=N_("days")),
            ),
        ),
        Section(
            N_("Writing"),
            (
                Flag("lint", N_("Remarks beside the words?")),
                Flag("spelling", N_("Mark misspelt words?")),
                Rows("words", N_("Words of the site"), fields=(
                    Text("word", N_("Word"), required=True, limit=60),
                )),
                Rows("snippets", N_("Snippets"), fields=(
                    Text("name", N_("Name"), required=True, limit=100),
                    Text("type", N_("Type"), limit=40),
                    Text("text", N_("Words"), required=True, limit=2000,
                         help=N_("{what} leaves a blank.")),
                )),
            ),
        ),
    ),
    threaded=True,
    checks=(
        ONE_COUNTRY, ONE_LANGUAGE, ONE_ZONE, ONE_CURRENCY, CLOCK_TIMES, CLOCK_TIME, ONE_ADDRESS,
    ),
)  # fmt: skip

OFFICER_STATES = (
    Option("active", N_("Active")),
    Option("suspended", N_("Suspended")),
    Option("left", N_("Left")),
)

OFFICER = Form(
    "officer",
    1,
    N_("Officer"),
    (
        Section(
            N_("Person"),
            (
                Text("name", N_("Name"), required=True, limit=200),
                Text("initials", N_("Initials"), required=True, limit=8),
                Text("licence", N_("Licence no."), limit=100),
                Moment("licence_until", N_("Licence valid until"), precision="day"),
                Moment("first_aid_until", N_("First-aid certificate until"), precision="day"),
                Choice("roles", N_("Roles"), options=ROLES, many=True),
                Text("employer", N_("Employer"), limit=200),
                Text("identity", N_("Document seen"), limit=200),
                Choice("state", N_("Status"), options=OFFICER_STATES),
                Moment("relief_until", N_("Works as relief until"), precision="s"),
                Number("last", N_("Last record of the key"), low=1),
            ),
        ),
        Section(
            N_("Keys"),
            (
                Text("signing_key", N_("Signing key"), required=True, limit=200),
                Text("pdf_key", N_("Key for papers"), limit=500),
                Text("certificate", N_("Certificate")),
                Text("certificate_digest", N_("Digest of the certificate"), limit=200),
                Text("slot_digest", N_("Digest of the key slot"), limit=200),
                Text("restricted_key", N_("Key for restricted values from now on"), limit=200),
                Text("own_certificate", N_("Own certificate")),
                Text("own_issuers", N_("Issuers of the own certificate"), limit=100_000),
                Text("own_said", N_("Confirmed of the own certificate"), limit=1000),
                Text("sheet", N_("Proof of the recovery sheet"), limit=200),
            ),
        ),
    ),
    threaded=True,
)

OWN_KEY = Form(
    "own_key",
    1,
    N_("Key of an own certificate"),
    (
        Section(
            N_("Key"),
            (
                Text("certificate_digest", N_("Digest of the certificate"), required=True,
                     limit=200),
                Text("key", N_("Key, closed to its owner")),
                Text("module", N_("Module of the token"), limit=4096),
                Text("token", N_("Serial number of the token"), limit=200),
                Text("label", N_("Name of the token"), limit=200),
            ),
        ),
    ),
)  # fmt: skip
