'use client';

/** What is left when the page itself cannot be drawn. */
export default function PageFault({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex h-dvh flex-col items-start gap-2 bg-canvas p-14 text-text-1">
      <h1 className="text-start font-strong">The page could not be drawn</h1>
      <p className="text-effect text-text-2">Drafts are kept in this browser. The cluster is not touched by this.</p>
      <p className="max-w-full font-mono text-code break-words text-text-3">{error.message}</p>
      <button
        type="button"
        onClick={reset}
        className="mt-2 h-8 rounded-button border border-signal-edge bg-signal px-3.5 text-body font-name text-on-signal"
      >
        Try again
      </button>
    </main>
  );
}
