// One of the processes of redis.test.ts. Says what it did as one line of JSON.
import { createWiki, type FlowSnapshot, redisSession, type WikiOptions } from '@mwkit/node';
import { Redis } from 'ioredis';

const { task = '', socket = '', api = '', password = '', numbers = '' } = process.env;
const redis = new Redis({ path: socket });
// where a call's module stands in the URL, the wiki's log tells it
const options: WikiOptions = { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)', actionIn: 'url' };

/** Uses the session that all processes share, which has ended. */
async function edit(): Promise<unknown> {
  const store = redisSession(redis, 'session');
  const wiki = createWiki(api, { ...options, store, credentials: { username: 'Robot@lab', password } });
  await redis.incr('ready');
  while (Number(await redis.get('ready')) < 8) await new Promise(setImmediate);
  const { edit } = await wiki.post('edit', { title: `Process ${numbers}`, text: 'x' });
  return { result: edit.result, csrf: (await wiki.session.save()).tokens['csrf'] };
}

/** Finishes the flows that another process has begun: each asks for the second factor of its own person. */
async function finish(): Promise<unknown> {
  return Promise.all(
    numbers.split(',').map(async (number) => {
      const saved = JSON.parse((await redis.getdel(`flow:${number}`)) ?? 'null') as FlowSnapshot;
      const wiki = createWiki(api, options);
      const flow = wiki.resumeFlow(saved);
      const step = await flow.submit({ OATHToken: (await redis.get(`code:${number}`)) ?? '' });
      const { query } = await wiki.get('query', { meta: 'userinfo' });
      return { number, status: step.status, name: query?.userinfo?.name };
    }),
  );
}

console.log(JSON.stringify(await (task === 'edit' ? edit() : finish())));
redis.disconnect();
