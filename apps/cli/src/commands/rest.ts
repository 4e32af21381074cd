import { type RestParameters, type Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { type KeyValues, parameterNotes, readKeyValues, readValue } from '../key-values.ts';
import { withWiki } from '../open-wiki.ts';
import { outline } from '../outline.ts';
import { output, visible } from '../output.ts';

const methods = ['get', 'post', 'put'] as const;
type Method = (typeof methods)[number];

/** First parts of the routes that are under /v1 in every MediaWiki (includes/Rest/coreRoutes.json, 1.35 to 1.43). */
const underV1 = /^\/?(page|revision|file|search|transform)(\/|\?|$)/;

export const rest: Command = command({
  name: 'rest',
  description: 'Call the REST API',
  args: {
    path: {
      type: 'positional',
      required: true,
      description: 'E.g. /v1/page/Earth, for short page/Earth; a slash in a title is %2F',
    },
    parameters: {
      type: 'positional',
      required: false,
      description: 'key=value ...: the query of a GET, else members of the JSON body',
    },
    method: { type: 'string', default: 'get', valueHint: methods.join('|'), description: 'The HTTP method' },
    body: { type: 'string', valueHint: 'json', description: 'The body as JSON, or @file, or @- for stdin' },
    ...onWiki,
  },
  more: true,
  notes: parameterNotes,
  examples: [
    'mwkit rest page/Earth/bare',
    'mwkit rest search/page q=planet limit=3 --json',
    'mwkit rest page --method post title=Sandbox source=@page.txt comment="First version"',
    'mwkit rest page/Sandbox --method put --body \'{"source":"Hello","comment":"","latest":{"id":12}}\'',
  ],
  async run(args, more) {
    const method = methodOf(args.method);
    const values = await readKeyValues(args.parameters === undefined ? more : [args.parameters, ...more]);
    const parameters = await restParameters(method, values, args.body);
    const answer = await withWiki(args, 'anonymous-if-named', (wiki) =>
      send(wiki, method, routeOf(args.path), parameters),
    );
    output(args).result(answer as object | string, () =>
      typeof answer === 'string' ? visible(answer) : outline(answer ?? null),
    );
  },
});

function methodOf(text: string): Method {
  const method = methods.find((name) => name === text.toLowerCase());
  if (!method) throw new CliError('usage', `There is no method ${text}.`, `One of: ${methods.join(', ')}`);
  return method;
}

function routeOf(path: string): string {
  const full = underV1.test(path) ? `/v1/${path.replace(/^\//, '')}` : path;
  // braces would be filled in as those of a route
  return full.replaceAll('{', '%7B').replaceAll('}', '%7D');
}

async function restParameters(method: Method, values: KeyValues, body: string | undefined): Promise<RestParameters> {
  if (method === 'get' && body !== undefined)
    throw new CliError('usage', 'A GET has no body.', 'Give --method post or put.');
  if (method === 'get') return { query: joined(values) };
  if (body === undefined) return { body: values };
  const parsed = parseBody(await readValue(body, '--body'));
  return { body: { ...parsed, ...values } };
}

function parseBody(text: string): object {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new CliError('usage', 'The body is not a JSON object.');
  return body;
}

/** A list as MediaWiki writes it in a query. */
function joined(values: KeyValues): { [name: string]: string | true } {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value.join('|') : value]),
  );
}

function send({ rest }: Wiki, method: Method, route: string, parameters: RestParameters): Promise<unknown> {
  const options = { signal: interrupted };
  if (method === 'get') return rest.get(route, parameters, options);
  return method === 'post' ? rest.post(route, parameters, options) : rest.put(route, parameters, options);
}
