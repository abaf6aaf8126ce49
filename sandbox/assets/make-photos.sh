#!/bin/sh
# Draws the demo account's pictures again: assets/photos/*.jpg, from examples/draw. Needs cargo and ffmpeg.
#   sandbox/assets/make-photos.sh [name…]        all of them, or these; some minutes. Afterwards: the example `sizes`.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
draw=${DRAW:-"cargo run --release --quiet --package sandbox --example draw --"}
$draw photos "$work" "$@"
mkdir -p photos
for png in "$work"/*.png; do
    name=$(basename "$png" .png)
    # Half-size chroma and tables made for each picture: a third smaller, and nobody sees it.
    ffmpeg -loglevel error -y -i "$png" -vf scale=out_color_matrix=bt601:out_range=full,format=yuvj420p -q:v 5 \
        -map_metadata -1 -fflags +bitexact -flags:v +bitexact "photos/$name.jpg"
done
