import { createWiki } from '@mwkit/browser';
import { gateway, isSignedOut } from '@mwkit/browser/gateway';

const gate = gateway('https://gateway.example/mywiki', { keep: 'bearer' });
const wiki = createWiki(gate.api, {
  userAgent: 'MyApp/1.0 (https://example.org/myapp; me@example.org)',
  ...gate.caller, // as whom calls are made
});
const [signIn, greet, signOut] = document.querySelectorAll('button');
const output = document.querySelector('output')!;

function show(user: string | undefined): void {
  signIn!.hidden = user !== undefined;
  greet!.hidden = signOut!.hidden = user === undefined;
  output.value = user ?? 'Nobody is signed in';
}

async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (isSignedOut(error)) show(undefined); // the session has ended
    else output.value = (error as Error).message;
  }
}

await attempt(async () => {
  await gate.finish(); // before anything else: this may be the way back from the wiki
  show(await gate.user());
});

const onClick = (button: HTMLElement, act: () => Promise<unknown>) =>
  button.addEventListener('click', () => void attempt(act));

onClick(signIn!, () => gate.signIn()); // leaves the page for the wiki's, and comes back to it
onClick(greet!, async () => {
  const { edit } = await wiki.post('edit', { title: 'Sandbox', appendtext: '\n* Hello' });
  output.value = edit.result;
});
onClick(signOut!, async () => {
  await gate.signOut();
  show(undefined);
});
