import * as adapter from '@mwkit/bun';
import { oauth, oauth1 } from '@mwkit/bun/oauth';
import { run } from './cli.ts';

await run({ ...adapter, oauth, oauth1 });
