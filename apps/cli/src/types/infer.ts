import { ApiError, type CallOptions, HttpError, type JsonObject, type Wiki } from '@mwkit/node';
import { knownModules } from '../generated/spec.ts';
import { comment, key, typeName } from './comment.ts';
import { isRead, type ModuleInfo } from './paraminfo.ts';
import { addValue, newShape, type Shape, writeMembers, writeShape } from './shape.ts';
import type { Inferred } from './wiki-file.ts';

/** Requests that are made at most. */
const mostRequests = 150;

/** Examples that are run of one module. */
const examplesEach = 2;

/** It changes what it needs no token for: which notifications somebody has seen (Extension:Echo). */
const changesSomething = ['echomarkseen'];

/**
 * The types of answers that the spec does not know, by the documented examples of the modules: those that read are run, one
 * after the other, and what they answer is taken as it comes. One that the wiki refuses tells nothing.
 * @param tell told of each request
 */
export async function infer(
  wiki: Wiki,
  modules: readonly ModuleInfo[],
  tell: (text: string) => void,
  options: CallOptions,
): Promise<Inferred> {
  const examples = modules.flatMap(examplesOf).slice(0, mostRequests);
  const answers = new Map<string, Shape>();
  const [lists, page] = [newShape(), newShape()];
  for (const [index, { action, parameters }] of examples.entries()) {
    const what = `${index + 1}/${examples.length} action=${action} ${new URLSearchParams(parameters)}`;
    try {
      const answer = await wiki.call<string>(action, parameters, options);
      tell(what);
      if (action === 'query') addQuery(lists, page, answer['query']);
      else addValue(shapeOf(answers, action), withoutWarnings(answer));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      tell(`${what}: ${error.code}`);
    }
  }
  return written(answers, lists, page);
}

/** Of this example alone: not that the wiki is gone or overloaded, or the session has ended. */
function isRefusal(error: unknown): error is ApiError | HttpError {
  const general = ['maxlag', 'ratelimited', 'assertuserfailed', 'assertnameduserfailed'];
  if (error instanceof ApiError) return !general.some((code) => error.has(code));
  // feeds answer with XML
  return error instanceof HttpError && error.code !== 'status';
}

interface Example {
  readonly action: string;
  readonly parameters: { readonly [name: string]: string };
}

function examplesOf(module: ModuleInfo): Example[] {
  const name = module.path;
  const reads = module.group === 'action' || name.startsWith('query+');
  if (!reads || !isRead(module) || knownModules.includes(name) || changesSomething.includes(name)) return [];
  return (module.examples ?? []).slice(0, examplesEach).flatMap(({ query }) => {
    const { action = '', format, ...parameters } = Object.fromEntries(new URLSearchParams(query));
    return action === name.split('+')[0] && format === undefined ? [{ action, parameters }] : [];
  });
}

function addQuery(lists: Shape, page: Shape, query: unknown): void {
  const { pages = [], ...others } = (query ?? {}) as { pages?: readonly unknown[] };
  addValue(lists, others);
  for (const one of pages) addValue(page, one);
}

/** Of a list, as `opensearch` answers, nothing. */
function withoutWarnings(answer: JsonObject): unknown {
  if (Array.isArray(answer)) return answer;
  const { warnings: _, ...others } = answer;
  return others;
}

function shapeOf(answers: Map<string, Shape>, action: string): Shape {
  const shape = answers.get(action) ?? newShape();
  answers.set(action, shape);
  return shape;
}

function written(answers: ReadonlyMap<string, Shape>, lists: Shape, page: Shape): Inferred {
  return {
    entries: new Map([
      ...Array.from(answers.keys(), (action) => [action, `response: ${typeName(action)}Response`] as const),
      ['query', 'lists: QueryLists; page: QueryPage'] as const,
    ]),
    declarations: [
      ...Array.from(answers, ([action, shape]) =>
        declare(`${typeName(action)}Response`, `What \`${key(action)}\` answers.`, shape),
      ),
      declare('QueryLists', 'What submodules of `query` add to its answer.', lists),
      declare('QueryPage', 'What submodules of `query` add to a page.', page),
    ],
  };
}

function declare(name: string, about: string, shape: Shape): string {
  const said = comment([`${about} Inferred from answers of this wiki: there may be more.`]);
  if (!shape.isArray) return `${said}export interface ${name} {\n${writeMembers(shape, '  ')}}\n`;
  return `${said}export type ${name} = ${writeShape(shape)};\n`;
}
