#!/bin/sh
# Prove the frozen builds in a room without Python: the program's selftest must pass, and the outside
# verifier must find the evidence bundle it leaves VALID and nothing that was done to it.
# With root and debootstrap the room is a bare Debian with nothing but the window's libraries;
# otherwise an empty environment, and that is said.
set -eu
build=$(readlink -f "${1:-dist/deskinc}")
verifier=$(readlink -f "${2:-dist/deskinc-verify}")
here=$(readlink -f "$(dirname "$0")")
libraries="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0"

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
  room="$here/../build/room"
  if [ ! -x "$room/bin/sh" ]; then
    rm -rf "$room"
    mkdir -p "$room"
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
    debootstrap --variant=minbase bookworm "$room" "$mirror" >/dev/null
    cp -a /etc/apt/. "$room/etc/apt/"
    chroot "$room" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive chroot "$room" apt-get install -y -qq --no-install-recommends $libraries >/dev/null
  fi
  if [ -e "$room/usr/bin/python3" ]; then echo "the room has a Python in it"; exit 1; fi
  rm -rf "$room/opt/deskinc" "$room/opt/deskinc-verify" "$room/opt/forged" "$room/tmp/evidence"
  cp -a "$build" "$room/opt/deskinc"
  cp -a "$verifier" "$room/opt/deskinc-verify"
  cp -a "$here/prove_verifier.sh" "$room/opt/prove_verifier.sh"
  cp -a "$here/forged" "$room/opt/forged"
  mkdir -p "$room/proc" "$room/dev/shm" "$room/tmp/evidence"
  mountpoint -q "$room/proc" || mount -t proc proc "$room/proc"
  trap 'umount "$room/proc" 2>/dev/null || true' EXIT
  echo "in a bare Debian without Python:"
  inside() { chroot "$room" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"; }
  inside /opt/deskinc/deskinc selftest --bundle /tmp/evidence/evidence.zip
  inside /bin/sh /opt/prove_verifier.sh /opt/deskinc-verify /tmp/evidence
else
  echo "in an empty environment (root and debootstrap are needed for a bare room):"
  evidence=$(mktemp -d)
  env -i PATH=/nowhere HOME="$evidence" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$build/deskinc" selftest --bundle "$evidence/evidence.zip"
  sh "$here/prove_verifier.sh" "$verifier" "$evidence"
  rm -rf "$evidence"
fi
