"""Notifications: by which way what may leave in which words, what was sent, and what came of it."""

import re
from typing import Any

from deskinc.forms import taxonomy
from deskinc.forms.fields import Choice, Moment, Number, Option, Ref, Rows, Text
from deskinc.forms.form import Check, Form, Section
from deskinc.i18n import N_

KINDS = (
    Option("email", N_("E-mail")),
    Option("webhook", N_("Webhook")),
    Option("service", N_("Another service")),
)

STATES = (
    Option("off", N_("Off")),
    Option("on", N_("On")),
    Option("removed", N_("Removed")),
)

SECURITY = (
    Option("starttls", N_("STARTTLS")),
    Option("tls", N_("TLS from the start")),
)

SERVICES = (
    Option("discord", N_("Discord")),
    Option("gotifys", N_("Gotify")),
    Option("matrixs", N_("Matrix")),
    Option("mmosts", N_("Mattermost")),
    Option("ntfys", N_("ntfy")),
    Option("opsgenie", N_("Opsgenie")),
    Option("pagerduty", N_("PagerDuty")),
    Option("pbul", N_("Pushbullet")),
    Option("pover", N_("Pushover")),
    Option("rockets", N_("Rocket.Chat")),
    Option("signals", N_("Signal")),
    Option("slack", N_("Slack")),
    Option("tgram", N_("Telegram")),
    Option("threema", N_("Threema")),
    Option("twilio", N_("Twilio")),
    Option("vonage", N_("Vonage")),
    Option("whatsapp", N_("WhatsApp")),
    Option("zulip", N_("Zulip")),
)
"""Services that can be chosen by name: each of them is spoken to over TLS and in no other way."""

PLACEHOLDERS = ("number", "category", "severity", "time", "place")
"""All that a message may say of an incident (D31): nobody's name, and nobody's words."""

TEMPLATE = N_("{number}: {category}, {severity}. {place}, {time}.")

FAMILIES = (
    Option("access", N_("Access")),
    Option("theft", N_("Theft")),
    Option("damage", N_("Damage")),
    Option("violence", N_("Violence")),
    Option("injury", N_("Injury and illness")),
    Option("fire", N_("Fire")),
    Option("threat", N_("Threat")),
    Option("building", N_("Building")),
    Option("alarm", N_("Alarm")),
    Option("vehicle", N_("Vehicles")),
    Option("people", N_("People")),
    Option("hazard", N_("Hazard")),
    Option("conduct", N_("Conduct")),
)
"""The families of categories, by the first part of their codes."""

OUTCOMES = (
    Option("delivered", N_("Delivered")),
    Option("refused", N_("Refused")),
    Option("late", N_("Not sent in time")),
)

_BRACED = re.compile(r"\{([^{}]*)\}")


def names_allowed(template: str) -> bool:
    """Return whether a template has no other name in braces than those that may leave."""
    rest = _BRACED.sub(lambda found: "" if found[1] in PLACEHOLDERS else "{", template)
    return "{" not in rest and "}" not in rest


def are_addresses(table: list[tuple[str, dict[str, Any]]]) -> bool:
    """Return whether each row has an e-mail address."""
    return all(is_mail_address(str(row.get("to", ""))) for _id, row in table)


def is_mail_address(text: str) -> bool:
    """Return whether this is one e-mail address and nothing beside it."""
    return (
        re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}", text)
        is not None
    )


def is_named_host(host: str) -> bool:
    """Return whether this is a host by its name, not a number of the network."""
    label = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    named = re.fullmatch(rf"{label}(\.{label})*\.?", host) is not None
    return named and not host.rstrip(".").rsplit(".", 1)[-1].isdigit() and len(host) <= 253


CHANNEL = Form(
    "channel",
    1,
    N_("Notification channel"),
    (
        Section(
            N_("Way"),
            (
                Text("name", N_("Name"), required=True, limit=100),
                Choice("kind", N_("Kind"), required=True, options=KINDS),
                Choice("service", N_("Service"), required=True, options=SERVICES,
                       when=("kind", "service")),
                Text("host", N_("Server"), required=True, limit=253,
                     when=("kind", "email", "webhook")),
                Number("port", N_("Port"), required=True, low=1, high=65535,
                       when=("kind", "email")),
                Choice("security", N_("Encryption"), required=True, options=SECURITY,
                       when=("kind", "email")),
                Text("user", N_("User name"), limit=200, when=("kind", "email")),
                Text("sender", N_("From"), required=True, limit=320, when=("kind", "email")),
                Rows("recipients", N_("To"), required=True, when=("kind", "email"), fields=(
                    Text("to", N_("Address"), required=True, limit=320),
                )),
                Text("root", N_("Certificate of the server"), multiline=True, limit=20_000,
                     when=("kind", "email", "webhook")),
                Text("secret", N_("Password or address, sealed"), limit=8000),
            ),
        ),
        Section(
            N_("What leaves"),
            (
                Text("template", N_("Words"), required=True, multiline=True, limit=500),
                Rows("rules", N_("Incidents"), required=True, fields=(
                    Choice("family", N_("Family"), options=FAMILIES),
                    Choice("least", N_("From severity"), required=True,
                           options=taxonomy.SEVERITY_OPTIONS),
                )),
                Number("minutes", N_("Ring instead after"), required=True, low=1, high=1440,
                       unit=N_("minutes")),
                Text("ring", N_("Ring instead"), required=True, limit=200),
                Choice("state", N_("State"), options=STATES),
            ),
        ),
    ),
    threaded=True,
    checks=(
        Check(("template",), names_allowed,
              N_("Only {number}, {category}, {severity}, {time} and {place} may leave.")),
        Check(("recipients",), are_addresses, N_("Write each address as name@example.org.")),
        Check(("sender",), is_mail_address, N_("Write the address as name@example.org.")),
        Check(("host",), is_named_host,
              N_("Write the name of the server, as mail.example.org.")),
    ),
)  # fmt: skip

NOTICE = Form(
    "notice",
    1,
    N_("Notification"),
    (
        Section(
            N_("Notification"),
            (
                Ref("channel", N_("Channel"), required=True),
                Ref("incident", N_("Incident")),
                Choice("severity", N_("Severity"), options=taxonomy.SEVERITY_OPTIONS),
                Text("words", N_("Words"), required=True, multiline=True, limit=2000),
                Moment("until", N_("Ring instead from"), required=True, precision="s"),
            ),
        ),
    ),
)

SENT = Form(
    "sent",
    1,
    N_("Outcome of a notification"),
    (
        Section(
            N_("Outcome"),
            (
                Choice("outcome", N_("Outcome"), required=True, options=OUTCOMES),
                Number("tries", N_("Tries"), required=True, low=0),
                Text("detail", N_("Detail"), limit=300),
            ),
        ),
    ),
)
