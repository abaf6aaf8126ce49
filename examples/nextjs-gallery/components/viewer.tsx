"use client";

import { useEffect, useMemo } from "react";
import Lightbox, { type Slide } from "yet-another-react-lightbox";
import Captions from "yet-another-react-lightbox/plugins/captions";
import Download from "yet-another-react-lightbox/plugins/download";
import Video from "yet-another-react-lightbox/plugins/video";
import Zoom from "yet-another-react-lightbox/plugins/zoom";
import "yet-another-react-lightbox/styles.css";
import "yet-another-react-lightbox/plugins/captions.css";

import { address, type Media } from "@/lib/heliograph";
import { description, isPlayable, pictures } from "@/lib/media";

interface Props {
  items: Media[];
  /** The id of the item that is shown, null for none. */
  opened: number | null;
  onMove: (id: number | null) => void;
  /** More may be fetched: the last items are near. */
  onNearEnd?: () => void;
}

/** One item on the whole screen: pictures with zoom, videos and sounds with seeking. */
export function Viewer({ items, opened, onMove, onNearEnd }: Props) {
  const shown = useMemo(() => items.filter((item) => item.type === "photo" || isPlayable(item)), [items]);
  const slides = useMemo(() => shown.map(slide), [shown]);
  const index = shown.findIndex(({ id }) => id === opened);
  const isNearEnd = opened !== null && index >= shown.length - 3;

  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);

  return (
    <Lightbox
      open={index >= 0}
      index={Math.max(0, index)}
      close={() => onMove(null)}
      on={{ view: ({ index }) => onMove(shown[index]?.id ?? null) }}
      slides={slides}
      plugins={[Captions, Download, Video, Zoom]}
      carousel={{ finite: true, preload: 1 }}
      controller={{ closeOnPullDown: true }}
      video={{ autoPlay: true, playsInline: true, preload: "metadata" }}
      captions={{ descriptionTextAlign: "center" }}
    />
  );
}

function slide(media: Media): Slide {
  const whole = address(media.stream_url);
  const words = { description: media.caption || undefined, download: { url: `${whole}?download=1`, filename: media.name } };
  const sizes = pictures(media);
  const largest = sizes.at(-1);
  if (media.type === "photo" && largest) {
    // The browser takes the size that fits the screen; zooming in takes the largest.
    return { ...words, ...largest, srcSet: sizes, alt: description(media) };
  }
  const { width, height } = media.width && media.height ? { width: media.width, height: media.height } : { width: 640, height: 360 };
  return { ...words, type: "video", width, height, poster: largest?.src, sources: [{ src: whole, type: media.mime_type }] };
}
