/** What a browser sees that has not opened the printed address: how to come in. No script, no outside resource. */

export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Netpol Studio</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.55 system-ui, sans-serif;
    background: light-dark(#f1f2ec, #0b1013); color: light-dark(#11191b, #e8eeef); }
  main { max-width: 30rem; padding: 2rem; }
  h1 { font-size: 1.6rem; font-weight: 600; margin: 0 0 .8rem; }
  p { margin: 0 0 .8rem; color: light-dark(#435053, #aebcc1); }
  code { font: .9em ui-monospace, monospace; }
  a { color: inherit; }
</style>
</head>
<body>
<main>
<h1>Netpol Studio is running</h1>
<p>This browser has not been let in yet. Open the address that the terminal printed at the start: it carries the token
of this launch, <code>http://127.0.0.1/?token=…</code></p>
<p>Half an hour after it was printed or last let somebody in, an address lets nobody in any more, and neither does it once a
browser was opened by <code>--open</code>. To have a new one printed there, run <code>kill -USR2 ${process.pid}</code></p>
<p>If you came here from a link in another page, <a href="/">continue</a>.</p>
</main>
</body>
</html>
`;

/** Styles stand in the page itself, and nothing else may load. */
export const SIGN_IN_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
