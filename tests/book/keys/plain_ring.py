"""A keyring as they are found on machines: it keeps everything in plain text."""

from keyring.backend import KeyringBackend


class PlainRing(KeyringBackend):
    """Named by a test, and to be refused."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """What anybody could read."""
        return f"{service} {username}"

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing is ever put here."""
        raise AssertionError((service, username, len(password)))

    def delete_password(self, service: str, username: str) -> None:
        """Nor taken out."""
        raise AssertionError((service, username))
