"""Notifications: the channels, the form of one, what both sign, and what came back."""

from tests.screens.studio import Studio

from deskinc.desk import demo
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.notices import channels, outbox
from deskinc.desk.notices.channels import Channel
from deskinc.desk.office import Office
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.notices import NoticesSection

RULES = [{"family": "fire", "least": "low"}, {"family": None, "least": "high"}]
MAIL: dict[str, object] = {
    "name": "Duty manager", "kind": "email", "host": "mail.example.org", "port": 587,
    "security": "starttls", "user": "desk", "sender": "desk@harbour-court.example.org",
    "recipients": ["duty@example.org", "facilities@example.org"],
}  # fmt: skip
HOOK: dict[str, object] = {"name": "Control room chat", "kind": "webhook"}


def told(studio: Studio, window: MainWindow) -> None:
    """The section, a form of each kind, the two signatures, and an incident that came back."""
    session = window.session
    office = session.office
    window.notifier.stop()
    hook = _channel(office, HOOK, "https://hooks.example.org/T0/sesame")
    mail = _channel(office, MAIL, "amber harbour")
    session.go("settings", part="notices")
    section = window.findChild(NoticesSection)
    assert section is not None
    section.load()
    section.change_chosen()
    studio.shoot(window, "notices-form")
    studio.robot.keys("Escape")
    section.table.setCurrentIndex(section.model.index(1, 0))
    section.change_chosen()
    studio.beside("notices-mail", window)
    studio.robot.keys("Escape")
    section.switch_chosen()
    studio.beside("notices-on")
    studio.robot.keys("Escape")
    for one in (hook, mail):
        channels.switch_on(office, one.thread, demo.PASSPHRASE, ("T. Okafor", demo.PASSPHRASE))
    section.load()
    studio.shoot(window, "notices")
    _came_back(studio, window, office)


def _channel(office: Office, raw: dict[str, object], secret: str) -> Channel:
    more = {"rules": RULES, "template": channels.fresh().template, "minutes": 15,
            "ring": "Duty manager, 020 7946 0001"}  # fmt: skip
    channels.change(office, {**more, **raw}, secret).result()
    return next(one for one in channels.listed(office) if one.name == raw["name"])


def _came_back(studio: Studio, window: MainWindow, office: Office) -> None:
    lift = next(i for i in incidents.listed(office) if "Lift" in i.title)
    raw = {"temporary": "Lift 2 is barred on every floor."}
    incidents.follow_up(office, lift.thread, raw, entries.new_id()).result()
    for draft in outbox.owed(office):
        office.write_as_desk(draft).result()
    for one in outbox.waiting(office):
        late = one.channel is not None and one.channel.kind == "email"
        outcome = "late" if late else "delivered"
        outbox.settle(office, one.thread, outcome, 5 if late else 1).result()
    window.session.go("incidents", thread=lift.thread)
    studio.robot.wait_for("Ring instead")
    page = window.page("incidents")
    page.detail.body.scroll_to("told")  # type: ignore[attr-defined]
    studio.shoot(window, "notices-told")
