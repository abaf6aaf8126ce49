// What the pages need to know of an item: how it is opened, its shape, its pictures, its words.

import { heliograph, type Media, type MediaKind } from "./heliograph";

/** How an item is opened. Files are downloaded. */
export type Opening = "picture" | "video" | "sound" | "file";

export function opening({ type, mime_type: mime }: Media): Opening {
  // A GIF may come as an animation, and a picture as a file.
  if (type === "photo" || /^image\/(avif|gif|jpeg|png|webp)$/.test(mime)) return "picture";
  if (mime.startsWith("video/")) return "video";
  if (mime.startsWith("audio/") || type === "audio" || type === "voice") return "sound";
  return "file";
}

/** The thumbnail sizes that are asked for, and the box in pixels that each fits into. */
const BOXES = [["m", 320], ["x", 800], ["y", 1280], ["w", 2560]] as const;

export interface Picture {
  src: string;
  width: number;
  height: number;
}

/** Width and height, with a friendly guess for what has none (sounds, files). */
export function shape({ width, height }: Media): { width: number; height: number } {
  return width && height ? { width, height } : { width: 400, height: 400 };
}

/** The item's picture in every size up to its own, the smallest first; empty where it has none. */
export function pictures(media: Media): Picture[] {
  const { width, height } = shape(media);
  const longest = Math.max(width, height);
  const sizes = BOXES.flatMap(([size, box]) => {
    const src = heliograph.thumbnailUrl(media, size);
    const scale = Math.min(1, box / longest);
    return src ? [{ src, width: Math.round(width * scale), height: Math.round(height * scale) }] : [];
  });
  return sizes.filter(({ width }, index) => index === 0 || width > (sizes[index - 1]?.width ?? 0));
}

const TYPE_NAMES: Record<MediaKind, [one: string, many: string]> = {
  photo: ["Photo", "Photos"],
  video: ["Video", "Videos"],
  animation: ["Animation", "Animations"],
  audio: ["Audio", "Audio"],
  voice: ["Voice message", "Voice messages"],
  document: ["File", "Files"],
};

export function typeName(type: MediaKind, isMany = false): string {
  return TYPE_NAMES[type][isMany ? 1 : 0];
}

/** What a screen reader says of it. */
export function description({ type, caption, name, timestamp, duration }: Media): string {
  const words = caption || (type === "photo" ? "" : name);
  const length = duration ? `, ${clock(duration)}` : "";
  return `${typeName(type)}${words ? `: ${words}` : ""}, ${day.format(new Date(timestamp))}${length}`;
}

/** The end of a name as a sign for its kind: `PDF`. Empty where it has none that is short. */
export function extension({ name }: Media): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? "";
}

const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

export interface Month {
  name: string;
  items: Media[];
}

/** The list, newest first, cut where the month changes. */
export function byMonth(list: readonly Media[]): Month[] {
  const months: Month[] = [];
  for (const item of list) {
    const name = month.format(new Date(item.timestamp));
    const last = months.at(-1);
    if (last?.name === name) last.items.push(item);
    else months.push({ name, items: [item] });
  }
  return months;
}

/** Seconds as `1:05` or `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** Bytes as people write them. */
export function bytes(count: number): string {
  const units = ["bytes", "KB", "MB", "GB"];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
