"""deskinc: the desk program of one security office."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("deskinc")
except PackageNotFoundError:  # running from a bare source tree
    __version__ = "0+unknown"
