// How the app reaches Heliograph, and what its pages may reach.
//
// Same origin (the default): the browser talks to this app alone, and Next.js hands /heliograph/* on to HELIOGRAPH_URL: by a rewrite rule, and
// uploads by app/heliograph/upload_file.
// Cross origin: NEXT_PUBLIC_HELIOGRAPH_URL is set, and the browser talks to Heliograph itself (CORS).

import { join } from "node:path";

import type { NextConfig } from "next";

const upstream = process.env.HELIOGRAPH_URL || "http://127.0.0.1:8000";
const direct = process.env.NEXT_PUBLIC_HELIOGRAPH_URL;
const isDevelopment = process.env.NODE_ENV === "development";

/** Nothing from elsewhere, whoever writes a caption. Next.js starts its pages by inline scripts; a nonce for them would cost the static build. */
const policy = {
  "default-src": ["'self'"],
  "script-src": ["'self'", "'unsafe-inline'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
  "style-src": ["'self'", "'unsafe-inline'"],
  "connect-src": ["'self'", ...(direct ? [new URL(direct).origin] : [])],
  "img-src": ["'self'", "data:", "blob:", ...(direct ? [new URL(direct).origin] : [])],
  "media-src": ["'self'", "blob:", ...(direct ? [new URL(direct).origin] : [])],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

const config: NextConfig = {
  // The client is a package of this repository, outside of this folder.
  turbopack: { root: join(import.meta.dirname, "../..") },
  reactStrictMode: true,
  // For the uploads' route handler, so that it goes where the rewrite rule does.
  env: { HELIOGRAPH_URL: upstream },
  poweredByHeader: false,
  // Heliograph scales pictures by itself, and only for whoever is signed in: Next.js's own image service has no part in it.
  images: { unoptimized: true },
  // Next.js compresses what it hands on, and holds server-sent events back until a block is full. The proxy in front of it compresses.
  compress: false,
  experimental: {
    // Building asks nobody for advisories. `npm audit` does, whenever one wants it.
    agentUpgrade: false,
    // It also cuts what is silent for 30 seconds, as a stream is while Telegram asks to wait. Milliseconds.
    proxyTimeout: 5 * 60 * 1000,
  },
  async rewrites() {
    return direct ? [] : [{ source: "/heliograph/:path*", destination: `${upstream}/:path*` }];
  },
  async headers() {
    const value = Object.entries(policy).map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
    const headers = [
      { key: "Content-Security-Policy", value },
      { key: "X-Content-Type-Options", value: "nosniff" },
      { key: "Referrer-Policy", value: "same-origin" },
    ];
    // Not for what Heliograph answers: its files come with a stricter policy of their own.
    return [{ source: "/((?!heliograph/).*)", headers }];
  },
};

export default config;
