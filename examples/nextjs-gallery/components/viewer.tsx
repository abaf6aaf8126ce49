"use client";

import { useEffect, useMemo } from "react";
import Lightbox, { type GenericSlide, type Slide } from "yet-another-react-lightbox";
import Captions from "yet-another-react-lightbox/plugins/captions";
import Download from "yet-another-react-lightbox/plugins/download";
import Video from "yet-another-react-lightbox/plugins/video";
import Zoom from "yet-another-react-lightbox/plugins/zoom";
import "yet-another-react-lightbox/styles.css";
import "yet-another-react-lightbox/plugins/captions.css";

import { heliograph, type Media } from "@/lib/heliograph";
import { description, opening, pictures, shape } from "@/lib/media";

import styles from "./viewer.module.css";

interface SoundSlide extends GenericSlide {
  type: "sound";
  src: string;
  name: string;
  cover?: string;
}

declare module "yet-another-react-lightbox" {
  interface SlideTypes {
    sound: SoundSlide;
  }
}

/** Wider than any screen: the light box shows a video no larger than it says it is, also where there is room. */
const SCREEN = 8192;

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
  const shown = useMemo(() => items.filter((item) => opening(item) !== "file"), [items]);
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
      render={{ slide: ({ slide, offset }) => slide.type === "sound" && <Sound {...slide} isCurrent={offset === 0} /> }}
    />
  );
}

function slide(media: Media): Slide {
  const whole = heliograph.streamUrl(media);
  const words = { description: media.caption || undefined, download: { url: heliograph.streamUrl(media, { download: true }), filename: media.name } };
  const sizes = pictures(media);
  const largest = sizes.at(-1);
  switch (opening(media)) {
    case "picture":
      // Of a photo the browser takes the size that fits the screen, and zooming in takes the largest.
      if (media.type === "photo" && largest) return { ...words, ...largest, srcSet: sizes, alt: description(media) };
      return { ...words, src: whole, alt: description(media) };
    case "sound":
      return { ...words, type: "sound", src: whole, name: media.name, cover: largest?.src };
    default: {
      const { width, height } = shape(media);
      const size = { width: SCREEN, height: Math.round((SCREEN * height) / width) };
      const isLoop = media.type === "animation";
      return { ...words, ...size, type: "video", loop: isLoop, muted: isLoop, poster: largest?.src, sources: [{ src: whole, type: media.mime_type }] };
    }
  }
}

/** Only the one that is looked at plays: the others have no player. */
function Sound({ src, name, cover, isCurrent }: SoundSlide & { isCurrent: boolean }) {
  return (
    <figure className={styles.sound}>
      {cover ? <img src={cover} alt="" /> : <span aria-hidden="true">♪</span>}
      <figcaption>{name}</figcaption>
      {/* Dragging its handle is no swipe. */}
      {isCurrent && <audio src={src} controls autoPlay aria-label={name} onPointerDown={(event) => event.stopPropagation()} />}
    </figure>
  );
}
