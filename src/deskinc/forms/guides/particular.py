"""The checklists of single categories that the list of their family would lead astray (D30)."""

from collections.abc import Mapping

from deskinc.i18n import N_

_DRILL = (
    N_("Tell the monitoring centre and the fire brigade beforehand that it is a drill."),
    N_("Put the system on test, and write the time."),
    N_("Announce the drill, and that a real alarm will be announced as one."),
    N_("Sound the alarm, and note the time."),
    N_("Clear the floors, and take each warden’s report."),
    N_("Count people at the meeting point, and note the time."),
    N_("Note what went slowly or wrong: doors, stairs, announcement."),
    N_("Take the system off test, and look that it is in order."),
    N_("Tell the monitoring centre and the fire brigade that the drill is over."),
    N_("Hold the debrief, and write what is to be put right."),
)

_HOLD_UP = (
    N_("Do not call back or answer there, and sound nothing: the alarm is silent."),
    N_("Call the police on {emergency} at once: hold-up alarm, where, what is seen."),
    N_("Watch by camera, and tell the police what changes."),
    N_("Keep everybody away; nobody goes there to look."),
    N_("Write descriptions, weapons, vehicles and the way they left."),
    N_("Meet the police out of sight of the spot, with plan and keys."),
    N_("Go in only when the police say so."),
    N_("Keep the scene as it is, and have the footage saved."),
    N_("See to those who were in it, and keep witnesses apart."),
    N_("Reset the button once the police have agreed."),
)

_BREAK_IN = (
    N_("Stay out: somebody may still be inside."),
    N_("Call the police, and note their reference; somebody inside or seen: {emergency}."),
    N_("Watch from a distance and by camera; do not chase anybody."),
    N_("Watch the exits; write descriptions, plates and direction."),
    N_("Call the key holder, and have them wait at a safe place."),
    N_("Go in only when the police have cleared it."),
    N_("Keep the scene as it is; nobody touches anything."),
    N_("Have the footage and the access log saved."),
    N_("Have the owner list what is gone or broken."),
    N_("Secure the point they came in by once the police have finished there."),
    N_("Say whether the insurer has to be told."),
)

_MAIL = (
    N_("Put it down gently; do not shake, smell, open or move it."),
    N_("Leave the room with everybody in it, and shut doors and windows."),
    N_("Call {emergency}, away from the room."),
    N_("Have the ventilation of that part switched off."),
    N_("Wash hands with soap and water; do not touch the face, eat or drink."),
    N_("Keep those who were exposed together, away from others, until they are seen to."),
    N_("Let nobody in, and set up a cordon."),
    N_("Write who handled it, when, where, and what it looked like."),
    N_("Hand over to the services, and write who declared it clear, and when."),
)

_RECONNAISSANCE = (
    N_("Observe from a distance, by camera where you can."),
    N_("Write a description: people, clothing, plates, what they looked at, when."),
    N_("Do not confront anybody alone; speak to them only with a second person."),
    N_("Signs of an attack or a weapon: get away, and call {emergency}."),
    N_("Have the footage saved."),
    N_("Tell the police, and note their reference."),
    N_("Tell colleagues and the next shift what to look for."),
)

_DRONE = (
    N_("Watch it; note time, height, direction, colour and what it carries."),
    N_("Keep people inside or under cover."),
    N_("Call the police; danger to people: {emergency}."),
    N_("Look for the operator only if it is safe, and with a second person."),
    N_("Do not touch a drone that has landed; keep people away from it."),
    N_("Do not throw anything at it, and do not try to bring it down."),
    N_("Have the footage saved."),
    N_("Tell the manager what it may have seen."),
)

_WEAPON = (
    N_("Call {emergency} as soon as you can safely: where, who, what weapon."),
    N_("Get away, behind something solid; do not approach or bargain."),
    N_("Warn others, and keep them away from the spot."),
    N_("Lock down: lock doors, hide, phones on silent."),
    N_("Watch by camera, and tell the police what changes."),
    N_("Meet the police with hands empty and visible, and do as they say."),
    N_("First aid once the police say that it is safe."),
    N_("A weapon found: do not touch it, and let nobody near."),
    N_("Keep the scene, have the footage saved, keep witnesses apart."),
    N_("See to the colleagues who were in it."),
)

