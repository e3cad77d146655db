#!/bin/sh
# prove_verifier.sh VERIFIER FOLDER: the bundle FOLDER/evidence.zip and the signed report beside it,
# evidence.pdf, must be VALID, and no copy that was changed, cut or lengthened may be; nor any of
# the extracts in the folder "forged" beside this, whose names end in the exit code they must bring.
# Needs nothing but the system's own tools.
set -eu
verifier=$1
forged=$(readlink -f "$(dirname "$0")")/forged
cd "$2"
size=$(wc -c < evidence.zip)

"$verifier" evidence.zip evidence.pdf

changed=0
judge() { # name, expected exit code: one variant must be refused with just that answer
  code=0
  "$verifier" --json "$1" > answer.json 2> complaint.txt || code=$?
  if [ "$code" != "$2" ]; then
    echo "$1 was answered with $code, not $2:"
    cat answer.json complaint.txt
    exit 1
  fi
  changed=$((changed + 1))
}
turn() { # position, new file: one byte becomes another
  cp evidence.zip "$2"
  old=$(dd if=evidence.zip bs=1 skip="$1" count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
  printf "\\$(printf '%03o' $(((old + 1) % 256)))" | dd of="$2" bs=1 seek="$1" conv=notrunc 2>/dev/null
}

step=$((size / 8))
at=100
while [ "$at" -lt "$size" ]; do
  turn "$at" turned.zip
  code=0
  "$verifier" turned.zip > answer.json 2>&1 || code=$?
  if [ "$code" = 0 ]; then
    echo "a changed byte at $at was not seen"
    exit 1
  fi
  changed=$((changed + 1))
  at=$((at + step))
done

head -c $((size - 1)) evidence.zip > cut.zip
judge cut.zip 3
head -c $((size / 2)) evidence.zip > half.zip
judge half.zip 3
{ cat evidence.zip; echo; } > longer.zip
judge longer.zip 1
{ echo; cat evidence.zip; } > before.zip
judge before.zip 5
cat evidence.zip evidence.zip > twice.zip
judge twice.zip 1
: > empty.zip
judge empty.zip 3
judge nowhere.zip 2
{ cat evidence.pdf; echo; } > longer.pdf
judge longer.pdf 1
head -c $(($(wc -c < evidence.pdf) / 2)) evidence.pdf > half.pdf
judge half.pdf 1
for one in "$forged"/*.json; do
  said=${one%.json}
  judge "$one" "${said##*-}"
done
code=0
"$verifier" --seal AAAAAAAAAAAAAAAAAAAAAAAAAAAA --size 1 evidence.zip > answer.json || code=$?
[ "$code" = 3 ] || { echo "a seal of another size was answered with $code"; exit 1; }
code=0
"$verifier" --key AAAAAAAAAAAAAAAAAAAAAA evidence.zip > answer.json || code=$?
[ "$code" = 4 ] || { echo "another site's key was answered with $code"; exit 1; }
echo "bundle and report are VALID; $((changed + 2)) other answers are as they must be"
