"""For each category: what makes it an incident and not only a line of the book."""

from collections.abc import Mapping

from deskinc.i18n import N_

CRITERIA: Mapping[str, str] = {
    "access.unauthorised": N_(
        "Somebody was in an area they had no leave to be in, or tried to get there. Not for a"
        " visitor who took a wrong turning and went back when told."
    ),
    "access.tailgating": N_(
        "Somebody came through a controlled door behind another person without showing a pass"
        " of their own, and was not stopped at the door."
    ),
    "access.trespass": N_(
        "Somebody stayed on the property, or came back, after being told to leave or under a "
        "notice."
    ),
    "access.break_in": N_(
        "A door, window, lock or fence was forced, whether or not anybody got in or took anything."
    ),
    "access.door_insecure": N_(
        "A door or window that should be locked was found open or could not be locked, and "
        "nobody can say since when or by whom."
    ),
    "access.pass_misused": N_(
        "A pass or key was lost, lent, copied or used by somebody else than its holder."
    ),
    "access.visitor_refused": N_(
        "Somebody was turned away and argued, would not leave, showed false papers, or is "
        "likely to come back."
    ),
    "access.after_hours": N_(
        "Somebody was in the building after hours without being announced, or would not say why."
    ),
    "theft.premises": N_(
        "Something that belongs to the building or a tenant is gone and is not merely mislaid."
    ),
    "theft.person": N_(
        "Somebody says that something was taken from them or from their bag or coat."
    ),
    "theft.vehicle": N_("Something was taken out of or off a vehicle on the property."),
    "theft.burglary": N_(
        "Somebody got into a closed room or building and took something, or meant to."
    ),
    "theft.attempt": N_("Somebody was seen or filmed trying to take something and got nothing."),
    "theft.fraud": N_(
        "Somebody got or tried to get goods, money, access or information by a false name, "
        "order or invoice."
    ),
    "theft.key_missing": N_(
        "A key, a set of keys, a radio or other kit is not where the count says and was not "
        "found within the shift."
    ),
    "damage.vandalism": N_("Something was broken or spoiled on purpose."),
    "damage.graffiti": N_(
        "Walls, doors or signs were written or sprayed on, or stickers have to be taken off "
        "at a cost."
    ),
    "damage.accidental": N_("Something was damaged by accident, and somebody will ask who pays."),
    "damage.vehicle_impact": N_(
        "A vehicle struck the building, a gate, a bollard or fixed equipment."
    ),
    "damage.arson": N_("A fire was set on purpose, or there are signs that it was."),
    "violence.verbal_abuse": N_(
        "Somebody was insulted or shouted at so that they felt abused, or it was about race, "
        "faith, sex, disability or the like."
    ),
    "violence.threat": N_("Somebody was threatened with harm, in words, in writing or by gesture."),
    "violence.assault": N_(
        "Somebody was hit, pushed, spat at or held, whether or not they were hurt."
    ),
    "violence.sexual_offence": N_(
        "Somebody says that they were touched, exposed to or pursued in a sexual way against "
        "their will."
    ),
    "violence.fight": N_("Two or more people fought, or had to be parted."),
    "violence.harassment": N_(
        "Somebody is followed, watched, called or written to again and again after saying "
        "that they do not want it."
    ),
    "violence.intoxication": N_(
        "Somebody drunk or drugged could not look after themselves or disturbed others, and "
        "the desk had to act."
    ),
    "violence.weapon": N_(
        "A weapon, or something carried to be one, was seen, found, used or threatened with."
    ),
    "violence.hate": N_(
        "The one concerned, or anybody else, believes that it was done out of hatred for who "
        "somebody is."
    ),
    "violence.protest": N_(
        "A gathering blocks a way in, disturbs the work of the building or is announced for it."
    ),
    "violence.use_of_force": N_(
        "An officer laid hands on somebody, held or moved them, or used any equipment, "
        "however lightly."
    ),
    "injury.slip": N_(
        "Somebody slipped, tripped or fell on the same level, even if they say that nothing "
        "is wrong."
    ),
    "injury.fall_height": N_(
        "Somebody fell from a ladder, stairs, a platform, a dock or through something."
    ),
    "injury.struck_by": N_("Somebody was hit by an object that fell, flew, swung or rolled."),
    "injury.cut_burn": N_(
        "Somebody was cut, scalded or burned and needed first aid, however little, or says "
        "whose fault it was."
    ),
    "injury.lift_door": N_("Somebody was caught or struck by a lift, a door, a gate or a barrier."),
    "injury.illness": N_(
        "Somebody was taken ill on the property and the desk helped or called help."
    ),
    "injury.cardiac": N_(
        "Somebody had chest pain or collapsed, was not breathing normally, or a defibrillator"
        " was fetched."
    ),
    "injury.fatality": N_("Somebody died on the property, or was found dead there."),
    "fire.fire": N_(
        "Anything burned or smouldered that was not meant to, even if it went out by itself."
    ),
    "fire.alarm_genuine": N_("The fire alarm sounded and there was fire, smoke or heat."),
    "fire.alarm_false": N_("The fire alarm sounded or called the brigade, and there was no fire."),
    "fire.impairment": N_(
        "A part of the fire alarm, sprinkler, smoke control or hydrant was out of use when it"
        " should not be, or for longer than agreed."
    ),
    "fire.exit_blocked": N_(
        "A way out or an exit was blocked, locked or chained. It always counts, even if it was put"
        " right at once."
    ),
    "fire.evacuation": N_(
        "People were told to leave all or part of the building, or to stay inside it."
    ),
    "fire.drill": N_("An evacuation or other emergency was practised."),
    "threat.bomb": N_(
        "Anybody said, wrote or hinted that there is or will be a bomb, in whatever tone."
    ),
    "threat.suspicious_item": N_(
        "An item was hidden, obviously suspicious or not typical for the place, and its owner"
        " was not found at once."
    ),
    "threat.mail": N_(
        "A letter or parcel leaked, smelled, ticked, bore powder or odd wires, or was not "
        "expected and could not be explained."
    ),
    "threat.reconnaissance": N_(
        "Somebody filmed, paced out, timed or asked about doors, cameras, guards or routines "
        "without a reason that holds."
    ),
    "threat.drone": N_(
        "A drone flew over or at the building, landed there or was flown from it without leave."
    ),
    "building.power": N_(
        "Power failed in a part of the building where people, doors, cameras or alarms depend"
        " on it."
    ),
    "building.water": N_(
        "Water came where it should not, or stopped where it is needed, and it was more than "
        "a dripping tap."
    ),
    "building.gas": N_("Gas was smelled, a gas detector sounded, or the supply had to be cut."),
    "building.hvac": N_(
        "Heating, cooling or ventilation failed so that people or goods suffered or a room "
        "had to be closed."
    ),
    "building.lift_fault": N_(
        "A lift stopped, levelled badly, or was taken out of use, with nobody shut in."
    ),
    "building.lift_entrapment": N_("Somebody was shut in a lift, for however short a time."),
    "building.it_phones": N_(
        "Telephones, radio, network or the desk’s own systems failed so that calls or alarms "
        "could be missed."
    ),
    "building.security_system": N_(
        "Cameras, intruder alarm, access control or intercom failed or lost recordings."
    ),
    "building.structure": N_("Part of the building came loose, cracked, sank or fell, or might."),
    "alarm.intruder": N_("The intruder alarm sounded, and nobody with leave had set it off."),
    "alarm.panic": N_("A panic or hold-up button was pressed, by whomever."),
    "alarm.refuge": N_("Somebody called from a refuge point or an accessible lavatory."),
    "alarm.tamper": N_("A detector, cover, cable or camera was opened, covered, turned or cut."),
    "alarm.false": N_(
        "An alarm of any other kind was false for the third time in a month, or somebody was "
        "sent out for it."
    ),
    "vehicle.collision": N_(
        "Two vehicles, or a vehicle and a person, came into contact on the property."
    ),
    "vehicle.obstruction": N_(
        "A vehicle blocked a fire lane, for however short a time, or a gate, a ramp or a "
        "reserved bay and its driver was not found in ten minutes."
    ),
    "vehicle.abandoned": N_(
        "A vehicle has stood for days without a permit, or looks as if nobody will fetch it."
    ),
    "vehicle.theft": N_("A vehicle or a part of it was stolen, or somebody tried."),
    "people.lost_child": N_(
        "A child is looked for by those it came with, or was found without them."
    ),
    "people.missing_adult": N_(
        "An adult who may not be able to look after themselves is missing or was found alone."
    ),
    "people.welfare": N_(
        "Somebody seemed at risk, spoke of harming themselves, or did not answer where they should."
    ),
    "people.rough_sleeper": N_("Somebody slept or meant to sleep on the property."),
    "hazard.spill": N_(
        "Something was spilled that people could slip on or that had to be cleaned up by more"
        " than a cloth."
    ),
    "hazard.substance": N_(
        "A substance that can burn, poison, corrode or choke got out, or was found where it "
        "does not belong."
    ),
    "hazard.ice": N_(
        "A way that people use was icy or covered with snow, and gritting was late, failed or"
        " was not enough."
    ),
    "hazard.unsafe_contractor": N_(
        "Somebody working in the building had no permit, no protection, or did what "
        "endangered others."
    ),
    "hazard.near_miss": N_(
        "Nobody was hurt and nothing broke, but a little less luck would have changed that."
    ),
    "conduct.data_loss": N_(
        "Papers, a device or a screen with other people’s data were lost, left open or seen "
        "by the wrong people."
    ),
    "conduct.photography": N_(
        "Somebody filmed or photographed people, screens or security equipment and would not "
        "stop or explain."
    ),
    "conduct.complaint": N_(
        "Somebody complains about the building, its people or its service and wants an answer."
    ),
    "conduct.officer": N_("Somebody says that an officer behaved wrongly, or a colleague saw it."),
    "conduct.authority_visit": N_(
        "Police, fire brigade, an inspector or another authority came on duty, asked for "
        "something or ordered something."
    ),
}
"""One for each category; no two share a text."""
