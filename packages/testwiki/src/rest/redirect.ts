/** To a path of the wiki, in the words of MediaWiki's ResponseFactory. */
export function redirect(status: number, location: string, headers: Record<string, string> = {}): Response {
  const text = location.replaceAll('&', '&amp;');
  const body = `<!doctype html><title>Redirect</title><a href="${text}">${text}</a>`;
  return new Response(body, {
    status,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8', Location: location },
  });
}
