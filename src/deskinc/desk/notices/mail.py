"""Mail: handed to the site's own server over TLS that was verified, or not at all."""

import smtplib
import socket
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime

from deskinc.desk.notices.linked import Link, linked
from deskinc.desk.notices.ways import Mail, Message, NotSent, Patience, Refused, answered
from deskinc.errors import DeskError
from deskinc.i18n import _


def mail(way: Mail, message: Message, patience: Patience) -> None:
    """Hand a message to the server. Blocks; raises NotSent or Refused."""
    with linked(way.host, patience) as link:
        server = _server(way, link)
        try:
            if way.user or way.password:
                server.login(way.user, way.password)
            refused = server.send_message(_letter(way, message), way.sender, way.recipients)
        except smtplib.SMTPAuthenticationError as error:
            raise _no(
                way.host, error.smtp_code, _("It did not take user name and password.")
            ) from None
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            raise _no(way.host, max(codes), _("It takes none of the addresses.")) from None
        except smtplib.SMTPResponseException as error:
            raise _no(way.host, error.smtp_code, "") from None
        except smtplib.SMTPNotSupportedError:
            raise Refused(
                _("{host} takes no user name over this way.").format(host=way.host)
            ) from None
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    if refused:
        words = _("{host} took it for {count} of {all} addresses.")
        there = len(way.recipients)
        raise Refused(words.format(host=way.host, count=there - len(refused), all=there))


class _Smtp(smtplib.SMTP):
    """A client over a connection that is there."""

    def __init__(self, sock: socket.socket, host: str) -> None:
        super().__init__(local_hostname="localhost", timeout=sock.gettimeout() or 1)
        self._host = host  # the name under which smtplib knows the server
        self.over(sock)
        code, _words = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, b"")

    def over(self, sock: socket.socket) -> None:
        """Speak on over ``sock``, as if nothing was said before."""
        self.sock, self.file = sock, None
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False


def _server(way: Mail, link: Link) -> _Smtp:
    """The server, once it is spoken to over TLS; before that it is told nothing."""
    sock = link.reach(way.host, way.port)
    try:
        if way.security == "tls":
            return _Smtp(link.close_over(way.host, way.root), way.host)
        server = _Smtp(sock, way.host)
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("starttls") or server.docmd("STARTTLS")[0] != 220:
            raise Refused(
                _("{host} offers no encryption.").format(host=way.host),
                _("Nothing was sent. Ask whoever runs the server."),
            )
    except smtplib.SMTPResponseException as error:
        raise _no(way.host, error.smtp_code, "") from None
    server.over(link.close_over(way.host, way.root))
    return server


def _no(host: str, code: int, why: str) -> DeskError:
    """A refusal for good (5xx), or for now."""
    words = " ".join(filter(None, (answered(host, code), why)))
    return Refused(words) if code >= 500 else NotSent(words)


def _letter(way: Mail, message: Message) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = " ".join(message.subject.split())
    made["From"], made["To"] = way.sender, ", ".join(way.recipients)
    made["Date"] = format_datetime(message.at)
    made["Message-ID"] = f"<{message.id}@{way.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.words)
    return made
