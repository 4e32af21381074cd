import { literal, rawMessage } from '../action/messages.ts';
import type { RequestOptions } from './options.ts';
import type { AuthRequest, Field } from './request.ts';

/** A request as options declare it, whose texts are texts. */
export function declaredRequest(options: RequestOptions): AuthRequest {
  const { id, required = 'required', provider, account, metadata, lenient } = options;
  const fields = Object.entries(options.fields).map(([name, field]): [string, Field] => {
    const { label, help, ...more } = field;
    return [
      name,
      {
        ...more,
        ...(label !== undefined && { label: rawMessage(label) }),
        ...(help !== undefined && { help: rawMessage(help) }),
      },
    ];
  });
  return {
    id,
    required,
    ...(provider !== undefined && { provider: literal(provider) }),
    ...(account !== undefined && { account: literal(account) }),
    ...(metadata && { metadata }),
    fields: Object.fromEntries(fields),
    lenient,
  };
}
