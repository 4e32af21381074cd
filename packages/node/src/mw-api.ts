export * from '@mwkit/core/mw-api';
