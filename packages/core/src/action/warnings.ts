import type { WikiWarning } from '../options.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';

/**
 * The warnings of an answer, from both of their shapes: by module with joined texts (errorformat=bc:
 * `warnings: {main: {warnings: "..."}}`, `*` in formatversion=1), or a list (`[{code, text, module, data}]`).
 */
export function warningsOf(answer: JsonObject): (WikiWarning & { readonly feature?: string })[] {
  const { warnings } = answer;
  if (Array.isArray(warnings)) return warnings.filter(isObject).map(fromList);
  if (!isObject(warnings)) return [];
  return Object.entries(warnings).flatMap(([module, value]) => {
    const joined = isObject(value) ? (value['warnings'] ?? value['*']) : undefined;
    return typeof joined === 'string' ? joined.split('\n').map((text) => ({ code: '', module, text })) : [];
  });
}

function fromList(item: JsonObject): WikiWarning & { readonly feature?: string } {
  const { code, module, text, html, '*': star, data } = item;
  const feature = isObject(data) ? data['feature'] : undefined;
  return {
    code: firstText(code) ?? '',
    module: firstText(module) ?? 'main',
    text: firstText(text, html, star) ?? '',
    ...(typeof feature === 'string' ? { feature } : {}),
  };
}
