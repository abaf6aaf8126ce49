// Uploads on their way to Heliograph, in the same-origin set-up.
//
// The rewrite rule for everything else would not do: of a rewritten request Next.js keeps the whole body in memory, cuts it at 10 MB, and takes
// it faster than it goes on, so that the browser's progress tells nothing. Here each piece is read when the one before has left.

const UPLOADS = `${process.env.HELIOGRAPH_URL}/upload_file`;

/** What the body is, who sends it, and from which page. */
const HANDED_ON = ["content-length", "content-type", "cookie", "origin", "sec-fetch-site", "x-forwarded-for", "x-forwarded-proto"];
const HANDED_BACK = ["content-type", "retry-after", "x-request-id"];

export async function POST(request: Request): Promise<Response> {
  const { body, signal } = request;
  const headers = pick(request.headers, HANDED_ON);
  try {
    const answer = await fetch(UPLOADS, { method: "POST", headers, body, signal, duplex: "half", cache: "no-store" } as RequestInit);
    return new Response(answer.body, { status: answer.status, headers: pick(answer.headers, HANDED_BACK) });
  } catch (error) {
    if (!signal.aborted) console.error("an upload could not be handed on", error);
    return Response.json({ error: "Heliograph cannot be reached." }, { status: 502 });
  }
}

function pick(headers: Headers, names: string[]): Headers {
  return new Headers(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? ""] as [string, string]] : [])));
}
