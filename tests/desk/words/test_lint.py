"""Remarks beside the words: what is no fact is named, what somebody said is left alone (rule 8)."""

import pytest

from deskinc.desk.words.lint import WHY, remarks, sign
from deskinc.desk.words.spelling import words_of
from deskinc.paths import resources

REMARKED = {
    "opinion": {
        "I think he came through the bay.": "I think",
        "In my opinion the door was forced.": "In my opinion",
        "He was obviously looking for a way in.": "obviously",
        "Visitor seemed nervous at the barrier.": "seemed",
        "The man appeared to be waiting for someone.": "appeared to",
        "Driver looked drunk.": "looked drunk",
        "The contractor was rude to reception.": "rude",
        "Two males acting suspiciously by the bins.": "suspiciously",
        "They must have left by the east stair.": "must have left",
        "The cleaner probably left it open.": "probably",
        "Alarm may have been set off by the wind.": "may have been",
        "Clearly he knew the code.": "Clearly",
        "Late again, as usual.": "as usual",
        "Door left open. Typical.": "Typical",
        "Typical contractor, no badge.": "Typical",
    },
    "fault": {
        "It was the cleaner’s fault.": "cleaner’s fault",
        "Facilities are to blame for the wet floor.": "to blame",
        "Nobody put a sign out, which is negligent.": "negligent",
        "The porter should have closed the shutter.": "should have",
        "The driver was careless.": "careless",
        "We are sorry that she fell.": "We are sorry",
        "I apologised for the wet floor.": "apologised for",
        "Our mistake, the door was left open.": "Our mistake",
        "Brightline is responsible for the damage.": "responsible for the damage",
        "The fall could have been prevented.": "could have been prevented",
        "The cleaning firm is liable.": "liable",
        "The tenant is liable to pay for the glass.": "liable",
        "The landlord is liable for the leak.": "liable",
    },
    "hearsay": {
        "I was told that the lift stopped twice.": "I was told",
        "We were informed the tenant has moved out.": "We were informed",
        "It was reported that a window is broken.": "It was reported that",
        "He allegedly took the parcel.": "allegedly",
        "Apparently the alarm rang all night.": "Apparently",
        "Someone said a van was here.": "Someone said",
        "The guest is said to have a key.": "is said to",
        "Rumour of a strike on Monday.": "Rumour",
    },
    "time": {
        "The same man was seen recently.": "recently",
        "Lobby lights went out earlier.": "earlier",
        "Earlier the door stood open.": "Earlier",
        "Earlier a patrol found the door open.": "Earlier",
        "Left a while ago.": "a while ago",
        "Parcel came at some point in the night.": "at some point",
        "A few minutes later he came back.": "A few minutes later",
        "Noise was heard about an hour ago.": "about an hour ago",
        "The plumber is due soon.": "soon",
        "He came back shortly afterwards.": "shortly afterwards",
    },
    "acronym": {
        "PIR in zone 7 went off.": "PIR",
        "Called the FSM at home.": "FSM",
        "RVP is the front gate.": "RVP",
        "ABC van at the barrier.": "ABC",
    },
    "promise": {
        "We will pay for her coat.": "We will pay",
        "I assured him that it would be looked at.": "I assured",
        "It will never happen again.": "will never happen again",
        "Told her she will be compensated.": "will be compensated",
        "We’ll make sure the sign is out.": "We’ll make sure",
        "I promised to ring her.": "I promised",
    },
}
SILENT = (
    "All doors secure. Lights left on in 2.07, switched off.",
    "Mr T. Aldous slipped on a wet floor by the sink. Sat down, said his wrist hurts.",
    "Ms Iyer says Lift 2 door track is worn; part ordered.",
    "Mr Brandt told me that he was probably too late.",
    "I was told by Ms Orton that a laptop is missing.",
    "She said: “It is your fault, I think, and it will never happen again.”",
    'He said "you should have put a sign out" and left.',
    "He shouted ‘you are all negligent’ at the porter.",
    "Caller: “I was told it is apparently the",
    "Suspicious package in the post room. Not touched.",
    "Exit clearly marked, sign lit.",
    "A man appeared at the loading bay at 02:10.",
    "Fault on panel zone 7, engineer called.",
    "Bag searched, nothing found. Ten minutes later he left.",
    "He left 20 minutes later by taxi.",
    "Lobby lights went out earlier, at 21:10.",
    "I felt a jolt and stopped the lift.",
    "Cars left: grey Golf LK21 OVR, white Transit.",
    "Tag LP-0061, shelf A. Reference INC-2026-0042.",
    "Camera 12 of the CCTV kept from 18:00 to 08:00.",
    "Passive infrared (PIR) in zone 7 went off. PIR reset.",
    "The ARC (alarm receiving centre) rang back.",
    "STOP sign at the ramp lies on the ground, NOT broken.",
    "ALL DOORS SECURE BY PIR AND FSM",
    "Police informed, reference 4471. Facilities told.",
    "Charged with reckless driving, the constable says.",
    "Relieved by D. Novak as soon as he came.",
    "Shortly after the bell the doors opened.",
    "Driver smelled of alcohol, speech slurred, walked into the barrier.",
    "We will search the roof at 05:00.",
    "Earlier patrol found the door open.",
    "As told in an earlier line, the gate is stuck.",
    "Fire brigade liable to return.",
    "Steps liable to flood, barrier put up.",
    "Typical frost on the west stair, gritted.",
    "ABC Ltd van at the barrier.",
    "Van of ABC Ltd. Pass 4 given.",
    "XYR GmbH and ABC (Ltd) signed in. ABC left at 21:10.",
)
WORDS = words_of("en-GB")
assert WORDS is not None


