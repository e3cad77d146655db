"""The trade's words: categories, severities, types of occurrence, reasons. Codes never reused."""

from dataclasses import dataclass

from deskinc.forms.kinds import Option
from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Severity:
    """How grave, from rank 1: word, icon name, and within what time the desk and the lead act."""

    rank: int
    code: str
    word: str
    icon: str
    meaning: str
    respond: str
    lead: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of incident, ``family.code``, and the severity it starts with (rank 1 to 4)."""

    code: str
    label: str
    severity: int


@dataclass(frozen=True, slots=True)
class OccurrenceType:
    """A kind of line: label, the letter that picks it, and the category it raises to.

    No category: there is nothing usual to raise.
    """

    code: str
    label: str
    letter: str
    category: str = ""


SEVERITIES = (
    Severity(
        1, "low", N_("Low"), "circle",
        N_("To be recorded or followed up: lost property, complaint, defect."),
        N_("Respond within 30 minutes."), N_("Shift lead: daily summary."),
    ),
    Severity(
        2, "medium", N_("Medium"), "diamond",
        N_("Prompt, not threatening: minor theft, trespass without violence, first aid."),
        N_("Respond within 15 minutes."), N_("Shift lead within 1 hour."),
    ),
    Severity(
        3, "high", N_("High"), "triangle-alert",
        N_("A breach or escalating: entry to a secure area, aggression, vandalism, "
           "failure of a supply, hospital."),
        N_("Respond within 5 minutes."), N_("Shift lead within 15 minutes."),
    ),
    Severity(
        4, "critical", N_("Critical"), "octagon-alert",
        N_("Threat to life, major damage or disruption: fire, bomb threat, serious injury, "
           "weapon."),
        N_("Respond now, emergency services first."), N_("Shift lead within 5 minutes."),
    ),
)  # fmt: skip

CATEGORIES = (
    Category("access.unauthorised", N_("Unauthorised access"), 3),
    Category("access.tailgating", N_("Tailgating"), 2),
    Category("access.trespass", N_("Trespass"), 2),
    Category("access.break_in", N_("Break-in"), 3),
    Category("access.door_insecure", N_("Door insecure"), 2),
    Category("access.pass_misused", N_("Pass lost or misused"), 2),
    Category("access.visitor_refused", N_("Visitor refused"), 1),
    Category("access.after_hours", N_("After-hours presence"), 2),
    Category("theft.premises", N_("Theft from premises"), 2),
    Category("theft.person", N_("Theft from a person"), 2),
    Category("theft.vehicle", N_("Theft from a vehicle"), 2),
    Category("theft.burglary", N_("Burglary"), 3),
    Category("theft.attempt", N_("Attempted theft"), 2),
    Category("theft.fraud", N_("Fraud"), 2),
    Category("theft.key_missing", N_("Key or kit missing"), 3),
    Category("damage.vandalism", N_("Vandalism"), 3),
    Category("damage.graffiti", N_("Graffiti"), 2),
    Category("damage.accidental", N_("Accidental damage"), 2),
    Category("damage.vehicle_impact", N_("Vehicle impact"), 2),
    Category("damage.arson", N_("Arson"), 4),
    Category("violence.verbal_abuse", N_("Verbal abuse"), 2),
    Category("violence.threat", N_("Threat to a person"), 3),
    Category("violence.assault", N_("Assault"), 3),
    Category("violence.sexual_offence", N_("Sexual offence"), 4),
    Category("violence.fight", N_("Fight"), 3),
    Category("violence.harassment", N_("Harassment"), 2),
    Category("violence.intoxication", N_("Intoxication"), 2),
    Category("violence.weapon", N_("Weapon"), 4),
    Category("violence.hate", N_("Hate incident"), 3),
    Category("violence.protest", N_("Protest"), 2),
    Category("violence.use_of_force", N_("Use of force"), 3),
    Category("injury.slip", N_("Slip, trip or fall"), 2),
    Category("injury.fall_height", N_("Fall from height"), 3),
    Category("injury.struck_by", N_("Struck by something"), 2),
    Category("injury.cut_burn", N_("Cut or burn"), 2),
    Category("injury.lift_door", N_("Lift or door injury"), 2),
    Category("injury.illness", N_("Illness"), 2),
    Category("injury.cardiac", N_("Cardiac arrest or chest pain"), 4),
    Category("injury.fatality", N_("Fatality"), 4),
    Category("fire.fire", N_("Fire"), 4),
    Category("fire.alarm_genuine", N_("Fire alarm, genuine"), 4),
    Category("fire.alarm_false", N_("Fire alarm, false"), 2),
    Category("fire.impairment", N_("Fire system impaired"), 3),
    Category("fire.exit_blocked", N_("Exit blocked"), 2),
    Category("fire.evacuation", N_("Evacuation"), 3),
    Category("fire.drill", N_("Drill"), 1),
    Category("threat.bomb", N_("Bomb threat"), 4),
    Category("threat.suspicious_item", N_("Suspicious item"), 3),
    Category("threat.mail", N_("Suspicious mail"), 3),
    Category("threat.reconnaissance", N_("Hostile reconnaissance"), 2),
    Category("threat.drone", N_("Drone"), 2),
    Category("building.power", N_("Power failure"), 3),
    Category("building.water", N_("Water leak or failure"), 3),
    Category("building.gas", N_("Gas"), 4),
    Category("building.hvac", N_("Heating or ventilation"), 2),
    Category("building.lift_fault", N_("Lift fault"), 2),
    Category("building.lift_entrapment", N_("Lift entrapment"), 3),
    Category("building.it_phones", N_("IT or phones"), 2),
    Category("building.security_system", N_("Security system fault"), 3),
    Category("building.structure", N_("Structure"), 3),
    Category("alarm.intruder", N_("Intruder alarm"), 3),
    Category("alarm.panic", N_("Panic alarm"), 3),
    Category("alarm.refuge", N_("Refuge or WC alarm"), 3),
    Category("alarm.tamper", N_("Tamper alarm"), 2),
    Category("alarm.false", N_("False alarm"), 1),
    Category("vehicle.collision", N_("Collision"), 2),
    Category("vehicle.obstruction", N_("Obstruction"), 1),
    Category("vehicle.abandoned", N_("Abandoned vehicle"), 1),
    Category("vehicle.theft", N_("Theft of or from a vehicle"), 2),
    Category("people.lost_child", N_("Lost child"), 3),
    Category("people.missing_adult", N_("Missing or vulnerable adult"), 3),
    Category("people.welfare", N_("Welfare concern"), 2),
    Category("people.rough_sleeper", N_("Rough sleeper"), 1),
    Category("hazard.spill", N_("Spill"), 2),
    Category("hazard.substance", N_("Hazardous substance"), 3),
    Category("hazard.ice", N_("Ice or snow"), 2),
    Category("hazard.unsafe_contractor", N_("Unsafe contractor"), 2),
    Category("hazard.near_miss", N_("Near miss"), 2),
    Category("conduct.data_loss", N_("Loss of data"), 2),
    Category("conduct.photography", N_("Photography"), 1),
    Category("conduct.complaint", N_("Complaint"), 1),
    Category("conduct.officer", N_("Officer conduct"), 2),
    Category("conduct.authority_visit", N_("Visit by an authority"), 1),
)

SPARED = frozenset({
    "violence.sexual_offence", "people.lost_child", "people.missing_adult", "people.welfare",
})  # fmt: skip
"""Of these neither category nor place and time leave by themselves: they would tell who it was."""

OCCURRENCE_TYPES = (
    OccurrenceType("patrol", N_("Patrol"), "p", "access.door_insecure"),
    OccurrenceType("check_call", N_("Check call"), "c", "people.welfare"),
    OccurrenceType("lock_unlock", N_("Lock or unlock"), "l", "access.door_insecure"),
    OccurrenceType("visitor", N_("Visitor"), "v", "access.visitor_refused"),
    OccurrenceType("delivery", N_("Delivery"), "d", "vehicle.obstruction"),
    OccurrenceType("contractor", N_("Contractor"), "r", "hazard.unsafe_contractor"),
    OccurrenceType("keys", N_("Keys"), "k", "theft.key_missing"),
    OccurrenceType("test", N_("Test"), "t", "fire.impairment"),
    OccurrenceType("alarm", N_("Alarm"), "a", "alarm.intruder"),
    OccurrenceType("lift", N_("Lift"), "f", "building.lift_entrapment"),
    OccurrenceType("door", N_("Door"), "o", "access.door_insecure"),
    OccurrenceType("lost_property", N_("Lost property"), "y", "theft.person"),
    OccurrenceType("defect", N_("Defect"), "e", "building.structure"),
    OccurrenceType("vehicle", N_("Vehicle"), "u", "vehicle.obstruction"),
    OccurrenceType("first_aid", N_("First aid"), "b", "injury.illness"),
    OccurrenceType("message", N_("Message"), "m"),
    OccurrenceType("supervisor", N_("Supervisor visit"), "s"),
    OccurrenceType("weather", N_("Weather"), "w", "hazard.ice"),
    OccurrenceType("information", N_("Information"), "n"),
    OccurrenceType("nil", N_("All correct"), "g"),
    OccurrenceType("incident", N_("Incident"), "i"),
    OccurrenceType("handover", N_("Handover"), "h"),
    OccurrenceType("other", N_("Other"), "x"),
)
"""What an officer picks from."""

DESK_TYPE = OccurrenceType("desk", N_("Desk"), "")
"""What no hand did; nobody picks it."""

EMERGENCY_TYPE = OccurrenceType("emergency", N_("Emergency note"), "")
"""What somebody wrote at the locked desk without a name; nobody picks it either."""

PAGE_TYPE = OccurrenceType("page", N_("Page"), "")
MISSED_TYPE = OccurrenceType("missed", N_("Missed"), "")
HOURLY_TYPE = OccurrenceType("hourly", N_("Hourly summary"), "")
"""What the desk writes when a page turns, an act was missed, an hour had deliveries."""

ADOPTIONS = (
    Option("mine", N_("I wrote it")),
    Option("seen", N_("Seen, not mine")),
)
"""What an officer says of an emergency note."""

LATE_REASONS = (
    Option("patrol", N_("On patrol")),
    Option("incident", N_("Dealing with an incident")),
    Option("relieved_late", N_("Relieved late")),
    Option("system", N_("System not available")),
    Option("other", N_("Other")),
)

CORRECTION_REASONS = (
    (N_("Wrong place"), "p"),
    (N_("Wrong time"), "t"),
    (N_("Wrong type"), "y"),
    (N_("Name misspelt"), "n"),
    (N_("Figure wrong"), "f"),
    (N_("More is known"), "m"),
)
"""Words offered where a line is corrected, each with its letter; what is written stays free."""

CHANNELS = (
    Option("in_person", N_("In person")),
    Option("phone", N_("Phone")),
    Option("radio", N_("Radio")),
    Option("alarm", N_("Alarm")),
    Option("cctv", N_("CCTV")),
    Option("patrol", N_("Patrol")),
    Option("written", N_("E-mail or letter")),
    Option("other", N_("Other")),
)
"""How the desk came to know."""


def category(code: str) -> Category:
    """Return the category of that code; KeyError if there is none."""
    return _CATEGORY[code]


def severity(code: str) -> Severity:
    """Return the severity of that code; KeyError if there is none."""
    return _SEVERITY[code]


def starting_severity(code: str) -> Severity:
    """Return the severity an incident of that category starts with."""
    return SEVERITIES[_CATEGORY[code].severity - 1]


_CATEGORY = {each.code: each for each in CATEGORIES}
_SEVERITY = {each.code: each for each in SEVERITIES}
_BY_DESK = (DESK_TYPE, EMERGENCY_TYPE, PAGE_TYPE, MISSED_TYPE, HOURLY_TYPE)
_TYPE = {each.code: each for each in (*OCCURRENCE_TYPES, *_BY_DESK)}

CATEGORY_OPTIONS = tuple(Option(each.code, each.label) for each in CATEGORIES)
SEVERITY_OPTIONS = tuple(Option(each.code, each.word) for each in SEVERITIES)
TYPE_OPTIONS = tuple(Option(each.code, each.label) for each in _TYPE.values())
