"""A webhook over HTTPS, which is sent on nowhere; and services that apprise speaks to."""

import http.client
import json
import logging
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from deskinc.desk.notices.linked import linked
from deskinc.desk.notices.ways import (
    Hook,
    Message,
    NotSent,
    Patience,
    Refused,
    Service,
    answered,
    host_of,
    names_service,
    serves,
)
from deskinc.i18n import _


def hook(way: Hook, message: Message, patience: Patience) -> None:
    """Post a message to the address. Blocks; raises NotSent or Refused."""
    host, parts = host_of(way.address, way.root), urlsplit(way.address)
    body = json.dumps({"text": message.words, "id": message.id}).encode()
    head = {"Content-Type": "application/json", "Idempotency-Key": message.id}
    with linked(host, patience) as link:
        link.reach(host, parts.port or 443)
        client = http.client.HTTPConnection(host, parts.port or 443)
        client.sock = link.close_over(host, way.root)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        client.request("POST", path, body, head)
        status = client.getresponse().status
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise Refused(
            _("{host} sends it on to another address.").format(host=host),
            _("Nothing goes there. Enter the address itself."),
        )
    final = 400 <= status < 500 and status not in {408, 425, 429}
    raise (Refused if final else NotSent)(answered(host, status))


PLUGINS = {
    "discord": ("discord", "NotifyDiscord"),
    "gotifys": ("gotify", "NotifyGotify"),
    "matrixs": ("matrix", "NotifyMatrix"),
    "mmosts": ("mattermost", "NotifyMattermost"),
    "ntfys": ("ntfy", "NotifyNtfy"),
    "opsgenie": ("opsgenie", "NotifyOpsgenie"),
    "pagerduty": ("pagerduty", "NotifyPagerDuty"),
    "pbul": ("pushbullet", "NotifyPushBullet"),
    "pover": ("pushover", "NotifyPushover"),
    "rockets": ("rocketchat", "NotifyRocketChat"),
    "signals": ("signal_api", "NotifySignalAPI"),
    "slack": ("slack", "NotifySlack"),
    "tgram": ("telegram", "NotifyTelegram"),
    "threema": ("threema", "NotifyThreema"),
    "twilio": ("twilio", "NotifyTwilio"),
    "vonage": ("vonage", "NotifyVonage"),
    "whatsapp": ("whatsapp", "NotifyWhatsApp"),
    "zulip": ("zulip", "NotifyZulip"),
}
"""Where apprise has them: the one that is named is loaded, and none of the others."""


def plugin(name: str) -> Any:
    """The class by which apprise speaks to a service; KeyError for one that is not on the list."""
    module, kind = PLUGINS[name]
    return getattr(import_module(f"apprise.plugins.{module}"), kind)


def service(way: Service, message: Message, patience: Patience) -> None:
    """Hand a message to the service. Blocks; raises NotSent or Refused."""
    made = spoken(way)
    made.socket_connect_timeout = made.socket_read_timeout = patience.step
    if not made.notify(title=message.subject, body=message.words):
        raise NotSent(_("{name} did not take it.").format(name=way.name), _("It is tried again."))


def spoken(way: Service) -> Any:
    """What speaks to the service; Refused where its address says too little or too much."""
    made = _spoken(way)
    if made is None or not made.verify_certificate or made.redirects:
        raise Refused(_("The address of {name} cannot be used.").format(name=way.name))
    return made


def _spoken(way: Service) -> Any:
    from apprise import AppriseAsset

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # its log quotes answers
    if names_service(way.address) != way.name:
        return None
    kind = plugin(way.name)
    said = kind.parse_url(way.address)
    serves(way.name, str(said["host"]) if said else "")
    try:
        asset = AppriseAsset(http_redirects=False, async_mode=False, plugin_paths=[])
        return kind(**said, asset=asset) if said else None
    except TypeError:
        return None
