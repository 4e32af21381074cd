// POST /Sandbox adds a line to that page. All processes of this server share one session: one of them signs in.
import { createWiki, MwkitError, sqliteSession } from '@mwkit/bun';

const wiki = createWiki(process.env['WIKI_API'] ?? 'https://wiki.example/w/api.php', {
  userAgent: 'MyServer/1.0 (https://example.org/myserver; me@example.org)', // wiki operators ask for it
  credentials: { username: 'Robot@lab', password: process.env['WIKI_PASSWORD'] ?? '' },
  store: sqliteSession('session.sqlite'), // readable by you only
});

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env['PORT'] ?? 3000),
  routes: {
    '/:title': {
      async POST(request) {
        const appendtext = `\n* ${await request.text()}`;
        const { edit } = await wiki.post(
          'edit',
          { title: request.params.title, appendtext },
          { signal: request.signal },
        );
        return Response.json(edit);
      },
    },
  },
  error: (error) => new Response(error instanceof MwkitError ? error.message : 'Sorry', { status: 502 }),
});
console.log(`http://127.0.0.1:${server.port}`);
