"use client";

import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import { heliograph } from "@/lib/heliograph";
import { bytes } from "@/lib/media";

import { RefusalNotice } from "./refusal-notice";
import styles from "./uploads.module.css";

interface Entry {
  id: number;
  file: File;
}

let lastId = 0;

/** A button that picks files, the whole page that takes dropped ones, and what is on its way. */
export function Uploads() {
  const [entries, setEntries] = useState<Entry[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const add = (files: Iterable<File>) => setEntries((all) => [...all, ...Array.from(files, (file) => ({ id: ++lastId, file }))]);
  const remove = useCallback((id: number) => setEntries((all) => all.filter((entry) => entry.id !== id)), []);
  const isOver = useDrop(add);

  return (
    <>
      <button type="button" className="primary" onClick={() => input.current?.click()}>
        Upload
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={({ target }) => {
          add(target.files ?? []);
          target.value = "";
        }}
      />
      {isOver && createPortal(<p className={styles.drop}>Drop to upload</p>, document.body)}
      {entries.length > 0 &&
        createPortal(
          <ul className={styles.list} aria-label="Uploads">
            {entries.map(({ id, file }) => (
              <Upload key={id} id={id} file={file} onGone={remove} />
            ))}
          </ul>,
          document.body,
        )}
    </>
  );
}

function Upload({ id, file, onGone }: Entry & { onGone: (id: number) => void }) {
  const [share, setShare] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const { mutate, error, isPaused, isSuccess } = useMutation({
    // One after the other: a phone's line is no faster when several share it.
    scope: { id: "upload" },
    mutationFn: (signal: AbortSignal) => heliograph.upload(file, { onProgress: (sent, total) => setShare(sent / total), signal }),
  });

  useEffect(() => {
    const controller = new AbortController();
    setShare(0);
    mutate(controller.signal);
    return () => controller.abort();
  }, [mutate, attempt]);

  // Live events have put it on the page by then.
  useEffect(() => {
    if (!isSuccess) return;
    const timer = setTimeout(() => onGone(id), 3000);
    return () => clearTimeout(timer);
  }, [isSuccess, onGone, id]);

  const percent = Math.floor(share * 100);
  const state = isSuccess ? "Done" : isPaused ? "Waiting" : share < 1 ? `${percent} % of ${bytes(file.size)}` : "Telegram is taking it…";
  return (
    <li className={styles.upload}>
      <b>{file.name}</b>
      <button type="button" className="quiet" onClick={() => onGone(id)} aria-label={isSuccess || error ? `Dismiss ${file.name}` : `Cancel ${file.name}`}>
        ✕
      </button>
      {error ? (
        <RefusalNotice error={error} onRetry={() => setAttempt(attempt + 1)} />
      ) : (
        <>
          <progress value={isSuccess ? 1 : share} aria-label={`Upload of ${file.name}`} />
          <span role="status">{state}</span>
        </>
      )}
    </li>
  );
}

/** Takes files that are dropped anywhere on the page. Returns whether some are being held over it. */
function useDrop(onFiles: (files: Iterable<File>) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const handler = useRef(onFiles);
  useEffect(() => {
    handler.current = onFiles;
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const hold = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!relatedTarget) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      handler.current(event.dataTransfer.files);
    };
    addEventListener("dragover", hold, { signal });
    addEventListener("dragleave", leave, { signal });
    addEventListener("drop", drop, { signal });
    return () => listening.abort();
  }, []);
  return isOver;
}
