import { call } from '../action/call.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { ApiError } from '../errors.ts';
import type { EditResult, EditSuccess } from '../generated/action.ts';
import { wait } from '../http/wait.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { landed, type Sent } from './landed.ts';
import { isLost, lookFor, type Lost } from './lost.ts';
import { isRewritten } from './saved-text.ts';

/** How often an edit is sent whose answer was cut off. */
const mostCuts = 4;

/** An edit whose answer was lost, and that was not there when it was looked for. */
export interface Unanswered {
  readonly sent: Sent;
  readonly error: Lost;
}

/**
 * Sends an edit. Where its answer is lost, looks whether it was carried out, and sends it again only where it was not: with the
 * same base, so that of the two the wiki can take one at most.
 * @param unanswered gets it where an answer was lost
 * @throws ApiError; the error of the lost answer, `outcomeUnknown`, where the wiki cannot be reached to look
 */
export async function save(
  client: Client,
  draft: LooseParameters,
  sent: Omit<Sent, 'at'>,
  options: CallOptions,
  unanswered: Unanswered[] = [],
): Promise<EditSuccess> {
  const at = performance.now();
  let lost: Lost | undefined;
  for (let cuts = 0; ;) {
    try {
      return await sendOnce(client, draft, options);
    } catch (error) {
      if (isLost(error)) {
        if (!lost) unanswered.push({ sent: { ...sent, at }, error });
        lost = error;
        cuts++;
      }
      if (!lost) throw error;
      // also after a refusal: a conflict may be with the one that was thought lost
      const found = await look(client, { ...sent, at }, lost, options);
      if (typeof found === 'object') return found;
      if (error !== lost) throw error;
      if (found === 'overtaken') throw overtaken(sent);
      if (found === 'unclear' || cuts === mostCuts || !canRepeat(sent)) throw error;
      await wait(100 * 2 ** cuts, options.signal);
    }
  }
}

/**
 * Looks again for edits whose answers were lost: a connection may break long before the wiki is done.
 * @throws the error of the lost answer, where it cannot be told
 */
export async function findLate(
  client: Client,
  unanswered: readonly Unanswered[],
  options: CallOptions,
): Promise<EditSuccess | undefined> {
  for (const { sent, error } of unanswered) {
    const found = await look(client, sent, error, options);
    if (typeof found === 'object') return found;
    if (found === 'unclear') throw error;
  }
  return undefined;
}

async function sendOnce(client: Client, draft: LooseParameters, options: CallOptions): Promise<EditSuccess> {
  const edit = (await call(client, 'edit', draft, { ...options, method: 'POST' }))['edit'] as EditResult;
  if (edit.result === 'Success') return edit;
  // a captcha, or what an extension refuses
  const { result: _, captcha, ...others } = edit;
  const text = firstTextIn(others) ?? (captcha ? 'The wiki asks for a captcha.' : 'The wiki did not save it.');
  throw new ApiError('edit', [
    { code: captcha ? 'captcha' : 'failure', text, data: { ...others, ...(captcha && { captcha }) } },
  ]);
}

function firstTextIn(data: JsonObject): string | undefined {
  return Object.values(data).find((value) => typeof value === 'string');
}

/** Whether the wiki can take it once at most: by its base; or because it leaves the page the same if it comes again. */
function canRepeat({ base, section, text }: Omit<Sent, 'at'>): boolean {
  // a new section has no base, but where it makes the page
  return base === 0 || (section !== 'new' && (base !== undefined || !isRewritten(text)));
}

/** What the wiki would say, were it asked once more. */
function overtaken({ base }: Omit<Sent, 'at'>): ApiError {
  const text = 'The page was changed by others, and this edit, whose answer was lost, not carried out.';
  return new ApiError('edit', [{ code: base === 0 ? 'articleexists' : 'editconflict', text }]);
}

function look(client: Client, sent: Sent, lost: Lost, options: CallOptions): ReturnType<typeof landed> {
  return lookFor(lost, options, () => landed(client, sent, options));
}
