export type { GatewayConfig, Limits, WikiConfig } from './config.ts';
export { durableStore, type StoreObjects, type StoreStub } from './durable-store.ts';
export { memoryStore } from './memory-store.ts';
export { type RedisClient, redisStore } from './redis-store.ts';
export type { Budget, ReadResult, Store } from './store.ts';
