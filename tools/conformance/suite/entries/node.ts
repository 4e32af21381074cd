import * as adapter from '@mwkit/node';
import { run } from './cli.ts';

await run(adapter);
