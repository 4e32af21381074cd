import * as adapter from '@mwkit/node';
import { oauth } from '@mwkit/node/oauth';
import { run } from './cli.ts';

await run({ ...adapter, oauth });
