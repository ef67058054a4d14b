import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './globals.css';
import { CHOOSE_THEME_BEFORE_PAINT } from './theme-before-paint.ts';

export const metadata: Metadata = {
  title: 'Netpol Studio',
  description: 'See who can talk to whom in a Kubernetes cluster, try a network policy, and apply it with a way back.',
  referrer: 'no-referrer',
  icons: {
    icon: [
      { url: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
      { url: '/icon-192.png', type: 'image/png', sizes: '192x192' },
    ],
    apple: { url: '/apple-touch-icon.png', sizes: '180x180' },
  },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#11181c' },
    { media: '(prefers-color-scheme: light)', color: '#f9faf6' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below sets data-theme before React wakes up, so the server's markup may differ on this element.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <link rel="manifest" href="/manifest.webmanifest" />
        {/* A constant of ours that must run before the first paint. */}
        <script dangerouslySetInnerHTML={{ __html: CHOOSE_THEME_BEFORE_PAINT }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
