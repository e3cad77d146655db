"""What insurers, ACORD 1 and 3, RIDDOR (F2508) and OSHA 301 ask: plain data, question by question.

A question names the fields of the incident of which one answers it; ``table/column`` is answered
where every row of the table says it. Advice for design, checked against the sources in the manual.
"""

from dataclasses import dataclass

from deskinc.i18n import N_

INSURER, ACORD, RIDDOR, OSHA = "insurer", "acord", "riddor", "osha"
INJURY, PROPERTY, VEHICLE = "injury", "property", "vehicle"
HURT, WITNESS, SCENE = "injured", "witness", "scene"
"""Whom or what it is asked of before they leave, or before it is tidied up."""


@dataclass(frozen=True, slots=True)
class Question:
    """Fields that answer it, who asks it, after what, and of whom it can be asked at once.

    ``label`` is empty where the first field’s own words will do.
    """

    fields: tuple[str, ...]
    asked_by: frozenset[str]
    kind: str = ""
    of: str = ""
    label: str = ""


def _ask(fields: str, asked_by: str, kind: str = "", of: str = "", label: str = "") -> Question:
    return Question(tuple(fields.split()), frozenset(asked_by.split()), kind, of, label)


QUESTIONS = (
    _ask("occurred", "insurer acord riddor osha"),
    _ask("reported", "insurer acord"),
    _ask("place", "insurer acord riddor osha"),
    _ask("narrative", "insurer acord riddor osha"),
    _ask("reported_by", "insurer acord"),
    _ask("witnesses facts", "insurer acord", of=WITNESS, label=N_("Witnesses, or who saw nothing")),
    _ask("witnesses/contact", "insurer acord", of=WITNESS, label=N_("Witnesses: contact")),
    _ask("witnesses/account", "insurer", of=WITNESS, label=N_("Witnesses: account")),
    _ask("police_told police_called", "insurer acord"),
    _ask("crime_reference", "insurer acord"),
    _ask("immediate", "insurer"),
    _ask("cctv footage", "insurer"),
    _ask("photo", "insurer", of=SCENE, label=N_("Photos of the scene")),
    _ask("policy", "insurer acord"),
    _ask("premises", "insurer", INJURY, SCENE, N_("Condition of the premises")),
    _ask("inspected inspection", "insurer", INJURY),
    _ask("surface", "insurer", INJURY, SCENE),
    _ask("floor_state", "insurer", INJURY, SCENE),
    _ask("contaminant", "insurer", INJURY, SCENE, N_("What was on the floor")),
    _ask("lighting", "insurer", INJURY, SCENE),
    _ask("footwear", "insurer", INJURY, HURT),
    _ask("injured/name", "insurer acord riddor osha", INJURY, HURT, N_("Injured: name")),
    _ask("injured/address", "insurer acord riddor osha", INJURY, HURT, N_("Injured: address")),
    _ask("injured/phone", "insurer acord riddor", INJURY, HURT, N_("Injured: phone")),
    _ask("injured/born", "insurer acord riddor osha", INJURY, HURT, N_("Date of birth or age")),
    _ask("injured/sex", "acord riddor osha", INJURY, HURT, N_("Injured: sex")),
    _ask("injured/status", "insurer riddor osha", INJURY, HURT,
         N_("Injured: employee, visitor …")),
    _ask("injured/employer", "acord riddor", INJURY, HURT, N_("Injured: employer")),
    _ask("injured/occupation", "acord riddor osha", INJURY, HURT),
    _ask("injured/doing", "insurer acord osha", INJURY, HURT),
    _ask("injured/own_words", "insurer osha", INJURY, HURT,
         N_("How, in his or her own words")),
    _ask("injured/nature", "insurer acord riddor osha", INJURY, HURT),
    _ask("injured/harmed_by", "osha", INJURY, HURT),
    _ask("wounds", "riddor osha", INJURY, HURT, N_("Part of the body")),
    _ask("injured/accident", "riddor", INJURY),
    _ask("injured/specified", "riddor", INJURY),
    _ask("injured/first_aid injured/refused", "insurer osha", INJURY, HURT,
         N_("First aid, or refused")),
    _ask("injured/taken", "insurer acord riddor osha", INJURY, label=N_("Taken to hospital?")),
    _ask("injured/outcome", "acord riddor osha", INJURY),
    _ask("property/item damage_part", "insurer acord", PROPERTY, label=N_("What was lost or hurt")),
    _ask("property/owner", "insurer acord", PROPERTY, label=N_("Property: owner")),
    _ask("property/value repair_estimate", "insurer acord", PROPERTY, label=N_("Its value")),
    _ask("property/proof", "insurer", PROPERTY),
    _ask("damage_cause", "insurer", PROPERTY, SCENE),
    _ask("photos_before", "insurer", PROPERTY, SCENE),
    _ask("found_missing", "insurer", PROPERTY),
    _ask("forced_signs", "insurer", PROPERTY, SCENE),
    _ask("vehicles/plate", "insurer acord", VEHICLE, WITNESS, N_("Vehicle: plate")),
    _ask("vehicles/make", "insurer acord", VEHICLE, SCENE, N_("Vehicle: make")),
    _ask("vehicles/driver", "insurer acord", VEHICLE, WITNESS, N_("Vehicle: driver or owner")),
    _ask("vehicles/marks", "insurer acord", VEHICLE, SCENE, N_("Vehicle: damage")),
)  # fmt: skip
