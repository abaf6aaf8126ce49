"use client";

import { memo, useMemo } from "react";
import { type Photo, RowsPhotoAlbum } from "react-photo-album";
import "react-photo-album/rows.css";

import { heliograph, type Media } from "@/lib/heliograph";
import { bytes, clock, description, extension, opening, pictures, shape, typeName } from "@/lib/media";

import { Thumbnail } from "./thumbnail";
import styles from "./month.module.css";

interface Tile extends Photo {
  media: Media;
}

interface Props {
  name: string;
  items: Media[];
  onOpen: (id: number) => void;
}

/** A month's items in rows as wide as the page. Their shapes are known beforehand: nothing moves when the pictures arrive. */
export const Month = memo(function Month({ name, items, onOpen }: Props) {
  const tiles = useMemo(() => items.map(tile), [items]);
  return (
    <section className={styles.month}>
      <h2>{name}</h2>
      <RowsPhotoAlbum
        photos={tiles}
        spacing={4}
        targetRowHeight={(width) => (width < 600 ? 140 : 220)}
        rowConstraints={{ singleRowMaxHeight: 300 }}
        sizes={{ size: "calc(100vw - 4rem)" }}
        onClick={({ photo }) => {
          if (!photo.href) onOpen(photo.media.id);
        }}
        componentsProps={{
          container: { "aria-label": name },
          button: ({ photo }) => placeholder(photo),
          link: ({ photo }) => ({ ...placeholder(photo), download: photo.media.name }),
        }}
        render={{
          image: (props, { photo }) => (photo.media.thumbnail_url ? <Thumbnail {...props} /> : <Card media={photo.media} {...props} />),
          extras: (_, { photo }) => <Badge media={photo.media} />,
        }}
      />
    </section>
  );
}, isSame);

/** Each page of the list makes new months of all items; only those that it changed are laid out anew. */
function isSame(old: Props, now: Props): boolean {
  const isSameList = old.items.length === now.items.length && old.items.every((item, index) => item === now.items[index]);
  return isSameList && old.name === now.name && old.onOpen === now.onOpen;
}

function tile(media: Media): Tile {
  const sizes = pictures(media);
  const canBeShown = opening(media) !== "file";
  return {
    key: String(media.id),
    // The largest: the album puts it into the set as wide as the whole.
    src: sizes.at(-1)?.src ?? "",
    ...shape(media),
    srcSet: sizes,
    label: canBeShown ? description(media) : `Download ${description(media)}`,
    href: canBeShown ? undefined : heliograph.streamUrl(media, { download: true }),
    media,
  };
}

/** The tiny picture that came with the list, until the thumbnail lies over it. */
function placeholder({ media }: Tile) {
  return { className: styles.tile, style: media.placeholder ? { backgroundImage: `url("${media.placeholder}")` } : undefined };
}

function Card({ media, className }: { media: Media; className?: string }) {
  return (
    <span className={`${styles.card} ${className}`} aria-hidden="true">
      <span>{extension(media) || typeName(media.type)}</span>
      <b>{media.name}</b>
      {bytes(media.size)}
    </span>
  );
}

function Badge({ media: { duration, type } }: { media: Media }) {
  if (type === "photo" || !duration) return null;
  return (
    <span className={styles.badge} aria-hidden="true">
      ▶ {clock(duration)}
    </span>
  );
}
