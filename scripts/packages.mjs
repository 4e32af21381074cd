/** What goes to the registry. `types`: whether it has TypeScript types to check. */
export const published = [
  { name: '@mwkit/spec', dir: 'spec', types: false },
  { name: '@mwkit/core', dir: 'packages/core', types: true },
  { name: '@mwkit/node', dir: 'packages/node', types: true },
  { name: '@mwkit/deno', dir: 'packages/deno', types: true },
  { name: '@mwkit/bun', dir: 'packages/bun', types: true },
  { name: '@mwkit/workers', dir: 'packages/workers', types: true },
  { name: '@mwkit/browser', dir: 'packages/browser', types: true },
  { name: '@mwkit/testwiki', dir: 'packages/testwiki', types: true },
  { name: '@mwkit/gateway', dir: 'apps/gateway', types: true },
  { name: 'mwkit', dir: 'apps/cli', types: false },
];
