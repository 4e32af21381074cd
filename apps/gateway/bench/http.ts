import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Sent {
  readonly method?: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** Milliseconds in which each answer must have come: longer than any wait of the gateway for its store. */
const patience = 15_000;

/** The connections of those who ask, kept from one request to the next. `fetch` would take more CPU than what is measured. */
export class Connections implements Disposable {
  readonly #agent = new Agent({ keepAlive: true });

  /** @throws Error where there is no answer, or none in time */
  send(url: string, { method = 'GET', headers, body }: Sent): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, method, headers }, (answer) => {
        const { statusCode: status = 0 } = answer;
        text(answer).then((text) => resolve({ status, headers: answer.headers, text }), reject);
      });
      sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
