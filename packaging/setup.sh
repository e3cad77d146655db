#!/bin/sh
# Set this machine up for `run` (the window) or `test` (everything CI runs).
# System libraries come by apt where apt and root allow; otherwise the one line to run is printed.
set -eu
what=${1:-run}
cd "$(dirname "$0")/.."

window="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4
 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
checks="at-spi2-core binutils dbus gcc gnome-keyring libc6-dev libnss3-tools mupdf-tools openbox openssl poppler-utils python3-gi softhsm2 strace xauth xdotool xvfb zbar-tools"
[ "$what" = test ] || checks=""
if [ "$what" = test ] && [ -f "${DESKINC_VERA:-../shared/tools/vera.sh}" ]; then
  checks="$checks openjdk-17-jdk-headless libjaxb-java unzip"
fi

if command -v dpkg-query >/dev/null 2>&1; then
  missing=""
  for p in $window $checks; do
    if ! dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' \
       && ! dpkg-query -W -f '${Status}' "${p}t64" 2>/dev/null | grep -q 'ok installed'; then missing="$missing $p"; fi
  done
  if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
      export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
      echo "deskinc needs some system libraries. Please run this line, then the same make command again:"
      echo "  sudo apt-get install -y --no-install-recommends$missing"
      exit 1
    fi
  fi
fi

stamp=.venv/.stamp
if [ ! -f "$stamp" ] || [ requirements.lock -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
  python3 -m venv .venv
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  touch "$stamp"
fi
