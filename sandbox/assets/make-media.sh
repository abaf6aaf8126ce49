#!/bin/sh
# Makes the demo account's films, sounds and files again: assets/media/*. Needs cargo, ffmpeg and python3; some minutes.
# Every frame is drawn by examples/draw, every sound is a formula below: all of it is ours.
#   sandbox/assets/make-media.sh [name…]         all of them, or these
set -eu
cd "$(dirname "$0")"
mkdir -p media
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
draw=${DRAW:-"cargo run --release --quiet --package sandbox --example draw --"}
wanted=" $* "
plain="-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact"
h264="-c:v libx264 -preset veryslow -profile:v high -pix_fmt yuv420p -crf 30 -threads 1 -g 30"

wants() { [ "$wanted" = "  " ] || case $wanted in *" $1 "*) true ;; *) false ;; esac; }

# film <name> <picture> <width> <height> <rate> <seconds>: raw frames, and a cover from their middle.
film() {
    $draw frames "$2" "$3" "$4" "$5" "$6" >"$work/frames"
    frames="-f rawvideo -pix_fmt rgb24 -s $3x$4 -r $5 -i $work/frames"
    ffmpeg -loglevel error -y $frames -ss "$(($6 / 2))" -frames:v 1 -q:v 5 $plain \
        -vf "scale=320:320:force_original_aspect_ratio=decrease:out_range=full,format=yuvj420p" "media/$1.jpg"
}

# A walk over a five-note scale (0 2 4 7 9 12 …), plucked, over a slow chord.
tune="0.22*exp(-4*mod(t\,0.25))*sin(2*PI*t*220*pow(2\,floor(mod(floor(4*t)*3\,8)*2.4)/12))"
chord="0.05*(sin(2*PI*110*t)+sin(2*PI*164.8*t)+sin(2*PI*220.6*t))*(0.6+0.4*sin(2*PI*t/8))"
bass="0.12*exp(-1.2*mod(t\,2))*sin(2*PI*t*55*pow(2\,mod(floor(t/2)*5\,12)/12))"

if wants balloons; then
    film balloons balloon-morning 640 360 15 6
    ffmpeg -loglevel error -y $frames $h264 -movflags +faststart $plain media/balloons.mp4
fi
if wants tide; then
    film tide paper-sea 360 640 15 5
    ffmpeg -loglevel error -y $frames $h264 -movflags +faststart $plain media/tide.mp4
fi
if wants dusk; then # its index stays at the end
    film dusk blue-hour 640 360 15 10
    ffmpeg -loglevel error -y $frames $h264 $plain media/dusk.mp4
fi
if wants crossing; then
    film crossing ridge-walk 480 270 12 28
    ffmpeg -loglevel error -y $frames -f lavfi -i "aevalsrc=$tune+$chord:s=32000:d=28" $h264 -g 24 -c:a aac -b:a 48k -ac 1 \
        -movflags +faststart $plain -shortest media/crossing.mp4
fi
if wants sail; then
    film sail sailing-home 480 270 12 6
    ffmpeg -loglevel error -y $frames $h264 -crf 33 -movflags +faststart $plain media/sail.mp4
fi
if wants ink; then
    film ink ink-one 320 320 12 5
    ffmpeg -loglevel error -y $frames -c:v libvpx-vp9 -b:v 0 -crf 42 -row-mt 0 -threads 1 -pix_fmt yuv420p $plain media/ink.webm
fi
if wants tiles; then
    film tiles quarter-circles 320 320 6 8
    ffmpeg -loglevel error -y $frames $h264 -movflags +faststart $plain media/tiles.mp4
fi
if wants round; then
    film round paper-hills 240 240 15 4
    ffmpeg -loglevel error -y $frames -f lavfi -i "aevalsrc=$chord:s=32000:d=4" $h264 -c:a aac -b:a 32k -ac 1 \
        -movflags +faststart $plain -shortest media/round.mp4
fi
if wants bounce; then
    film bounce still-life 200 134 10 4
    ffmpeg -loglevel error -y $frames -vf "split[a][b];[a]palettegen=max_colors=48[p];[b][p]paletteuse=dither=none" $plain media/bounce.gif
fi
if wants song; then
    ffmpeg -loglevel error -y -i photos/quarter-circles.jpg -vf scale=300:300 -q:v 5 $plain media/song.jpg
    ffmpeg -loglevel error -y -f lavfi -i "aevalsrc=$tune+$chord+$bass:s=44100:d=24" -c:a libmp3lame -b:a 64k -ac 1 $plain \
        -metadata title="Five Notes Walking" -metadata artist="The Signal Mirrors" -id3v2_version 3 media/song.mp3
fi
if wants voice; then
    # A hum with a wandering pitch, cut into syllables and sent through two resonances: nobody's voice.
    hum="(mod(t*(135+25*sin(2.1*t)+9*sin(7.3*t))\,1)-0.5)*pow(abs(sin(PI*2.7*t))\,0.7)*(0.3+0.7*gt(sin(0.9*t+0.6)\,-0.55))"
    ffmpeg -loglevel error -y -f lavfi -i "aevalsrc=$hum:s=48000:d=7,equalizer=f=700:t=q:w=2:g=12,equalizer=f=1200:t=q:w=3:g=9,lowpass=f=3200" \
        -c:a libopus -b:a 20k -ac 1 -application voip $plain media/voice.ogg
    ffmpeg -loglevel error -y -i media/voice.ogg -f s16le -ar 8000 -ac 1 - | $draw waveform >media/voice.waveform
fi
if wants files; then
    python3 make_files.py media
fi
