import type { Scenario } from '../scenario.ts';

/** Routes that there are not, and rest.php alone. */
export const restRoutes: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const get = (name: string, route: string) => one.rest(`rest-${name}`, 'GET', route);
    await get('root', '/');
    await get('no-path', '');
    await get('route-404', '/v1/nosuch');
    await get('route-404-other-module', '/v2/page/x');
    await get('route-404-extension', '/nosuch/v1/x');
    await get('page-slash-raw', '/v1/page/A.b/c');
    await get('search-endpoint', '/v1/search');
    await get('specs-none', '/specs/v0/discovery');
    await get('specs-discovery-off', '/specs/v0/discovery');
  },
};

/** The development routes of 1.43, which describe the others; these stay as they are. */
export const restDevelopmentRoutes: Scenario = {
  name: 'rest-dev',
  overlays: ['rest-dev'],
  async play({ cookieless }) {
    const one = cookieless();
    const get = (name: string, route: string) => one.rest(`rest-dev-${name}`, 'GET', route);
    await get('root', '/');
    await get('discovery', '/specs/v0/discovery');
    await get('module-core', '/specs/v0/module/-');
    await get('module-specs', '/specs/v0/module/specs/v0');
    await get('module-content', '/specs/v0/module/content/v1');
    await get('module-unknown', '/specs/v0/module/nosuch');
    await get('content-page', '/content/v1/page/Lab_page');
    await get('content-page-404', '/content/v1/page/Nosuch');
    await get('content-route-404', '/content/v1/nosuch');
    await get('content-v1-page-too', '/v1/page/Lab_page');
  },
};
