export type { GatewayConfig, Limits, WikiConfig } from './config.ts';
export { memoryStore } from './memory-store.ts';
export type { Budget, ReadResult, Store } from './store.ts';