_SEXUAL_OFFENCE = (
    N_("In danger or badly hurt: call {emergency}."),
    N_("Believe the person, and say so; do not ask why or what they did."),
    N_("Give privacy, and ask whom they want with them; do not leave them alone."),
    N_("Write only their first words, exactly; leave questions to the police."),
    N_("Ask whether they want the police; call with their consent, unless there is danger."),
    N_("Suggest not to wash, change, eat, drink or use the lavatory yet; it is their choice."),
    N_("Keep the scene as it is; nobody goes in, nothing is cleaned."),
    N_("Have the footage saved."),
    N_("Offer the support service, and call it if they wish."),
    N_("Tell only those who have to know."),
)

_CARDIAC = (
    N_("Call {emergency} first, on loudspeaker; say whether the person is breathing normally."),
    N_("Not breathing normally: start CPR at once; press hard and fast on the chest."),
    N_("Send for the defibrillator and a first aider; write both times."),
    N_("Switch the defibrillator on, and do what it says."),
    N_("Do not stop until the crew takes over or the person breathes normally."),
    N_("Chest pain but awake: sit them down, keep them still, and stay with them."),
    N_("Hold a lift, and send somebody to the door for the crew."),
    N_("Give privacy, and keep onlookers away."),
    N_("Hand over to the crew: times, shocks, name, hospital."),
    N_("Leave it to the manager to call relatives."),
    N_("Fill in the injured person’s card, and make the defibrillator ready again."),
)

_FATALITY = (
    N_("Call {emergency}; any chance of life: start CPR and fetch the defibrillator."),
    N_("Do not move the body or anything near it."),
    N_("Keep the scene: cordon, and write who goes in and out."),
    N_("Screen the spot from view, and let nobody take pictures."),
    N_("Have the police come, and hand the scene over to them."),
    N_("Nobody but the police tells the relatives; no name by radio."),
    N_("Have the footage saved, and keep witnesses apart."),
    N_("Tell the manager, and look whether it has to be reported to the authority."),
    N_("Support the colleagues who were in it; relieve them."),
)

_FALL_HEIGHT = (
    N_("Make sure that nothing else can fall, and that it is safe to go near."),
    N_("Call {emergency}: how high, onto what, conscious and breathing?"),
    N_("Do not move the person, unless there is danger where they lie."),
    N_("Keep them still, head and neck as found, warm and spoken to."),
    N_("Not breathing normally: start CPR at once, and fetch the defibrillator."),
    N_("Call a first aider, and send somebody to the door for the crew."),
    N_("Cordon off the spot; leave ladder, platform and harness as they are."),
    N_("Photograph it: wide, close, with a scale."),
    N_("Ask witnesses one by one, apart from each other."),
    N_("Have the footage saved."),
    N_("Fill in the injured person’s card."),
    N_("Look whether it has to be reported to the authority."),
)

_CUT_BURN = (
    N_("Make it safe: power off, machine stopped, gloves on."),
    N_("Heavy bleeding, or a large, deep or chemical burn: call {emergency}."),
    N_("Bleeding: press firmly on the wound, and keep pressing."),
    N_("Burn: cool it under running water for 20 minutes."),
    N_("No ice, no cream, no butter; do not pull off what sticks to the skin."),
    N_("Take off rings and watch; cover the burn loosely with cling film or a clean dressing."),
    N_("Call a first aider, and stay with the person."),
    N_("Write what caused it, and photograph the spot."),
    N_("Have blood and glass cleared away with gloves."),
    N_("Fill up the first-aid kit, and fill in the injured person’s card."),
)

_SUBSTANCE = (
    N_("Get out and upwind, and take the others with you."),
    N_("Call {emergency}: what, where, how much, who was touched by it."),
    N_("Keep people away: cordon, sign, somebody at a distance."),
    N_("Nobody goes in, not even to help, without the right protection."),
    N_("Read label or sign from a distance only; do not touch or smell it."),
    N_("Touched by it: clothes off, wash with plenty of water, keep apart from others."),
    N_("Switch nothing on or off and light nothing near what may burn."),
    N_("Hand over to the brigade: label, safety data sheet, plan, who was exposed."),
    N_("Write who declared it safe, and when."),
)

_ARSON = (
    N_("It burns or smokes: sound the alarm, evacuate, and call {emergency}."),
    N_("Out by itself: call {emergency} all the same, and let nobody near."),
    N_("Put it out only if it is small, you are trained, and the way out is behind you."),
    N_("Whoever did it may be near: watch, do not chase."),
    N_("Keep the scene as it is; nothing is moved or cleaned."),
    N_("Have the footage saved."),
    N_("Meet brigade and police with plan and keys."),
    N_("Write who was seen, with what, and which way they left."),
    N_("Look for further fires and open doors once the brigade says that it is safe."),
)

