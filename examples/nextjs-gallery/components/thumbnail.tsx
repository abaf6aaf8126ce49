"use client";

import { type ImgHTMLAttributes, useEffect, useRef, useState } from "react";

/** Seconds until a thumbnail that failed is asked for again. An <img> is not told how long Telegram asks to wait. */
const PAUSES = [3, 10, 30];

/** A picture that shows when it is whole, over the placeholder behind it. */
export function Thumbnail(props: ImgHTMLAttributes<HTMLImageElement>) {
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  const [failures, setFailures] = useState(0);
  const image = useRef<HTMLImageElement>(null);

  useEffect(() => {
    // One from the cache may be there before React listens.
    if (image.current?.complete && image.current.naturalWidth > 0) setState("shown");
  }, []);

  useEffect(() => {
    const pause = PAUSES[failures - 1];
    if (state !== "failed" || pause === undefined) return;
    const timer = setTimeout(() => setState("loading"), pause * 1000);
    return () => clearTimeout(timer);
  }, [state, failures]);

  return (
    <img
      {...props}
      key={failures}
      ref={image}
      // The tile's button or link says what it is.
      alt=""
      src={state === "failed" ? undefined : props.src}
      srcSet={state === "failed" ? undefined : props.srcSet}
      style={{ ...props.style, opacity: state === "shown" ? 1 : 0 }}
      onLoad={() => setState("shown")}
      onError={() => {
        setState("failed");
        setFailures(failures + 1);
      }}
    />
  );
}
