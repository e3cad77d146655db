"""Threats: the bomb call, its caller, and the suspicious item."""

from deskinc.forms.catalogue.by_category.injury import SEXES
from deskinc.forms.fields import Choice, Flag, Moment, Number, Option, Person, Text
from deskinc.forms.form import Section
from deskinc.i18n import N_

_BOMB = ("category", "threat.bomb")
_ITEM = ("category", "threat.suspicious_item", "threat.mail")

THREAT_CHANNELS = (
    Option("phone", N_("Phone call")),
    Option("email", N_("E-mail")),
    Option("letter", N_("Letter or note")),
    Option("social", N_("Social media")),
    Option("in_person", N_("In person")),
)

DECISIONS = (
    Option("search", N_("Search")),
    Option("evacuate", N_("Evacuate")),
    Option("invacuate", N_("Move everybody inside")),
    Option("lockdown", N_("Lockdown")),
    Option("none", N_("No action, by the police")),
)

VOICES = (
    Option("calm", N_("Calm")), Option("angry", N_("Angry")), Option("excited", N_("Excited")),
    Option("slow", N_("Slow")), Option("rapid", N_("Rapid")), Option("soft", N_("Soft")),
    Option("loud", N_("Loud")), Option("laughing", N_("Laughing")),
    Option("crying", N_("Crying")), Option("normal", N_("Normal")),
    Option("distinct", N_("Distinct")), Option("slurred", N_("Slurred")),
    Option("nasal", N_("Nasal")), Option("stutter", N_("Stutter")), Option("lisp", N_("Lisp")),
    Option("raspy", N_("Raspy")), Option("deep", N_("Deep")), Option("ragged", N_("Ragged")),
    Option("clearing", N_("Clearing throat")), Option("breathing", N_("Deep breathing")),
    Option("cracking", N_("Cracking")), Option("disguised", N_("Disguised")),
    Option("whispered", N_("Whispered")),
)  # fmt: skip

LANGUAGES = (
    Option("well_spoken", N_("Well spoken")), Option("foul", N_("Foul")),
    Option("irrational", N_("Irrational")), Option("incoherent", N_("Incoherent")),
    Option("taped", N_("Taped")), Option("read_out", N_("Read out")),
)  # fmt: skip

BACKGROUNDS = (
    Option("street", N_("Street")), Option("house", N_("House")), Option("animal", N_("Animal")),
    Option("crockery", N_("Crockery")), Option("motor", N_("Motor")),
    Option("announcements", N_("Announcements")), Option("music", N_("Music")),
    Option("voices", N_("Voices")), Option("office", N_("Office")),
    Option("factory", N_("Factory")), Option("clear", N_("Clear")),
    Option("static", N_("Static")), Option("local", N_("Local call")),
    Option("distance", N_("Long-distance call")), Option("booth", N_("Call box")),
    Option("other", N_("Other")),
)  # fmt: skip

BOMB = Section(
    N_("Bomb threat"),
    (
        Choice("threat_channel", N_("Came by"), when=_BOMB, options=THREAT_CHANNELS),
        Moment("call_began", N_("Received"), unknown=True, when=_BOMB, precision="s"),
        Moment("call_ended", N_("Ended"), unknown=True, when=_BOMB, precision="s"),
        Text("call_line", N_("Line it came in on"), when=_BOMB, limit=200),
        Text("call_number", N_("Number called from"), unknown=True, when=_BOMB, limit=200),
        Person("call_taken_by", N_("Received by"), typed=True, when=_BOMB),
        Text("exact_words", N_("Exact words"), unknown=True, required=True, when=_BOMB,
             multiline=True),
        Text("bomb_when", N_("When will it explode?"), when=_BOMB, limit=500),
        Text("bomb_where", N_("Where is it now?"), when=_BOMB, limit=500),
        Text("bomb_look", N_("What does it look like?"), when=_BOMB, limit=500),
        Text("bomb_kind", N_("What kind of bomb is it?"), when=_BOMB, limit=500),
        Text("bomb_cause", N_("What will cause it to explode?"), when=_BOMB, limit=500),
        Text("bomb_placed", N_("Did you place it?"), when=_BOMB, limit=500),
        Text("bomb_why", N_("Why?"), when=_BOMB, limit=500),
        Text("caller_name", N_("What is your name?"), when=_BOMB, limit=200),
        Text("caller_address", N_("What is your address?"), when=_BOMB, limit=500),
        Text("caller_phone", N_("What is your telephone number?"), when=_BOMB, limit=100),
        Choice("bomb_decision", N_("Decided"), when=_BOMB, options=DECISIONS),
        Moment("bomb_decided", N_("Decided at"), when=_BOMB, precision="s"),
        Text("bomb_decided_by", N_("Decided by"), when=_BOMB, limit=200),
    ),
)  # fmt: skip

CALLER = Section(
    N_("The caller"),
    (
        Choice("caller_sex", N_("Sex of the caller"), unknown=True, when=_BOMB, options=SEXES),
        Text("caller_age", N_("Age, as it sounded"), when=_BOMB, limit=100),
        Text("caller_accent", N_("Accent"), when=_BOMB, limit=200),
        Text("caller_like", N_("Familiar? Like whom?"), when=_BOMB, limit=200),
        Choice("voice", N_("Voice"), when=_BOMB, options=VOICES, many=True),
        Choice("language", N_("Language"), when=_BOMB, options=LANGUAGES, many=True),
        Choice("background", N_("Background"), when=_BOMB, options=BACKGROUNDS, many=True),
    ),
)

ITEM = Section(
    N_("Suspicious item"),
    (
        Text("item_looks", N_("What it looks like, how large"), when=_ITEM, limit=1000),
        Text("item_found_by", N_("Found by"), when=_ITEM, limit=200),
        Flag("item_hidden", N_("Hidden?"), when=_ITEM),
        Flag("item_obvious", N_("Obviously suspicious?"), when=_ITEM),
        Flag("item_typical", N_("Typical for this place?"), when=_ITEM),
        Flag("item_touched", N_("Touched or moved?"), when=_ITEM),
        Number("cordon", N_("Cordon"), when=_ITEM, low=0, unit=N_("metres")),
        Text("gathering", N_("Meeting point searched, by whom"), when=_ITEM, limit=500),
        Moment("item_clear", N_("Declared clear"), unknown=True, when=_ITEM),
        Text("item_clear_by", N_("Declared clear by"), when=_ITEM, limit=200),
    ),
)