_STRUCTURE = (
    N_("Get people out from under, and away from what could fall."),
    N_("It can fall, or somebody is hurt or trapped: call {emergency}."),
    N_("Cordon it off, well beyond where it could reach, above and below."),
    N_("Let nobody put a load on it: no people, vehicles, goods or machines."),
    N_("Do not prop it up or pull at it."),
    N_("Call a structural engineer; note the time called and promised."),
    N_("Photograph it from a safe place, with the time."),
    N_("Look again every half hour from outside: is the crack or gap growing?"),
    N_("Write who declared it safe, and when."),
)

_OBSTRUCTION = (
    N_("Does it block a fire lane or an exit? Have it moved at once."),
    N_("Write plate, make, colour and where it stands."),
    N_("Photograph it, with the sign or marking it stands on."),
    N_("Find the driver: reception, tenants, announcement."),
    N_("Warn those who need the way, and show them another."),
    N_("Not found: do what the site allows, and tell the manager."),
    N_("Write when it was gone."),
)

_ABANDONED = (
    N_("Look from outside: is anybody in it, does it leak, or is it suspicious?"),
    N_("Write plate, make, colour, condition and where it stands."),
    N_("Photograph it from all sides; do not open it."),
    N_("Look up permit and tenant; ask whose it is."),
    N_("Leave a notice on it where the site uses them."),
    N_("Ask the police whether it is reported stolen."),
    N_("Tell the manager, and say when to look again."),
)

_FALSE_ALARM = (
    N_("Write panel, zone, device and time."),
    N_("Make sure that it was false: who looked, and what was found?"),
    N_("Write what set it off, if it is known."),
    N_("Reset it, and look that it stays quiet."),
    N_("Look up how often this device was false in the month."),
    N_("Have the engineer look at it where it comes again."),
    N_("Tell the monitoring centre, if it was called."),
)

_PHOTOGRAPHY = (
    N_("Watch first: what is being filmed, and from where?"),
    N_("Ask politely what it is for; on public ground it may be allowed."),
    N_("Say what the house rules are, and ask them to stop on private ground."),
    N_("Do not take the camera, and do not ask to have anything deleted."),
    N_("Refused: ask them to leave; hostile: step back and call the police."),
    N_("Doors, cameras or guards filmed: look at it as hostile reconnaissance."),
    N_("Write a description, and have the footage saved."),
)

_EXIT_BLOCKED = (
    N_("Is there fire or alarm now? Send people to another exit."),
    N_("Clear it at once; unlock or unchain it, whoever’s it is."),
    N_("Cannot be cleared: put somebody beside it and a sign to the next exit."),
    N_("Photograph it before and after."),
    N_("Write what blocked it, since when, and who put it there."),
    N_("Tell whoever is in charge of fire safety."),
    N_("Look at the other exits, and at this one again within the hour."),
)

_DOOR = (
    N_("Look for signs of force; any found: stay out, and call the police."),
    N_("Look at the cameras and the access log: who was last through?"),
    N_("Call for a second person, and look through the room."),
    N_("Lock it, and try it."),
    N_("Will not lock: put somebody beside it, and call the locksmith or engineer."),
    N_("Is anything missing? Ask whoever uses the room."),
    N_("Write who had the keys, and look again within the hour."),
)

PARTICULAR: Mapping[str, tuple[str, ...]] = {
    "access.break_in": _BREAK_IN,
    "access.door_insecure": _DOOR,
    "theft.burglary": _BREAK_IN,
    "damage.arson": _ARSON,
    "violence.sexual_offence": _SEXUAL_OFFENCE,
    "violence.weapon": _WEAPON,
    "injury.fall_height": _FALL_HEIGHT,
    "injury.cut_burn": _CUT_BURN,
    "injury.cardiac": _CARDIAC,
    "injury.fatality": _FATALITY,
    "fire.exit_blocked": _EXIT_BLOCKED,
    "fire.drill": _DRILL,
    "threat.mail": _MAIL,
    "threat.reconnaissance": _RECONNAISSANCE,
    "threat.drone": _DRONE,
    "building.structure": _STRUCTURE,
    "alarm.panic": _HOLD_UP,
    "alarm.false": _FALSE_ALARM,
    "vehicle.obstruction": _OBSTRUCTION,
    "vehicle.abandoned": _ABANDONED,
    "hazard.substance": _SUBSTANCE,
    "conduct.photography": _PHOTOGRAPHY,
}
"""By category: the first steps come first."""
