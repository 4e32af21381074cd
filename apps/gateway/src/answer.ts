/** Headers of the wiki that the visitor gets. No Set-Cookie, and nothing that says who may read. */
export const passed: readonly string[] = [
  'Content-Type',
  'Content-Disposition',
  'Deprecation',
  'ETag',
  'Last-Modified',
  'MediaWiki-API-Error',
  'MediaWiki-Login-Suppressed',
  'Retry-After',
  'X-Database-Lag',
];

/** The wiki's answer, as it comes, for the visitor alone. */
export function passAnswer(response: Response): Response {
  const headers = new Headers({
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    // were it ever opened as a page, it would be one of the gateway's origin
    'content-security-policy': "sandbox; default-src 'none'",
  });
  for (const name of passed) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(response.body, { status: response.status, headers });
}
