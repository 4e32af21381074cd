import { readForm } from './form.ts';

/** A request that came to the wiki. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the values of passwords and tokens. */
  readonly url: string;
  /** `action=` of the Action API, from the body or the URL. */
  readonly action?: string;
  readonly status: number;
}

const secret = /token|password|pass$|retype|secret|captchaword|code|returntoquery/iu;

export function withoutSecrets(url: URL): string {
  const clean = new URL(url);
  for (const name of new Set(clean.searchParams.keys())) {
    if (secret.test(name) && name !== 'maxtokenage') clean.searchParams.set(name, '***');
  }
  clean.username = '';
  clean.password = '';
  return clean.href;
}

/** `action`, without using up the request's body. */
export async function actionOf(request: Request, url: URL): Promise<string | undefined> {
  return (await readForm(request.clone())).get('action') ?? url.searchParams.get('action') ?? undefined;
}
