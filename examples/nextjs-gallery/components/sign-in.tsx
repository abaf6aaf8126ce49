"use client";

import { HeliographError } from "@heliograph/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";

import { useCountdown } from "@/lib/countdown";
import { heliograph, retryAfter } from "@/lib/heliograph";
import { sessionQuery } from "@/lib/queries";

import { QrCode } from "./qr-code";
import { RefusalNotice } from "./refusal-notice";
import styles from "./sign-in.module.css";

type Step = { name: "phone" } | { name: "code"; phone: string } | { name: "password"; hint: string | null } | { name: "qr" };

const NO_COOKIE = "Signed in, but this browser did not keep the cookie. See “Cookies and origins” in this example's README.";

/** Number, code, and the password of accounts that have one; or a QR code. */
export function SignIn() {
  const [step, setStep] = useState<Step>({ name: "phone" });
  const [problem, setProblem] = useState<string | null>(null);
  const client = useQueryClient();

  async function enter() {
    const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    if (!session.authenticated) {
      setStep({ name: "phone" });
      setProblem(NO_COOKIE);
    }
  }

  return (
    <>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {step.name === "phone" && <Phone onSent={(phone) => setStep({ name: "code", phone })} onQr={() => setStep({ name: "qr" })} />}
      {step.name === "code" && (
        <Code
          phone={step.phone}
          onSignedIn={enter}
          onPassword={(hint) => setStep({ name: "password", hint })}
          onBack={() => setStep({ name: "phone" })}
        />
      )}
      {step.name === "password" && <Password hint={step.hint} onSignedIn={enter} onBack={() => setStep({ name: "phone" })} />}
      {step.name === "qr" && (
        <QrCode onSignedIn={enter} onPassword={(hint) => setStep({ name: "password", hint })} onBack={() => setStep({ name: "phone" })} />
      )}
    </>
  );
}

function Phone({ onSent, onQr }: { onSent: (phone: string) => void; onQr: () => void }) {
  const send = useMutation({ mutationFn: (phone: string) => heliograph.sendCode(phone), onSuccess: (_, phone) => onSent(phone) });
  return (
    <Form error={send.error} isBusy={send.isPending} action="Send code" onSubmit={(form) => send.mutate(String(form.get("phone")))}>
      <p>Sign in with Telegram to see the photos and videos of your Saved Messages.</p>
      <label>
        Phone number
        <input name="phone" type="tel" autoComplete="tel" placeholder="+1 555 010 9999" required autoFocus />
      </label>
      <button type="button" className="quiet" onClick={onQr}>
        Use a QR code instead
      </button>
    </Form>
  );
}

interface CodeProps {
  phone: string;
  onSignedIn: () => Promise<void>;
  onPassword: (hint: string | null) => void;
  onBack: () => void;
}

function Code({ phone, onSignedIn, onPassword, onBack }: CodeProps) {
  const enter = useMutation({
    mutationFn: (code: string) => heliograph.signIn(phone, code).then(onSignedIn),
    onError: (error) => {
      if (error instanceof HeliographError && error.passwordRequired) onPassword(error.passwordHint ?? null);
    },
  });
  return (
    <Form error={enter.error} isBusy={enter.isPending} action="Sign in" onSubmit={(form) => enter.mutate(String(form.get("code")).trim())}>
      <p>Telegram has sent a code to {phone}.</p>
      <label>
        Code
        <input name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
      </label>
      <Back onBack={onBack}>Another number</Back>
    </Form>
  );
}

interface PasswordProps {
  hint: string | null;
  onSignedIn: () => Promise<void>;
  onBack: () => void;
}

function Password({ hint, onSignedIn, onBack }: PasswordProps) {
  const enter = useMutation({ mutationFn: (password: string) => heliograph.checkPassword(password).then(onSignedIn) });
  return (
    <Form error={enter.error} isBusy={enter.isPending} action="Sign in" onSubmit={(form) => enter.mutate(String(form.get("password")))}>
      <p>This account has a password.{hint && ` Its hint: ${hint}`}</p>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required autoFocus />
      </label>
      <Back onBack={onBack}>Another number</Back>
    </Form>
  );
}

function Back({ children, onBack }: { children: ReactNode; onBack: () => void }) {
  return (
    <button type="button" className="quiet" onClick={onBack}>
      {children}
    </button>
  );
}

interface FormProps {
  error: Error | null;
  isBusy: boolean;
  action: string;
  onSubmit: (form: FormData) => void;
  /** The fields, and last the other way to go. */
  children: ReactNode;
}

/** A step: its fields, why it was refused, and a button that waits as long as it was told to. */
function Form({ error, isBusy, action, onSubmit, children }: FormProps) {
  const left = useCountdown(retryAfter(error), error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isBusy && left === 0) onSubmit(new FormData(event.currentTarget));
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
      {error && !isBusy && <RefusalNotice error={error} />}
      <button type="submit" className="primary" aria-busy={isBusy} disabled={isBusy || left > 0}>
        {left > 0 ? `${action} (${left} s)` : action}
      </button>
    </form>
  );
}
