"""A call ticks a step only where the step is that call and nothing besides: judged one by one."""

from deskinc.forms import guides, taxonomy
from deskinc.forms.guides.fulfilled import CALLED

JUDGED = {
    "Call {emergency}.": ({"Emergency services", "Police", "Fire brigade", "Ambulance"}, "number"),
    "Call the police, and note their reference.": ({"Police"}, "reference"),
    "Tell the police, and note their reference.": ({"Police"}, "reference"),
    "Call the key holder.": ({"Key holder"}, ""),
    "Tell the manager.": ({"Facilities manager"}, ""),
}
"""The step is whole once one of these is reached; and by the number or with what it names."""
MORE = {
    "A colleague calls {emergency} while you listen; alone: call the moment the call ends.": "who",
    "Call for a second person.": "nobody whom the guides call",
    "Call for a second person, and look through the room.": "also looks",
    "Call the engineer where a device failed.": "says that one failed",
    "Call the key holder, and have them wait at a safe place.": "also where they wait",
    "Call the lift firm: time called, time promised.": "also what they promise",
    "Call the manager, and go with them.": "also goes",
    "Call the police after 15 minutes, at once on any sign of abduction.": "says when",
    "Call the police on {emergency} at once: hold-up alarm, where, what is seen.": "what is said",
    "Call the police, and note their reference; somebody inside or seen: {emergency}.": "either",
    "Call the police; danger to people: {emergency}.": "either",
    "Call the repair firm; note its time and its cost.": "also time and cost",
    "Call the wardens.": "nobody whom the guides call",
    "Call a first aider, and send somebody to the door for the crew.": "also sends",
    "Call a first aider, and stay with the person.": "also stays",
    "Call a structural engineer; note the time called and promised.": "also what they promise",
    "Call a tow truck where the site allows it.": "on a condition",
    "Call supplier and facilities manager; note when they will come.": "two, and when they come",
    "Call whoever can make it safe; note the time.": "whoever that is",
    "Call {emergency} and the gas emergency service from outside.": "two, and from where",
    "Call {emergency} as soon as you can safely: where, who, what weapon.": "what is said",
    "Call {emergency} first, on loudspeaker; say whether the person is breathing normally.": "how",
    "Call {emergency} from outside that distance.": "from where",
    "Call {emergency}, away from the room.": "from where",
    "Call {emergency}: how high, onto what, conscious and breathing?": "what is said",
    "Call {emergency}: what, where, how much, who was touched by it.": "what is said",
    "Call {emergency}; any chance of life: start CPR and fetch the defibrillator.": "also CPR",
    "Tell colleagues and the next shift what to look for.": "nobody whom the guides call",
    "Tell everybody by radio, without the name.": "nobody whom the guides call",
    "Tell only those who have to know.": "nobody whom the guides call",
    "Tell the data protection officer at once: a legal deadline may run.": "says when",
    "Tell the fire officer who is missing, and where last seen.": "what is said",
    "Tell the manager what it may have seen.": "what is said",
    "Tell the manager, and look whether it has to be reported to the authority.": "also looks",
    "Tell the manager, and say when to look again.": "also when",
    "Tell the monitoring centre and the fire brigade beforehand that it is a drill.": "a drill",
    "Tell the monitoring centre and the fire brigade that the drill is over.": "a drill",
    "Tell the monitoring centre, if it was called.": "on a condition",
    "Tell the service the site works with.": "whoever that is",
    "Tell whoever is in charge of fire safety.": "nobody whom the guides call",
}
"""Steps that begin as a call and ask for more, or for somebody whom no guide calls: by hand."""


def test_every_step_that_begins_as_a_call_is_judged() -> None:
    every = {step for one in taxonomy.CATEGORIES for step in guides.guide(one.code).steps}
    begins = {step for step in every if step.startswith(("Call ", "Tell ", "A colleague calls "))}
    assert begins == set(JUDGED) | set(MORE)
    assert {
        words: (set(asked.who), "number" * asked.emergency + "reference" * asked.reference)
        for words, asked in CALLED.items()
    } == JUDGED


def test_whoever_ticks_a_step_is_called_somewhere_where_it_stands() -> None:
    every = [guides.guide(one.code) for one in taxonomy.CATEGORIES]
    for words, asked in CALLED.items():
        asking = [one for one in every if words in one.steps]
        assert any(call.who in asked.who for one in asking for call in one.calls), words
