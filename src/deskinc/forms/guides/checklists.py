"""The checklists: of a family of categories, and of those that have one of their own (D30).

``{emergency}`` stands for the emergency number of the site’s country.
"""

from collections.abc import Mapping

from deskinc.forms.guides.particular import PARTICULAR
from deskinc.i18n import N_

_ALARM = (
    N_("Note panel, zone, device and time."),
    N_("Send somebody with a radio, two if there are two; nobody goes alone into smoke."),
    N_("Genuine or unsure: call {emergency} and evacuate."),
    N_("Look at lifts, doors and ventilation: are they in the state for fire?"),
    N_("Call the wardens."),
    N_("Meet the brigade with plan and keys."),
    N_("Neither silence nor reset before the cause is known."),
    N_("Write down the cause, and whose finding it is."),
    N_("Reset, and list what stays isolated."),
    N_("Call the engineer where a device failed."),
)

_CLEARING = (
    N_("Give the announcement."),
    N_("Write who ordered it, and why."),
    N_("Call {emergency}."),
    N_("Send the wardens out."),
    N_("See to stairs, refuges and whoever needs help to get out."),
    N_("Take the list of visitors and the grab bag out."),
    N_("Take each floor’s report of being clear."),
    N_("Take the roll call at the meeting point."),
    N_("Tell the fire officer who is missing, and where last seen."),
    N_("Let nobody back in."),
    N_("Write whose word ended it, and when."),
    N_("Hold the debrief before people go home."),
)

_MEDICAL = (
    N_("Make sure that it is safe to go near."),
    N_("Is the person conscious and breathing? If not, call {emergency} now."),
    N_("Send a first aider, and for the defibrillator; write both times."),
    N_("Give privacy, and stay with the person."),
    N_("Hold a lift, and send somebody to the door for the crew."),
    N_("Ask for name, contact and what happened, in the person’s words."),
    N_("Hand over to the crew: name, time, hospital."),
    N_("Leave it to the manager to call relatives."),
    N_("Fill up the first-aid kit."),
    N_("Fill in the injured person’s card."),
    N_("Look whether it has to be reported to the authority."),
)

_FALL = (
    N_("Help the person, and call a first aider; do not move anybody badly hurt."),
    N_("Neither admit nor promise anything."),
    N_("Cordon off the spot."),
    N_("Photograph the floor before it is cleaned: wide, close, with a scale."),
    N_("Write down floor, light, footwear and signs."),
    N_("Ask witnesses one by one, apart from each other."),
    N_("Have the footage saved."),
    N_("Look up the last inspection and cleaning of the spot."),
    N_("Make it safe."),
    N_("Fill in the injured person’s card."),
    N_("Say whether the insurer has to be told."),
)

_INTRUDER = (
    N_("Watch first, and call for a second person."),
    N_("Approach calmly; say who you are and that this is private property."),
    N_("Ask them to leave, and walk them out."),
    N_("Refused or hostile: step back and call the police."),
    N_("Search the area."),
    N_("Secure the point they came in by."),
    N_("Save access log and footage."),
    N_("Serve a notice where the site uses them."),
    N_("Look at the spot again within the hour."),
)

_THEFT = (
    N_("Make sure that nobody is in danger."),
    N_("Fix the window of time: last seen, found missing."),
    N_("Keep the scene as it is; nobody touches anything."),
    N_("Call the police, and note their reference."),
    N_("Have the owner list what is gone, with proof."),
    N_("Check keys, doors and alarm."),
    N_("Have the footage saved."),
    N_("Name the witnesses."),
    N_("Write what was seen, not who did it."),
    N_("Say whether the insurer has to be told."),
)

_DAMAGE = (
    N_("Keep people away from anything that can fall, cut or give a shock."),
    N_("Photograph it before anything is moved or repaired."),
    N_("Write what is damaged, how far, and what it is worth."),
    N_("Write who or what did it, and who says so."),
    N_("Have the footage saved."),
    N_("Secure it for the night: board up, isolate, cordon off."),
    N_("Call the repair firm; note its time and its cost."),
    N_("Keep the damaged part for the insurer."),
)

