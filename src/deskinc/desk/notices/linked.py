"""A connection to a server whose certificate is good for its name, or none; it ends in time."""

import http.client
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from deskinc.desk.notices.ways import NotSent, Patience
from deskinc.i18n import _


class Link:
    """The socket of one sending, shut when the whole has lasted too long."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._sock: socket.socket | None = None
        self._timer = Timer(patience.whole, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        if self._sock is not None:
            with suppress(OSError):
                # the plain method: the one of an SSL socket takes it apart under its reader
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def reach(self, host: str, port: int) -> socket.socket:
        """A connection to a server."""
        self._sock = socket.create_connection((host, port), timeout=self._patience.step)
        return self._sock

    def close_over(self, host: str, root: str) -> ssl.SSLSocket:
        """The connection over TLS, once the certificate is good for that name."""
        assert self._sock is not None  # noqa: S101 - reached before
        context = ssl.create_default_context(cadata=root or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        made = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock = made
        made.do_handshake()
        return made

    def leave(self) -> None:
        """Close it."""
        self._timer.cancel()
        if self._sock is not None:
            with suppress(OSError):
                self._sock.close()


@contextmanager
def linked(host: str, patience: Patience) -> Iterator[Link]:
    """A connection whose failures are said in words."""
    link = Link(patience)
    try:
        yield link
    except ssl.SSLCertVerificationError:
        raise NotSent(
            _("The certificate of {host} is not good for it.").format(host=host),
            _("Nothing was sent. Ask whoever runs the server."),
        ) from None
    except (OSError, EOFError, http.client.HTTPException, smtplib.SMTPException):
        raise _silent(host) from None
    finally:
        link.leave()


def _silent(host: str) -> NotSent:
    return NotSent(_("{host} does not answer.").format(host=host), _("It is tried again."))
