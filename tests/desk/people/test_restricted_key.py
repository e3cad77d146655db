"""D20: which key restricted values are closed with is said by two people, and by no file."""

import pytest
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk
from tests.features.attacker import Attacker
from tests.proof.chains import seed

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.leaving.bundling import bundle
from deskinc.book.record import Draft
from deskinc.desk.certificates import lists, renewing
from deskinc.desk.office import sign_in
from deskinc.desk.people import people, vouching
from deskinc.desk.people.vouching import countersign
from deskinc.errors import BookFault
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.disclosure import disclose


def closes_with(desk: Desk) -> str:
    """The key that restricted values are closed with from now on."""
    return b64(desk.office.book.parts.writer.state.restricted)


def test_d20_one_lead_alone_closes_nothing_to_a_key_of_his_own_and_sends_nobody_away(
    desk: Desk,
) -> None:
    phrase = "copper violin harvest moon"
    role = people.Enrolment("L. Prior", "L.P.", roles=frozenset({"lead"}), identity="Passport")
    thread = people.enrol(desk.office, role, phrase, kdf=FLOOR).thread
    vouching.vouch(desk.office, thread, MANAGER, PHRASES[MANAGER])
    lead = desk.office.open_person("L. Prior", phrase)
    raw: dict[str, object] = {"state": "left", "last": 1, "restricted_key": b64(seed("his"))}
    said = desk.office.draft("officer", raw, partial=True).values
    draft = Draft("officer", said, thread=unb64(desk.people[OFFICER].officer.thread))
    (act,) = desk.office.book.write([draft], lead.signer()).result().records
    assert closes_with(desk) == desk.office.read.record(1).values["restricted_key"]
    for name, words in ((MANAGER, PHRASES[MANAGER]), ("L. Prior", phrase), (OFFICER, "")):
        desk.office.close()
        desk.office = sign_in(desk.folder, name, words or PHRASES[name], clock=desk.clock)
        desk.opened.append(desk.office)
    line = desk.post("Still here.")
    assert desk.verifies()
    note = desk.office.book.seal().result().records[-1].values["note"]
    told = judge(bundle(desk.office.book, [line.n], str(note), {(line.n, "text")}))
    assert told.all == ()
    assert act.n in [one.n for one in told.records]
    desk.office.close()
    desk.office = sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock)
    desk.opened.append(desk.office)
    renewing.new_list(desk.office)
    listed = lists.standing(desk.office.read, desk.office.book.founding.ca)
    assert listed is not None
    assert not listed.serials, "a certificate is withdrawn when two have signed"
    countersign(desk.office, desk.office.person, act, "He has left.")
    assert closes_with(desk) == b64(seed("his"))
    assert OFFICER not in [one.name for one in people.officers(desk.office)]
    assert desk.verifies()


def test_d20_who_can_write_the_file_closes_nothing_to_a_key_of_his_own(desk: Desk) -> None:
    raw: dict[str, object] = {"state": "left", "last": 1, "restricted_key": b64(seed("true"))}
    said = desk.office.draft("officer", raw, partial=True).values
    draft = Draft("officer", said, thread=unb64(desk.people[OFFICER].officer.thread))
    (act,) = desk.office.book.write([draft], desk.people[BOSS].signer()).result().records
    countersign(desk.office, desk.people[MANAGER], act, "He has left.")
    clerk = people.Enrolment("A. Clerk", "A.C.", roles=frozenset({"officer"}), identity="Passport")
    people.enrol(desk.office, clerk, "copper violin harvest moon", kdf=FLOOR)
    assert closes_with(desk) == b64(seed("true"))
    desk.office.book.seal().result()
    desk.office.close()
    he = Attacker(desk.folder.parent, desk.people[OFFICER].keys.shared())
    his = disclose("restricted_key", b64(seed("his"))).raw
    he.row(act.n).raws["restricted_key"] = his
    he.put()
    with pytest.raises(BookFault, match=f"verify at record {act.n}:"):
        sign_in(desk.folder, "A. Clerk", "copper violin harvest moon", clock=desk.clock)
