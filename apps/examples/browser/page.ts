// Signs a person in, whatever the wiki asks for, and adds a line to a page in their name.
import { type AuthForm, createWiki, storageSession } from '@mwkit/browser';

const wiki = createWiki(new URL('/w/api.php', location.href), {
  userAgent: 'MyPage/1.0 (https://example.org/mypage; me@example.org)', // sent as Api-User-Agent
  store: storageSession(sessionStorage, 'wiki'), // who it is, and the tokens; the cookies are the browser's
});
const form = document.querySelector('form')!;
const output = document.querySelector('output')!;

await wiki.get('query', {}).catch(() => wiki.logout()); // the session in the store may have ended
if (wiki.session.user) await greet();
else {
  const flow = wiki.clientLogin();
  show(await flow.form());
  const submit = async () => {
    const step = await flow.submit(Object.fromEntries(new FormData(form)) as Record<string, string>);
    if (step.status === 'PASS') return greet();
    show(await flow.form());
    output.value = 'message' in step ? step.message : 'This wiki wants an identity provider';
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit().catch((error: Error) => (output.value = error.message));
  });
}

function show({ fields }: AuthForm): void {
  const inputs = fields.map(({ name, label, type, secret }) => {
    const input = Object.assign(document.createElement('input'), { name, placeholder: label, value: '1' });
    if (type === 'checkbox') input.type = 'checkbox';
    else Object.assign(input, { value: '', type: secret ? 'password' : 'text' });
    return input;
  });
  form.replaceChildren(...inputs, document.createElement('button'));
}

async function greet(): Promise<void> {
  form.replaceChildren();
  const { edit } = await wiki.post('edit', { title: 'Sandbox', appendtext: '\n* Hello' });
  output.value = `${wiki.session.user?.name}: ${edit.result}`;
}