_VIOLENCE = (
    N_("Your own safety first: distance, and a way out behind you."),
    N_("Call for a second person."),
    N_("One speaks, slowly and calmly."),
    N_("Send onlookers away."),
    N_("Threat or weapon: call {emergency}."),
    N_("Force only where the law allows it, the least, and written down."),
    N_("First aid for everybody."),
    N_("Keep the parties apart."),
    N_("Save footage, also of body-worn cameras."),
    N_("Take statements."),
    N_("Fill in the report on the use of force, if there was any."),
    N_("See to the colleagues who were in it."),
    N_("Ask whether somebody is to be banned."),
)

_BOMB = (
    N_("Stay calm, and do not interrupt the caller."),
    N_("A colleague calls {emergency} while you listen; alone: call the moment the call ends."),
    N_("Keep the caller talking; ask the questions of the sheet."),
    N_("Write the exact words, and the number on the display."),
    N_("Do not hang up the line the call came on; report on another line."),
    N_("E-mail or message: do not answer, forward or delete; print it and keep the logs."),
    N_("Tell the manager."),
    N_("Decide with police and whoever is in charge: search, evacuate, move inside, lock down."),
    N_("Search the meeting point before anybody is sent there."),
    N_("Hand the sheet to the police."),
)

_ITEM = (
    N_("Hidden, obviously suspicious, not typical? Ask whose it is."),
    N_("Do not touch it."),
    N_("No radio and no phone within fifteen metres."),
    N_("Clear a hundred metres for a bag, two hundred for a case, four hundred for a vehicle."),
    N_("Call {emergency} from outside that distance."),
    N_("Set up the cordon, and keep everybody behind hard cover."),
    N_("Search the meeting point first."),
    N_("Keep whoever found it as a witness."),
    N_("Write who declared it clear, and when."),
)

_SUPPLY = (
    N_("Which supply, where, how far?"),
    N_("Is anybody in a lift, on dark stairs, in a lavatory without light?"),
    N_("Water: close the valve, look at the floor below and at anything electric."),
    N_("Power: are standby, cameras and doors in the state they should be?"),
    N_("Stand at doors that failed open."),
    N_("Call supplier and facilities manager; note when they will come."),
    N_("How long does the battery of the fire alarm last?"),
    N_("Walk extra rounds until it is back."),
    N_("Check everything once it is back."),
)

_GAS = (
    N_("No switches, no phones, no flames, no lifts where it smells."),
    N_("Open windows on the way out."),
    N_("Evacuate, by voice and not by bell."),
    N_("Call {emergency} and the gas emergency service from outside."),
    N_("Close the main valve if it can be reached safely."),
    N_("Let nobody back in before the service says so."),
    N_("Write who declared it safe, and when."),
)

_LIFT = (
    N_("Which car, which floor, how many, their names, how are they?"),
    N_("Say that help is coming; ask them to stand clear of the doors and wait."),
    N_("Nobody climbs out of a car that is not level; nobody forces the doors."),
    N_("Call the lift firm: time called, time promised."),
    N_("Distressed, unwell or over half an hour: call the fire brigade."),
    N_("Speak with them every five minutes."),
    N_("Write when they were let out, and by whom."),
    N_("Ask whether anybody needs a first aider."),
    N_("Take the lift out of use."),
)

_ENTRY_ALARM = (
    N_("Note panel, zone, detector and time."),
    N_("Look at the cameras before anybody goes."),
    N_("Send two, or one with the other on the radio."),
    N_("Look from outside first: doors, windows, vehicles."),
    N_("Signs of a break-in: stay out, call the police."),
    N_("Call the key holder."),
    N_("Reset, and set it again."),
    N_("Write what set it off."),
)

