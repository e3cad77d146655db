"""The ways out as data: a mail server, a webhook, a service by its name; and what may be one.

What goes wrong is said in fixed words: neither a password nor an address that lets somebody write
stands in an error, and nothing that a server answers but its number.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from deskinc.errors import DeskError
from deskinc.forms.catalogue.notices import SERVICES, is_named_host
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that one step and the whole of a sending may last."""

    step: float = 10.0
    whole: float = 30.0


@dataclass(frozen=True, slots=True)
class Message:
    """What leaves; ``id`` is the same each time it is tried, so that nobody has it twice."""

    id: str
    subject: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server, and from whom to whom."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    recipients: tuple[str, ...]
    root: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Hook:
    """An address that takes a message; whoever knows it may write there."""

    address: str = field(repr=False)
    root: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A service by its name, and the address by which apprise speaks to it."""

    name: str
    address: str = field(repr=False)


Way = Mail | Hook | Service


class NotSent(DeskError):
    """It did not leave, and is tried again."""


class Refused(DeskError):
    """It will not be taken, however often it is tried."""


def answered(host: str, code: int) -> str:
    """What is said of a server that answered with a number, and of no more of its answer."""
    return _("{host} answered {code}.").format(host=host, code=code)


_HOSTED = frozenset({"gotifys", "matrixs", "mmosts", "ntfys", "rockets", "signals"})
"""Services that somebody runs himself: their addresses begin with the name of a server."""
_NEAR = frozenset({"localhost", "localdomain", "local"})


def is_outer_host(host: str) -> bool:
    """Whether this is the full name of a host, and none that means this computer or its cable."""
    labels = host.lower().rstrip(".").split(".")
    return is_named_host(host) and len(labels) > 1 and labels[-1] not in _NEAR


def host_of(address: str, root: str = "") -> str:
    """The host that an address names; DeskError where nothing is sent to such a one (D31).

    Which server it is that has a short name says its certificate alone: ``root`` is needed then.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    good = (
        parts.scheme == "https"
        and (is_named_host(host) if root else is_outer_host(host))
        and not (parts.username or parts.password)
    )
    if not good or not re.fullmatch(r"[!-~]+", address):
        raise DeskError(_("Write the address as https://hooks.example.org/…, with a name."))
    return host


def names_service(address: str) -> str:
    """The service that an address of apprise names; DeskError for one that is not on the list."""
    scheme = address.partition("://")[0].lower()
    if scheme not in {one.code for one in SERVICES}:
        raise DeskError(
            _("Write the address as apprise has it, such as ntfys://ntfy.example.org/desk.")
        )
    if re.search(r"[?&;](verify|redirect|cto|rto|\+|-|:)", _decoded(address), re.IGNORECASE):
        raise DeskError(_("The address may not say how certificates and redirects are treated."))
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    serves(scheme, host)
    return scheme


def serves(service: str, host: str) -> None:
    """DeskError where a service that somebody runs himself is not on a server of a full name."""
    if service in _HOSTED and not is_outer_host(host):
        raise DeskError(
            _("The address names no server by its full name, as ntfys://ntfy.example.org/desk.")
        )


def _decoded(address: str) -> str:
    """Without signs that stand as their numbers, however often they were so written."""
    while (said := unquote(address)) != address:
        address = said
    return address
