"""What the demo office knows of its three incidents beyond ``week.txt``, and whom it calls."""

from datetime import timedelta

from deskinc.i18n import N_

CONTACTS = (
    (N_("Shift lead"), "07700 900141"), (N_("Facilities manager"), "07700 900142"),
    (N_("First aider"), "020 7946 0120"), (N_("Key holder"), "07700 900143"),
    (N_("Lift firm"), "0808 157 0177"), (N_("Alarm engineer"), "0808 157 0164"),
    (N_("Building services"), "020 7946 0131"), (N_("Cleaning"), "020 7946 0132"),
    (N_("IT service"), "020 7946 0133"), (N_("Gas emergency service"), "0808 157 0199"),
    (N_("Gritting service"), "01632 960118"), (N_("Insurer"), "0808 157 0150"),
    (N_("Data protection officer"), "020 7946 0134"), (N_("Support service"), "0808 157 0188"),
)  # fmt: skip
"""Numbers that are kept for fiction and reach nobody."""

OPENINGS: dict[str, dict[str, object]] = {
    "slip": {
        "title": "Slip on wet floor", "category": "injury.slip", "severity": "medium",
        "reported_by": "Ms P. Nair, colleague", "how": "phone", "injuries": True, "force": False,
    },
    "laptop": {
        "title": "Laptop missing from room 3.07", "category": "theft.premises",
        "severity": "medium", "reported_by": "Ms L. Orton, Caldwell & Reid", "how": "in_person",
        "injuries": False, "force": False, "owner": {"id": "", "text": "E. Marsh"},
        "next_step": "Camera 12 export from facilities",
    },
    "lift": {
        "title": "Lift entrapment, Lift 2", "category": "building.lift_entrapment",
        "severity": "high", "reported_by": "Car intercom", "how": "alarm", "injuries": False,
        "force": False, "owner": {"id": "", "text": "R. Malik"},
        "next_step": "Northgate engineer",
        "immediate": "Northgate Lifts called, voice contact kept.",
    },
}  # fmt: skip
DUE = {"lift": timedelta(minutes=36)}
PINS = {
    "slip": ("3", 0.84, 0.66),
    "laptop": ("3", 0.91, 0.17),
    "lift": ("3", 0.5104, 0.4222),
}  # fmt: skip
TIMES: dict[str, dict[str, int]] = {
    "slip": {
        "discovered": 31,
        "reported": 36,
        "responded": 37,
        "arrived": 40,
        "contained": 75,
        "resolved": 80,
    },
}
FINISHES: dict[str, dict[str, object]] = {
    "slip": {
        "spot": "In front of the sink",
        "narrative": "Mr Aldous told me that he turned from the sink with a cup in his hand, that "
        "his right foot slid forward and that he fell on his left side. He said his left wrist "
        "hurt. I saw water on the floor, about half a square metre, in front of the sink, and the "
        "tap dripping. I saw no wet-floor sign. Ms Nair told me that she saw him fall.",
        "light": "Ceiling lights on", "weather": "Dry",
        "premises": "Vinyl floor, level, wet over about half a square metre. Tap dripping. "
        "No sign.",
        "inspection": "Cleaned by Brightline Cleaning, 06:10 the same day, key log sets 11 to 14.",
        "immediate": "First aid offered and declined. Area closed, floor dried, sign placed 14:20.",
        "permanent": "Tap washer to be renewed by Ferris & Sons.",
        "people": {
            "01": {"name": "Mr T. Aldous", "role": "injured", "contact": "Caldwell & Reid, floor 3",
                   "injury": "Left wrist painful, no swelling seen",
                   "account": "I turned round and my foot went from under me."},
        },
        "witnesses": {
            "01": {"name": "Ms P. Nair", "contact": "Caldwell & Reid, floor 3",
                   "account": "I saw him go down by the sink. The floor was wet."},
        },
        "told": {
            "01": {"who": "E. Marsh, facilities", "how": "phone", "reply": "Plumber ordered, 5512"},
        },
        "insurer_notifiable": True, "policy": "HC-PL 220417",
    },
}  # fmt: skip
CAPTIONS = {
    "slip-1": "The floor in front of the sink, from the door",
    "slip-2": "The tap, dripping",
}
