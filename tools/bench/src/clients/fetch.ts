import { type Reader, userAgent } from '../task.ts';

/** No client at all. */
export function open(api: string): Reader {
  return {
    async read(titles) {
      const query = new URLSearchParams({ action: 'query', prop: 'info', titles, format: 'json', formatversion: '2' });
      const response = await fetch(`${api}?${query.toString()}`, { headers: { 'user-agent': userAgent } });
      return JSON.parse(await response.text()) as unknown;
    },
  };
}
