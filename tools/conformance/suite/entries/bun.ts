import * as adapter from '@mwkit/bun';
import { oauth } from '@mwkit/bun/oauth';
import { run } from './cli.ts';

await run({ ...adapter, oauth });
