import * as adapter from '@mwkit/bun';
import { run } from './cli.ts';

await run(adapter);
