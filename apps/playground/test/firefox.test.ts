import { scenes } from './scenes.ts';

await scenes('firefox');
