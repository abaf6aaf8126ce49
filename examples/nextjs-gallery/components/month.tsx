"use client";

import { memo, useMemo } from "react";
import { type Photo, RowsPhotoAlbum } from "react-photo-album";
import "react-photo-album/rows.css";

import { address, type Media } from "@/lib/heliograph";
import { bytes, clock, description, isPlayable, pictures, shape } from "@/lib/media";

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
});

function tile(media: Media): Tile {
  const [small, ...larger] = pictures(media);
  const canBeShown = media.type === "photo" || isPlayable(media);
  return {
    key: String(media.id),
    src: small?.src ?? "",
    ...shape(media),
    // A tile of a phone's gallery never needs the largest.
    srcSet: small ? [small, ...larger.slice(0, 1)] : [],
    label: canBeShown ? description(media) : `Download ${description(media)}`,
    href: canBeShown ? undefined : `${address(media.stream_url)}?download=1`,
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
