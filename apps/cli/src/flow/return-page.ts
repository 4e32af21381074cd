import type { ServerResponse } from 'node:http';

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Back to the terminal</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1.1rem/1.6 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; margin: 0; text-align: center }
  h1 { font-size: 1.5rem; margin: 0 }
  p { margin: .5rem 1rem; opacity: .75 }
</style>
<h1>Back to the terminal</h1>
<p>mwkit has what it needs and goes on there.<br>You can close this window.</p>
</html>
`;

/** What the browser shows when it is back. Its address holds the provider's code, so that nothing may be loaded or kept. */
export function sendReturnPage(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(html);
}
