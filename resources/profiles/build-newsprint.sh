#!/bin/sh
# Builds newsprint.icc, the output profile of coldset newsprint, from free measurements.
# Needs the Debian packages argyll (colprof) and icc-profiles-free (TR002.ti3, sRGB.icc); takes about a minute and a half.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${ICC_DATA:-/usr/share/color/icc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$data/TR002.ti3" "$work/newsprint.ti3"

# -l240       total ink (总墨量) at most 240 %
# -kp         black from 0.05 of the way to black on, full at black: strong GCR, which keeps grey grey off register
# -S -cmt -dpp  gamut mapping from sRGB on a monitor to a print under practical light
# -nc         without the measurements inside: every PDF carries this file
colprof -bm -al -nc -kp 0 .05 1 1 .6 -l240 -S "$data/sRGB.icc" -cmt -dpp \
    -A "LayoutDesk" -M "Coldset newsprint" -D "LayoutDesk newsprint (CGATS/SNAP TR 002-2007, 240 %)" \
    -C "Derived from characterization data ANSI CGATS/SNAP TR 002-2007; may be distributed freely" \
    -O "$work/newsprint.icc" "$work/newsprint"

# The date of building lies in bytes 24 to 35 (ICC.1 §7.2.1, table 17); a fixed one makes every build the same.
printf '\007\352\000\001\000\001\000\000\000\000\000\000' |
    dd of="$work/newsprint.icc" bs=1 seek=24 conv=notrunc status=none

mv "$work/newsprint.icc" "$here/newsprint.icc"
