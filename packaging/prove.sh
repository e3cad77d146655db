#!/bin/sh
# Prove a frozen build: its selftest must pass in a room without Python.
# With root and debootstrap the room is a bare Debian with nothing but the window's libraries;
# otherwise an empty environment, and that is said.
set -eu
build=$(readlink -f "${1:-dist/deskinc}")
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
  rm -rf "$room/opt/deskinc"
  cp -a "$build" "$room/opt/deskinc"
  mkdir -p "$room/proc" "$room/dev/shm"
  mountpoint -q "$room/proc" || mount -t proc proc "$room/proc"
  trap 'umount "$room/proc" 2>/dev/null || true' EXIT
  echo "in a bare Debian without Python:"
  chroot "$room" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen /opt/deskinc/deskinc selftest
else
  echo "in an empty environment (root and debootstrap are needed for a bare room):"
  env -i PATH=/nowhere HOME="$(mktemp -d)" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$build/deskinc" selftest
fi
