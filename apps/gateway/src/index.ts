export type { AuditEntry, Metrics, Sample } from './audit.ts';
export { checkConfig } from './check-config.ts';
export type { GatewayConfig, Limits, WikiConfig } from './config.ts';
export { durableStore, type StoreObjects, type StoreStub } from './durable-store.ts';
export { createGateway, type Gateway } from './gateway.ts';
export { memoryStore } from './memory-store.ts';
export { type RedisClient, redisStore } from './redis-store.ts';
export type { GatewayOptions } from './setup.ts';
export type { Budget, ReadResult, Store } from './store.ts';
