"""Notifications of the desk: off until two switch a channel on, an outbox that loses nothing."""

import logging
import socket
from datetime import UTC
from threading import Event

import pytest
from tests.desk.notices.servers import PASSWORD, Papers, free_port, hook_server, mail_server, mute
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking, fresh

from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk import settings
from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.incidents import closing, incidents
from deskinc.desk.notices import channels, outbox, telling
from deskinc.desk.notices.sending import AGAIN, AT_ONCE, Sender
from deskinc.desk.notices.ways import Patience
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.notices import PLACEHOLDERS
from deskinc.forms.fields import Value
from deskinc.forms.taxonomy import SPARED
from deskinc.proof.canonical import b64, unb64

SECOND = (MANAGER, PHRASES[MANAGER])
TEMPLATE = "{number}: {category}, {severity}. {place}, {time}."


class Round:
    """One sender, and a wait until everything it began has come home."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.home = Event()
        self.sender = Sender(desk.office, self.home.set, Patience(2, 4))

    def __call__(self) -> None:
        """Write what is owed, send it, and wait for what comes of it."""
        self.sender.step()
        self.desk.office.book.settle()
        self.sender.step()
        while self.sender._flying:
            self.home.wait(0.01)
            self.desk.office.book.settle()


def mail(shown: Papers, port: int, **more: object) -> dict[str, object]:
    return {
        "name": "Duty manager", "kind": "email", "host": "localhost", "port": port,
        "security": "starttls", "user": "desk", "sender": "desk@tower.example.org",
        "recipients": ["duty@example.org"], "root": shown.pem, "template": TEMPLATE,
        "rules": [{"family": "fire", "least": "low"}, {"least": "high"}], "minutes": 15,
        "ring": "Duty manager, 020 7946 0001", **more,
    }  # fmt: skip


def added(desk: Desk, raw: dict[str, object], secret: str = PASSWORD) -> str:
    """A channel that two people switched on; its thread."""
    (record,) = channels.change(desk.office, raw, secret).result().records
    thread = channels.listed(desk.office)[-1].thread
    assert unb64(thread) == record.thread
    channels.switch_on(desk.office, thread, PHRASES[BOSS], SECOND)
    return thread


def outcomes(desk: Desk) -> list[tuple[str, int, str]]:
    """What came of each message, how often it was tried, and why."""
    desk.office.book.settle()
    found = desk.office.read.records(range(1, desk.office.read.last_n() + 1)).values()
    said = [record.values for record in found if record.form == "sent"]
    return [
        (each["outcome"]["code"], each["tries"], str(each.get("detail", "")))  # type: ignore[index,misc]
        for each in said
    ]


def test_d31_nothing_leaves_until_two_people_switch_a_channel_on(desk: Desk, shown: Papers) -> None:
    go = Round(desk)
    with mail_server(shown) as box:
        channels.change(desk.office, mail(shown, box.port), PASSWORD).result()
        (channel,) = channels.listed(desk.office)
        desk.raise_incident(category="fire.alarm_genuine", severity="critical")
        go()
        with pytest.raises(DeskError, match="Two different people"):
            channels.switch_on(desk.office, channel.thread, PHRASES[BOSS], (BOSS, PHRASES[BOSS]))
        with pytest.raises(NotAllowed, match="may not switch"):
            channels.switch_on(
                desk.office, channel.thread, PHRASES[BOSS], (OFFICER, PHRASES[OFFICER])
            )
        with pytest.raises(DeskError, match="This channel is off"):
            outbox.test(desk.office, channel.thread)
        go()
        assert (outcomes(desk), box.letters) == ([], [])

        channels.switch_on(desk.office, channel.thread, PHRASES[BOSS], SECOND)
        assert channels.one(desk.office, channel.thread).on
        desk.raise_incident(category="fire.alarm_genuine", severity="critical")
        go()
        assert outcomes(desk) == [("delivered", 1, "")]
        (letter,) = box.read()
        assert "INC-2026-0002: Fire alarm, genuine, Critical. Lobby, " in letter
        assert "P. Nair" not in letter

        channels.change(desk.office, mail(shown, box.port, template="{number}"),
                        thread=channel.thread).result()  # fmt: skip
        assert not channels.one(desk.office, channel.thread).on, "other words are signed anew"
        desk.raise_incident(category="fire.alarm_genuine", severity="critical")
        go()
        assert len(box.letters) == 1
    assert desk.verifies()


def test_only_what_the_rules_name_is_told_and_graver_once_more(desk: Desk, shown: Papers) -> None:
    go = Round(desk)
    with mail_server(shown) as box:
        added(desk, mail(shown, box.port))
        thread = desk.raise_incident(category="theft.premises", severity="medium")
        desk.raise_incident(category="fire.fire", severity="critical", exercise=True)
        go()
        assert box.letters == []
        for severity in ("high", "critical", "critical"):
            raw: dict[str, object] = {"severity": severity, "narrative": f"Now {severity}."}
            with_more = raw | {"title": f"Title {len(box.letters)}"}
            incidents.follow_up(desk.office, thread, with_more, fresh()).result()
            go()
        assert [("High" in one, "Critical" in one) for one in box.read()] == [
            (True, False), (False, True),
        ]  # fmt: skip


def test_what_waits_of_an_incident_that_is_void_leaves_no_more(desk: Desk, shown: Papers) -> None:
    go = Round(desk)
    with mail_server(shown) as box:
        added(desk, mail(shown, box.port))
        thread = desk.raise_incident(category="fire.alarm_genuine", severity="critical")
        for draft in outbox.owed(desk.office):
            desk.office.write_as_desk(draft).result()
        closing.void(desk.office, thread, "Toast.", PHRASES[BOSS], fresh())
        go()
        assert box.letters == []
    assert outcomes(desk) == [("refused", 0, "The incident is void.")]


def test_what_waits_is_refused_once_its_incident_is_struck_or_its_channel_is_another(
    desk: Desk, shown: Papers
) -> None:
    office, go = desk.office, Round(desk)
    with mail_server(shown) as box:
        channel = added(desk, mail(shown, box.port))
        thread = desk.raise_incident(category="fire.fire", severity="critical")
        (draft,) = outbox.owed(office)
        office.write_as_desk(draft).result()
        first = office.read.record(office.read.incident(unb64(thread)).n)  # type: ignore[union-attr]
        strike = {"reason": "duplicate"}
        office.write(office.draft("strike", strike, thread=first.thread, amends=first.id)).result()
        go()
        told = desk.raise_incident(category="fire.fire", severity="critical")
        (draft,) = outbox.owed(office)
        office.write_as_desk(draft).result()
        elsewhere = mail(shown, box.port, recipients=["other@example.org"])
        channels.change(office, elsewhere, thread=channel).result()
        channels.switch_on(office, channel, PHRASES[BOSS], SECOND)
        go()
        assert box.letters == []
    assert outcomes(desk) == [
        ("refused", 0, "The incident was struck."),
        ("refused", 0, "The channel was changed since."),
    ]  # fmt: skip
    assert telling.told(office, told)[0].words.startswith("Ring instead: Duty manager")


def test_no_password_goes_to_another_server_than_it_was_typed_for(
    desk: Desk, shown: Papers
) -> None:
    channel = added(desk, mail(shown, 2525))
    moved: list[dict[str, object]] = [
        {"host": "mail.example.net"}, {"port": 465}, {"security": "tls"}, {"user": "me"},
        {"root": ""},
    ]  # fmt: skip
    for more in moved:
        with pytest.raises(InvalidForm) as caught:
            channels.change(desk.office, mail(shown, 2525) | more, thread=channel)
        assert list(caught.value.notes) == ["secret"], more
    assert channels.one(desk.office, channel).on, "nothing was written"
    raw = mail(shown, 2525, host="mail.example.net")
    channels.change(desk.office, raw, "new-word-19", channel).result()
    channels.change(desk.office, raw | {"minutes": 9}, "", channel).result()
    way = channels.way(desk.office, channels.one(desk.office, channel))
    assert (way.host, way.password) == ("mail.example.net", "new-word-19")  # type: ignore[union-attr]


def test_d31_only_places_of_the_list_leave_and_no_mark_up(desk: Desk, shown: Papers) -> None:
    office = desk.office
    added(desk, mail(shown, free_port(), rules=[{"least": "low"}]))
    settings.change(office, {"places": {"900": {"name": "<!here> Lift *3*"}}}).result()
    for place in ("Flat of Anna Child @everyone", "<!here> Lift *3*", "lobby"):
        desk.raise_incident(place=place)
    words = [str(draft.values["words"]) for draft in outbox.owed(office)]
    said = [one.split("Medium. ")[1].split(", ")[0] for one in words]
    assert said == ["place not known", "here Lift 3", "Lobby"]


def test_d20_of_whom_a_rule_spares_only_number_and_severity_leave(
    desk: Desk, shown: Papers
) -> None:
    added(desk, mail(shown, free_port(), rules=[{"least": "low"}]))
    for category in sorted(SPARED):
        desk.raise_incident(category=category, severity="high")
    words = [str(draft.values["words"]) for draft in outbox.owed(desk.office)]
    assert words == [
        f"INC-2026-{no:04d}: High. What and where stands in the book." for no in range(1, 5)
    ]


def test_a_server_that_never_ends_holds_no_other_channel_and_is_late_in_time(
    desk: Desk, shown: Papers, clock: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *more: known("127.0.0.1", *more))
    go = Round(desk)
    go.sender = Sender(desk.office, go.home.set, Patience(30, 0.1))
    with mute() as port, hook_server(shown) as taker:
        hangs = f"gotifys://chat.example.org:{port}/Atoken123456789"
        raw = {"kind": "service", "template": "{number}", "rules": [{"least": "low"}],
               "minutes": 5, "ring": "Control room"}  # fmt: skip
        for name in "ABCD":
            added(desk, {"name": name, **raw}, hangs)
        added(desk, {**raw, "name": "E", "kind": "webhook", "root": shown.pem}, taker.address)
        desk.raise_incident(severity="high")
        go.sender.step()
        desk.office.book.settle()
        go.sender.step()
        assert len(go.sender._flying) >= AT_ONCE
        while not taker.posts:
            go.home.wait(0.01)
            go.sender.step()
        clock.on(minutes=6)
        go.sender.step()
        assert sorted(one for one, _tries, _why in outcomes(desk)) == ["delivered", *["late"] * 4]


@pytest.mark.parametrize(
    "template", ["{title}", "{narrative}", "{number.__class__}", "{0}", "{", "{number!r}", "{}"]
)
def test_d31_a_template_names_nothing_but_what_may_leave(
    desk: Desk, shown: Papers, template: str
) -> None:
    with pytest.raises(InvalidForm) as caught:
        channels.change(desk.office, mail(shown, 25, template=template), PASSWORD)
    assert "template" in caught.value.notes
    assert set(PLACEHOLDERS) == {"number", "category", "severity", "time", "place"}
    assert {"title", "narrative", "people", "injured"} <= {
        field.name for field in current("incident").fields()
    }


def test_offline_it_waits_further_and_further_apart_and_then_it_leaves(
    desk: Desk, shown: Papers, clock: Ticking
) -> None:
    port = free_port()
    added(desk, mail(shown, port, minutes=600))
    desk.raise_incident(category="fire.fire", severity="critical")
    go = Round(desk)
    for times, wait in enumerate(AGAIN, 1):
        go()
        go()
        (tried,) = go.sender._tried.values()
        assert (tried.times, tried.next - tried.at) == (times, wait)
        clock.on(seconds=wait.total_seconds() + 5)
    ((_thread, why),) = go.sender.trouble().items()
    assert why == "localhost does not answer."
    with mail_server(shown, port=port) as box:
        go()
        assert len(box.letters) == 1
    assert outcomes(desk) == [("delivered", len(AGAIN) + 1, "")]


def test_what_came_home_while_the_outbox_was_read_is_not_sent_again(
    desk: Desk, shown: Papers
) -> None:
    """A round goes by what it read; meanwhile the message was delivered and written."""
    port = free_port()
    added(desk, mail(shown, port))
    desk.raise_incident(category="fire.fire", severity="critical")
    go = Round(desk)
    go()
    read = outbox.waiting(desk.office)
    assert len(read) == 1
    with mail_server(shown, port=port) as box:
        go.sender._tried.clear()
        go()
        for each in read:
            go.sender._look_at(each, desk.office.clock().astimezone(UTC))
        go()
        assert len(box.letters) == 1
    assert len(outcomes(desk)) == 1


def test_a_restart_loses_nothing_and_sends_nothing_twice(desk: Desk, shown: Papers) -> None:
    port = free_port()
    added(desk, mail(shown, port))
    desk.raise_incident(category="fire.fire", severity="critical")
    go = Round(desk)
    go()
    before = [each.message for each in outbox.waiting(desk.office)]
    go.sender.stop()
    desk.reopen()
    assert [each.message for each in outbox.waiting(desk.office)] == before
    with mail_server(shown, port=port) as box:
        go = Round(desk)
        go()
        go()
        desk.reopen()
        Round(desk)()
        (letter,) = box.read()
    assert f"<{before[0].id}@tower.example.org>" in letter
    assert outcomes(desk) == [("delivered", 1, "")]


def test_d31_what_is_not_sent_in_time_comes_back_to_the_officer(
    desk: Desk, shown: Papers, clock: Ticking
) -> None:
    added(desk, mail(shown, free_port()))
    thread = desk.raise_incident(category="fire.fire", severity="critical")
    go = Round(desk)
    go()
    clock.on(minutes=16)
    go()
    ((outcome, tries, why),) = outcomes(desk)
    assert (outcome, tries, why) == ("late", 1, "localhost does not answer.")
    (told,) = telling.told(desk.office, thread)
    assert told.back
    assert told.words.startswith("Ring instead: Duty manager, 020 7946 0001.")
    assert outbox.waiting(desk.office) == []


def test_what_is_refused_comes_back_at_once_and_a_hook_is_told_of_by_its_host(
    desk: Desk, shown: Papers
) -> None:
    raw = {"name": "Chat", "kind": "webhook", "root": shown.pem, "template": "{number}",
           "rules": [{"least": "low"}], "minutes": 5, "ring": "Control room"}  # fmt: skip
    with hook_server(shown) as taker, hook_server(shown) as elsewhere:
        added(desk, raw, taker.address)
        assert channels.listed(desk.office)[0].where == "Webhook, localhost"
        taker.status, taker.head = 302, {"Location": elsewhere.address}
        thread = desk.raise_incident(severity="low")
        Round(desk)()
        assert outcomes(desk)[0][0] == "refused"
        assert telling.told(desk.office, thread)[0].back
        assert (len(taker.posts), elsewhere.posts) == (1, [])


def test_no_password_and_no_address_stands_anywhere_in_the_clear(
    desk: Desk, shown: Papers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with mail_server(shown) as box:
        added(desk, mail(shown, box.port))
        desk.raise_incident(category="fire.fire", severity="critical")
        Round(desk)()
        assert box.logins == ["desk"]
    (channel,) = channels.listed(desk.office)
    last = desk.office.read.last_n()
    said = repr([dict(r.values) for r in desk.office.read.records(range(1, last + 1)).values()])
    for words in (said, repr(channel), caplog.text, repr(channels.way(desk.office, channel))):
        assert PASSWORD not in words
    assert channel.secret.startswith("v1.")
    desk.reopen()
    (again,) = channels.listed(desk.office)
    assert channels.way(desk.office, again).password == PASSWORD  # type: ignore[union-attr]


def test_a_channel_that_is_struck_removed_or_that_one_alone_signed_sends_nothing(
    desk: Desk, shown: Papers
) -> None:
    office, raw = desk.office, mail(shown, free_port())
    thread = added(desk, raw)
    row = office.read.channels()[0]
    last = office.read.record(row.last_n)
    strike = office.draft("strike", {"reason": "why"}, thread=last.thread, amends=last.id)
    office.write(strike).result()
    assert not channels.one(office, thread).on

    said = office.draft("channel", {"state": "on"}, partial=True, thread=unb64(thread))
    (act,) = office.write(said).result().records
    values = {"act": b64(act.leaf), "meaning": "Alone."}
    with pytest.raises(DeskError):
        office.write(office.draft("countersign", values, thread=act.thread)).result()
    assert not channels.one(office, thread).on
    channels.remove(office, thread).result()
    with pytest.raises(DeskError, match="no such channel"):
        channels.switch_on(office, thread, PHRASES[BOSS], SECOND)
    assert channels.listed(office) == []
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        channels.change(office, raw, PASSWORD)


def test_a_message_whose_words_were_erased_does_not_leave(desk: Desk, shown: Papers) -> None:
    office = desk.office
    added(desk, mail(shown, free_port()))
    desk.raise_incident(category="fire.fire", severity="critical", place="Lift 2")
    go = Round(desk)
    go()
    targets = [
        one for one in erasure_search.find(office, "Lift 2")
        if office.read.record(one.n).form == "notice"
    ]  # fmt: skip
    assert len(targets) == 1, "the outbox is searched for it too"
    erasing.erase(office, targets, "request", "", PHRASES[BOSS], SECOND)
    go()
    assert outcomes(desk) == [("refused", 1, "Its words were erased.")]
    assert desk.verifies()


def test_d31_what_an_officer_writes_past_the_program_redirects_no_channel(
    desk: Desk, shown: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = desk.office
    thread = added(desk, mail(shown, 2525))
    hand = office.open_person(OFFICER, PHRASES[OFFICER])
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    elsewhere: dict[str, Value] = {"host": "mail.example.net", "recipients/001/to": "me@x.example"}
    office.book.write([Draft("channel", elsewhere, thread=unb64(thread))], hand.signer()).result()
    now = channels.one(office, thread)
    assert (now.on, now.host, now.recipients) == (True, "localhost", ("duty@example.org",))
