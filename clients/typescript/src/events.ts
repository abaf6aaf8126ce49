/** Listeners by the events' names, each with its data. */
export type Listeners<Events> = { [Name in keyof Events]?: (data: Events[Name]) => void };

/** What happens to the connection itself. */
export interface ConnectionListeners {
  /** It stands; the second time and later, something may have been missed meanwhile. */
  opened?: () => void;
  /** It broke; the browser connects again by itself, unless `isOver`. */
  lost?: (isOver: boolean) => void;
}

/**
 * Listens to server-sent events until the function that it returns is called, or one of `last` has come.
 *
 * @param reconnects whether a connection that breaks may begin anew
 */
export function listen<Events extends object>(
  url: string,
  credentials: boolean,
  listeners: Listeners<Events> & ConnectionListeners,
  last: readonly (keyof Events & string)[],
  reconnects: boolean,
): () => void {
  const source = new EventSource(url, { withCredentials: credentials });
  const { opened, lost, ...named } = listeners;
  const close = () => source.close();
  source.addEventListener("open", () => opened?.());
  source.addEventListener("error", () => {
    if (!reconnects) {
      close();
    }
    lost?.(source.readyState === EventSource.CLOSED);
  });
  const names = new Set([...Object.keys(named), ...last]);
  for (const name of names) {
    source.addEventListener(name, (event) => {
      if ((last as readonly string[]).includes(name)) {
        close();
      }
      const listener = (named as Record<string, ((data: unknown) => void) | undefined>)[name];
      listener?.(JSON.parse((event as MessageEvent<string>).data));
    });
  }
  return close;
}