@pytest.mark.parametrize(
    ("kind", "text", "about"),
    [(kind, text, about) for kind, told in REMARKED.items() for text, about in told.items()],
)
def test_rule08_opinion_fault_hearsay_vague_time_acronym_and_promise_are_named(
    kind: str, text: str, about: str
) -> None:
    assert WORDS is not None
    found = remarks(text, is_word=WORDS.has)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [(kind, about)]


@pytest.mark.parametrize("text", SILENT)
def test_rule08_what_was_seen_heard_done_and_quoted_is_left_alone(text: str) -> None:
    assert WORDS is not None
    assert remarks(text, is_word=WORDS.has) == ()


def test_a_week_of_lines_gets_hardly_a_remark() -> None:
    assert WORDS is not None
    week = (resources() / "demo" / "week.txt").read_text(encoding="utf-8")
    lines = [line.split(" | ")[5] for line in week.splitlines() if line.count(" | ") > 4]
    assert len(lines) > 100
    assert sum(len(remarks(line, is_word=WORDS.has)) for line in lines) <= 2


def test_d09_lint_suggests_no_words() -> None:
    """A remark has a place, a kind and one of six sentences; nothing that could be put in."""
    for told in REMARKED.values():
        for text in told:
            assert {one.why for one in remarks(text)} <= set(WHY.values())
    assert not any(sign in why for why in WHY.values() for sign in '“”"{')


def test_a_remark_sent_away_stays_away_while_the_text_goes_on() -> None:
    text = "He seemed tired."
    quiet = frozenset(sign(text, one) for one in remarks(text))
    assert remarks("Then he seemed tired. Later he SEEMED well.", quiet) == ()
    assert [one.kind for one in remarks("He seemed tired, probably.", quiet)] == ["opinion"]


def test_letters_of_the_site_need_no_explaining() -> None:
    assert remarks("PIR in zone 7.", known=frozenset({"pir"})) == ()


def test_the_remarks_stand_in_the_order_of_the_text_and_once_for_the_same_words() -> None:
    found = remarks(
        "Apparently he looked drunk. It was his fault, I was told. He left a while ago."
    )
    assert [one.kind for one in found] == ["hearsay", "opinion", "fault", "hearsay", "time"]


@pytest.mark.parametrize("text", ["", " ", "“", '"""', "’’’", "\u202e\x00", "A" * 5000, "’" * 20])
def test_any_text_will_do(text: str) -> None:
    assert remarks(text) == ()
