/** Its own types do not compile without `skipLibCheck`, and describe answers as `any`: this is what is used here. */
declare module 'm3api/node.js' {
  type Params = Record<string, string | number | boolean>;

  interface Options {
    method?: 'GET' | 'POST';
    tokenType?: string;
    tokenName?: string;
    userAgent?: string;
    maxRetriesSeconds?: number;
  }

  export default class Session {
    constructor(api: string, defaultParams: Params, defaultOptions: Options);
    readonly defaultParams: Params;
    readonly tokens: Map<string, string>;
    request(params: Params, options: Options): Promise<{ login?: { result: string } }>;
  }
}
