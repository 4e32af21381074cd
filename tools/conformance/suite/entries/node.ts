import * as adapter from '@mwkit/node';
import { oauth, oauth1 } from '@mwkit/node/oauth';
import { run } from './cli.ts';

await run({ ...adapter, oauth, oauth1 });
