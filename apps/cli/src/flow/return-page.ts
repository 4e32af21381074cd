import type { ServerResponse } from 'node:http';

const page = (text: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Back to the terminal</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1.1rem/1.6 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; margin: 0; text-align: center }
  h1 { font-size: 1.5rem; margin: 0 }
  p { margin: .5rem 1rem; opacity: .75; max-width: 40rem }
</style>
<h1>Back to the terminal</h1>
<p>${text}<br>You can close this window.</p>
</html>
`;

/**
 * What the browser shows when it is back. Its address holds a code, so that nothing may be loaded or kept.
 * @param problem what went wrong, as text
 */
export function sendReturnPage(response: ServerResponse, problem?: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  const text = problem?.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  response.end(page(text ?? 'mwkit has what it needs and goes on there.'));
}
