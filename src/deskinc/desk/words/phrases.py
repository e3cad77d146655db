"""What English says when it tells no fact, and abbreviations that everybody knows.

The phrases are pieces of regular expressions with a straight apostrophe; a word boundary is put
around each.
"""

_STATED = r"(?!\s+(?:marked|visible|audible|heard|seen|labelled|legible|signed|displayed|posted))"
_PARCEL = (
    r"(?!\s+(?:package|parcel|packet|item|object|bag|mail|letter|envelope|device|vehicle|activity))"
)
_FELT = r"(?:drunk|suspicious|nervous|angry|annoyed|upset|ill|aggressive|guilty|confused|odd)"
_LEFT = r"(?:been|had|left|gone|come|got|fallen|taken|broken|stolen|done|slipped|\w{3,}ed)"
_WHOSE = r"(?:my|our|his|her|their|your|whose|\w+'s)"
_HARM = r"(?:accident|fall|damage|injury|injuries|loss|theft|fire|leak|incident|breakage)"
_GOOD = (
    r"(?:make sure|see to it|ensure|pay|refund|replace|repair|fix|reimburse|compensate|guarantee"
    r"|never|cover)"
)
_PAPER = (
    r"(?:patrol|round|check|call|line|entr(?:y|ie)|report|shift|visit|test|alarm|incident|fault"
    r"|deliver(?:y|ie)|search|statement|note|message|handover|reading|inspection)"
)
"""What stands in the book with its own time: *the earlier patrol* is found there."""
_WEATHER = (
    r"(?:frost|ice|dew|fog|mist|snow|rain|wind|weather|condensation|temperature|noise|pressure"
    r"|reading|value|level|load|range)s?"
)
_OWES = r"(?:pay|compensate|refund|reimburse|repair|replace|the|an?|him|her|them|us|you)"

PHRASES: dict[str, tuple[str, ...]] = {
    "opinion": (
        r"I (?:think|thought|believed?|guess|suspect(?:ed)?|assumed?|reckon|suppose|doubt)",
        r"I f(?:eel|elt) (?:that|he|she|it|they|like|as)",
        r"in my (?:opinion|view)", r"obviously", rf"clearly{_STATED}", r"evidently",
        r"presumably", r"probably", r"maybe", r"perhaps", r"undoubtedly", r"no doubt", r"surely",
        r"most likely", r"seem(?:s|ed|ingly)?", r"appear(?:s|ed)? (?:to|as (?:if|though))",
        rf"(?:appear(?:s|ed)|look(?:s|ed)) (?:very |quite |a bit )?{_FELT}",
        r"look(?:s|ed) (?:as (?:if|though)|like (?:he|she|it|they|someone|somebody))",
        rf"must have {_LEFT}", r"(?:might|may) have (?:been|\w{3,}ed)",
        r"could have (?:been|\w{3,}ed)(?! (?:avoided|prevented))",
        rf"suspicious(?:ly)?{_PARCEL}", r"(?<!not )drunk(?:en)?", r"intoxicated",
        r"rude(?:ly)?", r"aggressive(?:ly)?", r"hostile", r"lazy", r"stupid(?:ly)?",
        r"unprofessional(?:ly)?", r"unacceptable", r"bad attitude", r"as usual",
        rf"typical(?! {_WEATHER}\b)",
    ),
    "fault": (
        rf"{_WHOSE} (?:own )?fault", r"at fault", r"to blame", r"negligen(?:t|ce|tly)",
        r"careless(?:ly|ness)?", r"reckless(?:ly|ness)?(?! (?:driving|endangerment))",
        r"incompeten(?:t|ce)", rf"liable(?! to (?!{_OWES}\b))",
        rf"responsible for (?:the|this|his|her) {_HARM}",
        r"should(?:n't| not)? have", r"ought to have",
        r"could have been (?:avoided|prevented)",
        r"(?:I|we) (?:are|am|was|were) sorry", r"apologi[sz]ed? for",
        rf"{_WHOSE} (?:own )?(?:mistake|error|failure|neglect)",
    ),
    "hearsay": (
        r"(?:I|we) (?:was|were|have been|had been) (?:told|informed|advised)(?! (?:by|to) )",
        r"it (?:is|was|has been) (?:said|reported|claimed|alleged|believed|understood) that",
        r"(?:is|are|was|were) (?:said|alleged|believed|rumou?red|understood) to",
        r"reportedly", r"allegedly", r"supposedly", r"apparently", r"rumou?rs?",
        r"(?:someone|somebody|people|others|everyone|everybody) (?:says?|said|told|claim(?:s|ed)?)",
        r"(?:I|we) (?:have )?heard that", r"word has it",
    ),
    "time": (
        r"recently", r"lately", rf"earlier(?! than\b| {_PAPER}s?\b)",
        r"a while(?: ago| back| later)?",
        r"some ?time (?:ago|later|before|after|today|yesterday|last|this|in|during)",
        r"at some (?:point|stage|time)", r"(?:about|around|roughly) an hour ago",
        r"a (?:few|couple of) (?:minutes|hours|days|weeks) (?:ago|later|before|earlier)",
        r"not long (?:ago|after|before)", r"shortly (?:afterwards|thereafter)",
        r"shortly (?:after|before)(?! (?:the|this|that|an?|his|her|its|their|my|our|\d|\w+ing))",
        r"later on",
        r"the other (?:day|night|week)", r"(?:a )?moments? (?:ago|later)", r"in due course",
        r"ages ago", r"from time to time", r"now and then", r"soon(?! as)",
    ),
    "promise": (
        rf"(?:I|we)(?:'ll| will| shall) {_GOOD}",
        r"(?:I|we) (?:promised?|guaranteed?|assured?)", r"promised (?:him|her|them|the|to)",
        r"guaranteed (?:him|her|them|the|that)", r"(?:will|won't|would) (?:never|not) happen again",
        r"won't happen again", r"will be (?:compensated|refunded|reimbursed|paid for)",
    ),
}  # fmt: skip

_LETTERS = """AM PM OK ID PIN PC TV CCTV GPS USB SMS WC VIP UK US USA EU GB NI GMT BST UTC CET
    CEST EST EDT CST CDT MST MDT PST PDT LTD PLC LLP LLC GMBH INC CO NO REF TEL EXT MR MRS MS DR
    II III IV VI VII VIII IX XI XII LED FAQ PDF NE NW SE SW NNE NNW SSE SSW ENE ESE WNW WSW"""
ABBREVIATIONS = frozenset(_LETTERS.split())
_FIRMS = "LTD LIMITED PLC LLP LLC INC CO CORP GMBH AG SE KG SA SAS SRL BV NV AB"
COMPANIES = frozenset(_FIRMS.split())
"""What stands behind the name of a company: the letters before it are a name."""
