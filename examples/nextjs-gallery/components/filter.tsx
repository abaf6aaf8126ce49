"use client";

import { MEDIA_KINDS, type MediaKind } from "@/lib/heliograph";
import { typeName } from "@/lib/media";
import { useCounts } from "@/lib/queries";
import styles from "./filter.module.css";

interface Props {
  type: MediaKind | null;
  onChange: (type: MediaKind | null) => void;
}

/** Everything, or one kind of it; kinds of which there is none are left out. */
export function Filter({ type, onChange }: Props) {
  const { data: counts } = useCounts();
  const shown = MEDIA_KINDS.filter((one) => one === type || counts?.[one]);
  const total = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className={styles.filter} role="group" aria-label="Show">
      <button type="button" aria-pressed={type === null} onClick={() => onChange(null)}>
        All <span>{total}</span>
      </button>
      {shown.map((one) => (
        <button key={one} type="button" aria-pressed={type === one} onClick={() => onChange(one)}>
          {typeName(one, true)} <span>{counts?.[one]}</span>
        </button>
      ))}
    </div>
  );
}
