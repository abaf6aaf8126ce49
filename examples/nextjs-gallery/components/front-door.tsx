"use client";

import { type ReactNode, useEffect, useState } from "react";

import { BASE } from "@/lib/heliograph";
import { useSession } from "@/lib/queries";
import { siteProblem } from "@/lib/same-site";

import { Brand } from "./brand";
import { Gallery } from "./gallery";
import { RefusalNotice } from "./refusal-notice";
import { SignIn } from "./sign-in";
import styles from "./front-door.module.css";

/** The gallery for whoever is signed in, the sign-in for everybody else. The page itself is static: only the browser's cookie knows who it is. */
export function FrontDoor() {
  const session = useSession();
  if (session.data?.user) return <Gallery user={session.data.user} />;
  if (session.isPending) {
    return (
      <Porch>
        <p className={styles.waiting} role="status">
          One moment…
        </p>
      </Porch>
    );
  }
  return <Porch>{session.data ? <SignIn /> : <RefusalNotice error={session.error} onRetry={() => void session.refetch()} />}</Porch>;
}

/** What stands before the gallery, and a word where the set-up cannot work. */
function Porch({ children }: { children: ReactNode }) {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setProblem(siteProblem(BASE, new URL(location.href))), []);
  return (
    <main className={styles.porch}>
      <Brand />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {children}
    </main>
  );
}