_HELP_CALL = (
    N_("Answer at once, and say that help is coming."),
    N_("Send somebody, and stay on the line."),
    N_("Look at the cameras nearest to it."),
    N_("Is anybody hurt or in danger? Call {emergency}."),
    N_("Write what was found."),
    N_("Reset the call point, and try it."),
)

_TRAFFIC = (
    N_("Is anybody hurt? First aid, and {emergency}."),
    N_("Make the place safe: cones, light, engine off."),
    N_("Photograph positions before anything is moved."),
    N_("Write plates, drivers, insurers."),
    N_("Name the witnesses."),
    N_("Have the footage saved."),
    N_("Keep fire lane and ramps free."),
    N_("Call a tow truck where the site allows it."),
)

_MISSING = (
    N_("Stay with whoever is looking."),
    N_("Name, age, height, hair, clothing, shoes; last seen where and when; a photo."),
    N_("Tell everybody by radio, without the name."),
    N_("Watch the exits."),
    N_("Search zone by zone, lavatories too."),
    N_("Look at the cameras."),
    N_("Call the police after 15 minutes, at once on any sign of abduction."),
    N_("Found alone: two of staff, in a public place, and never announce the name."),
    N_("Check identity and relationship before handing over."),
    N_("Write who took the person, and when."),
)

_WELFARE = (
    N_("Speak to the person, calmly, by name if you know it."),
    N_("In danger or speaking of harm: call {emergency}, and stay."),
    N_("Ask what would help, and whom to call."),
    N_("Offer warmth, water, a place to sit."),
    N_("Tell the service the site works with."),
    N_("Look again within the hour."),
)

_HAZARD = (
    N_("Keep people away: cordon, sign, somebody beside it."),
    N_("What is it, where from, how much? Read the label, do not smell it."),
    N_("Photograph it before it is cleaned."),
    N_("Stop the work that made it."),
    N_("Call whoever can make it safe; note the time."),
    N_("Write what could have happened."),
    N_("Write when it was safe again, and who looked."),
)

_SPEAKING = (
    N_("Listen, and write it in the person’s words."),
    N_("Ask for name and contact, and what they want."),
    N_("Promise nothing but an answer."),
    N_("Save footage and records of the time in question."),
    N_("Tell the manager."),
    N_("Write who answers, and by when."),
)

_AUTHORITY = (
    N_("Ask for the badge, and write name, number and office."),
    N_("Ask what they want to see or take, and on what ground."),
    N_("Call the manager, and go with them."),
    N_("Never obstruct an authority or an emergency service; a warrant is obeyed."),
    N_("Ask for a receipt for whatever they take."),
    N_("Write what was said, ordered and taken."),
)

_DATA = (
    N_("Stop it: lock the screen, fetch the papers, block the device."),
    N_("What data, of whom, how many?"),
    N_("Who may have seen it?"),
    N_("Tell the data protection officer at once: a legal deadline may run."),
    N_("Save logs and footage."),
)

CHECKLISTS: Mapping[str, tuple[str, ...]] = {
    "access": _INTRUDER,
    "theft": _THEFT,
    "damage": _DAMAGE,
    "violence": _VIOLENCE,
    "injury": _MEDICAL,
    "injury.slip": _FALL,
    "fire": _ALARM,
    "fire.evacuation": _CLEARING,
    "threat": _ITEM,
    "threat.bomb": _BOMB,
    "building": _SUPPLY,
    "building.gas": _GAS,
    "building.lift_entrapment": _LIFT,
    "alarm": _ENTRY_ALARM,
    "alarm.refuge": _HELP_CALL,
    "vehicle": _TRAFFIC,
    "vehicle.theft": _THEFT,
    "people": _WELFARE,
    "people.lost_child": _MISSING,
    "people.missing_adult": _MISSING,
    "hazard": _HAZARD,
    "conduct": _SPEAKING,
    "conduct.authority_visit": _AUTHORITY,
    "conduct.data_loss": _DATA,
    **PARTICULAR,
}
"""By category, else by family: the first steps come first."""
