import type { Answers, AuthFlow, AuthForm, AuthStep, FlowModule, Wiki } from '@mwkit/browser';
import { shallowReactive } from 'vue';
import { submitDeed } from '../code.ts';
import { type Mistake, mistakeOf } from '../mistake.ts';
import { choice, deeds, exchanges, record, wiki as current } from '../visit.ts';
import { language } from '../words/words.ts';
import { forgetFlow, keepFlow, newReturnUrl, type SavedFlow } from './saved-flow.ts';

/** What is to be seen of a flow. */
interface FlowView {
  /** What the wiki asks for now. */
  form: AuthForm | undefined;
  /** How it answered last. */
  step: AuthStep | undefined;
  mistake: Mistake | undefined;
  busy: boolean;
}

export interface FlowRun {
  readonly view: FlowView;
  /** Begins anew. @param preserveState from what a RESTART has left */
  begin(preserveState?: boolean): Promise<void>;
  /** The form again, with another captcha. */
  reload(): Promise<void>;
  submit(answers: Answers): Promise<void>;
  /** The picture of the captcha, as the URL of an image. Here what goes wrong is thrown. */
  picture(): Promise<string>;
  /** Goes on with a flow that was kept. @param back the URL that a provider sent the browser to */
  resume(kept: SavedFlow, back: string | undefined): Promise<void>;
}

/** One flow of mwkit, as a page shows it. Nothing is thrown: what goes wrong is `view.mistake`. */
export function useFlow(wiki: Wiki, module: FlowModule): FlowRun {
  const view = shallowReactive<FlowView>({ form: undefined, step: undefined, mistake: undefined, busy: false });
  let flow: AuthFlow;

  async function run(work: () => Promise<void>): Promise<void> {
    view.busy = true;
    view.mistake = undefined;
    try {
      await work();
    } catch (error) {
      view.mistake = await mistakeOf(error, wiki);
    } finally {
      view.busy = false;
    }
  }

  async function take(step: AuthStep): Promise<void> {
    if (step.status === 'UI' || step.status === 'REDIRECT') await keep();
    else forgetFlow();
    // a FAIL tells no form: a captcha may be asked for now
    if (step.status === 'FAIL') view.form = await flow.form();
    else view.form = 'form' in step ? step.form : undefined;
    view.step = step;
  }

  async function keep(): Promise<void> {
    if (wiki !== current.value) return;
    keepFlow({ choice: { ...choice }, flow: await flow.save(), deeds: [...deeds], exchanges: [...exchanges] });
  }

  return {
    view,
    begin: (preserveState = false) =>
      run(async () => {
        forgetFlow();
        const uselang = language.value;
        flow = wiki[factories[module]]({ returnUrl: newReturnUrl(), messageFormat: 'html', uselang, preserveState });
        view.step = undefined;
        view.form = await flow.form();
        record(wiki, { kind: 'flow', module, uselang, preserveState });
      }),
    reload: () =>
      run(async () => {
        flow.restart();
        view.form = await flow.form();
      }),
    submit: (answers) =>
      run(async () => {
        const { form } = view;
        const step = await flow.submit(answers);
        if (form) record(wiki, submitDeed(form, answers, step.status));
        await take(step);
      }),
    async picture() {
      const { type, bytes } = await flow.captchaImage();
      return `data:${type};base64,${btoa(bytes.reduce((text, byte) => text + String.fromCodePoint(byte), ''))}`;
    },
    resume: (kept, back) =>
      run(async () => {
        forgetFlow();
        flow = wiki.resumeFlow(kept.flow);
        if (back === undefined) {
          view.form = await flow.form();
          await keep();
          return;
        }
        const step = await flow.resume(back);
        record(wiki, { kind: 'resume', outcome: step.status });
        await take(step);
      }),
  };
}

const factories = { clientlogin: 'clientLogin', createaccount: 'createAccount', linkaccount: 'linkAccount' } as const;
