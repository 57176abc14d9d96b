#!/bin/sh
# Builds the output profiles newsprint.icc and coated.icc from free measurements.
#
#   resources/profiles/build.sh [newsprint] [coated]
#
# Needs the Debian packages argyll (colprof) and icc-profiles-free (TR002.ti3, FOGRA39L.ti3, sRGB.icc); a minute and a half each.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${ICC_DATA:-/usr/share/color/icc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build NAME MEASUREMENTS INK-LIMIT BLACK-START MODEL DESCRIPTION SOURCE
#
# -l          total ink (总墨量) in percent
# -kp         black from BLACK-START of the way to black on, full at black: strong GCR, which keeps grey grey off register
# -S -cmt -dpp  gamut mapping from sRGB on a monitor to a print under practical light
# -nc         without the measurements inside: every PDF carries this file
build() {
    cp "$data/$2" "$work/$1.ti3"
    colprof -bm -al -nc -kp 0 "$4" 1 1 .6 "-l$3" -S "$data/sRGB.icc" -cmt -dpp \
        -A "LayoutDesk" -M "$5" -D "$6" -C "Derived from characterization data $7; may be distributed freely" \
        -O "$work/$1.icc" "$work/$1"
    # The date of building lies in bytes 24 to 35 (ICC.1 §7.2.1, table 17); a fixed one makes every build the same.
    printf '\007\352\000\001\000\001\000\000\000\000\000\000' |
        dd of="$work/$1.icc" bs=1 seek=24 conv=notrunc status=none
    mv "$work/$1.icc" "$here/$1.icc"
}

for name in "${@:-newsprint coated}"; do
    for one in $name; do
        case $one in
        newsprint) build newsprint TR002.ti3 240 .05 "Coldset newsprint" \
            "LayoutDesk newsprint (CGATS/SNAP TR 002-2007, 240 %)" "ANSI CGATS/SNAP TR 002-2007" ;;
        coated) build coated FOGRA39L.ti3 300 .1 "Coated offset" "LayoutDesk coated (FOGRA39L, 300 %)" "FOGRA39L" ;;
        *) echo "No such profile: $one" >&2; exit 2 ;;
        esac
    done
done
