import type { Answers, AuthForm, FlowModule } from '@mwkit/browser';
import { isFleeting } from './auth/values.ts';

/** An expression of the code: a value, or the name of a variable that stands for a secret. */
type Expression = { readonly value: unknown } | { readonly variable: string };

/** What was done, without any secret. */
export type Deed =
  | { readonly kind: 'flow'; readonly module: FlowModule; readonly uselang: string; readonly preserveState: boolean }
  | {
      readonly kind: 'submit';
      readonly answers: readonly (readonly [string, Expression])[];
      readonly outcome: string;
    }
  | { readonly kind: 'resume'; readonly outcome: string }
  | {
      readonly kind: 'call';
      /** `wiki.get`, `wiki.rest.post`, ... */
      readonly method: string;
      readonly target: string;
      readonly parameters: object;
    }
  | { readonly kind: 'gateway'; readonly method: 'signIn' | 'user' | 'signOut' }
  | { readonly kind: 'logout' };

/** A deed without its secrets: their fields become variables. */
export function submitDeed(form: AuthForm, answers: Answers, outcome: string): Deed {
  const secret = (name: string) => {
    const field = form.fields.find((one) => one.name === name);
    return field !== undefined && isFleeting(form, field);
  };
  return {
    kind: 'submit',
    outcome,
    answers: Object.entries(answers).map(([name, value]) => [
      name,
      secret(name) ? { variable: nameOf(name) } : { value },
    ]),
  };
}

/** A wiki as the program makes it. */
interface Made {
  readonly api: string;
  readonly as: string;
  /** Its URL at a gateway, where it is called through one. */
  readonly gateway?: string | undefined;
}

/** The program that does the same. */
export function codeOf(wiki: Made, deeds: readonly Deed[]): string {
  const lines = beginning(wiki);
  const declared = new Set<string>();
  for (const deed of deeds) {
    const first = !declared.has(variableOf(deed));
    declared.add(variableOf(deed));
    if (deed.kind !== 'submit' && deed.kind !== 'resume') lines.push('');
    lines.push(...linesOf(deed, first ? 'let ' : ''));
  }
  return `${lines.join('\n')}\n`;
}

const made = (url: string, who: string): string[] => [
  `const wiki = createWiki(${url}, {`,
  "  userAgent: 'MyPage/1.0 (https://example.org/mypage; me@example.org)',",
  `  ${who},`,
  '});',
];

function beginning({ api, as, gateway }: Made): string[] {
  const asked = `as: ${literal(as)}`;
  if (gateway === undefined) return ["import { createWiki } from '@mwkit/browser';", '', ...made(literal(api), asked)];
  return [
    "import { createWiki } from '@mwkit/browser';",
    "import { gateway } from '@mwkit/browser/gateway';",
    '',
    `const gate = gateway(${literal(gateway)}, { keep: 'bearer', storage: sessionStorage });`,
    'await gate.finish(); // where the wiki has sent the browser back',
    ...made('gate.api', as === 'user' ? '...gate.caller' : asked),
  ];
}

const variableOf = ({ kind }: Deed): string => (kind === 'resume' ? 'submit' : kind);

const factories: { readonly [module in FlowModule]: string } = {
  clientlogin: 'clientLogin',
  createaccount: 'createAccount',
  linkaccount: 'linkAccount',
};

function linesOf(deed: Deed, declare: string): string[] {
  switch (deed.kind) {
    case 'flow':
      return [
        `${declare}flow = wiki.${factories[deed.module]}({`,
        '  returnUrl: location.href,',
        "  messageFormat: 'html',",
        `  uselang: ${literal(deed.uselang)},`,
        ...(deed.preserveState ? ['  preserveState: true,'] : []),
        '});',
        'console.log((await flow.form()).fields);',
      ];
    case 'submit': {
      const answers = deed.answers.map(([name, expression]) => property(name, expression));
      return [`${declare}step = await flow.submit(${braces(answers)}); // ${deed.outcome}`];
    }
    case 'resume':
      return [
        '// after REDIRECT: flow.save() before location.assign(step.url), wiki.resumeFlow(saved) when it is back',
        `${declare}step = await flow.resume(location.href); // ${deed.outcome}`,
      ];
    case 'call': {
      const parameters = literal(deed.parameters);
      return [
        `console.log(await ${deed.method}(${literal(deed.target)}${parameters === '{}' ? '' : `, ${parameters}`}));`,
      ];
    }
    case 'gateway':
      return [gatewayLines[deed.method]];
    default:
      return ['await wiki.logout();'];
  }
}

const gatewayLines = {
  signIn: 'if ((await gate.user()) === undefined) await gate.signIn(); // leaves the page',
  user: 'console.log(await gate.user());',
  signOut: 'await gate.signOut();',
} as const;

function property(name: string, expression: Expression): string {
  const value = 'variable' in expression ? expression.variable : literal(expression.value);
  return key(name) === value ? value : `${key(name)}: ${value}`;
}

const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);
const key = (name: string): string => (isIdentifier(name) ? name : literal(name));
const nameOf = (field: string): string =>
  field.replace(/\W+(\w?)/g, (_, next: string) => next.toUpperCase()) || 'secret';

function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`)}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return braces(Object.entries(value).map(([name, one]) => property(name, { value: one })));
}

/** On one line where it fits. */
function braces(properties: readonly string[]): string {
  if (properties.length === 0) return '{}';
  const line = `{ ${properties.join(', ')} }`;
  return line.length <= 60 ? line : `{\n${properties.map((one) => `  ${one.replaceAll('\n', '\n  ')},`).join('\n')}\n}`;
}
