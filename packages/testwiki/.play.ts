import { readFileSync, readdirSync } from 'node:fs';
import { scenarios } from '../../tools/recordings/src/scenarios/index.ts';
import { Recorder } from '../../tools/recordings/src/recorder.ts';
import { stage } from '../../tools/recordings/src/scenario.ts';
import { compareExchanges } from '../../tools/recordings/src/compare.ts';
import { createTestWiki, recordedWiki } from './src/index.ts';
const V = process.argv[2] as '1.39' | '1.43'; const only = process.argv[3];
const recorded = new Map(readdirSync(`../../spec/recordings/${V}`).filter((f) => f.endsWith('.json')).map((f) => [f.slice(0, -5), JSON.parse(readFileSync(`../../spec/recordings/${V}/${f}`, 'utf8'))]));
const cors = { crossSiteAJAXdomains: ['app.example', '*.friend.example', 'localhost:*', '127.0.0.1:*', '*.localhost:*', 'alpha.example'], crossSiteAJAXdomainExceptions: ['bad.friend.example'] };
const options: Record<string, any> = { private: { private: true }, readonly: { readOnly: 'Lab is read-only' }, cors, throttle: { throttle: { count: 2, seconds: 300 }, rateLimit: { ip: { count: 1, seconds: 60 }, user: { count: 2, seconds: 60 } } },
  restrictive: { enableBotPasswords: false }, '2fa': { users: { ...recordedWiki.users, Bob: { password: 'Lab-bob-pass-1', twoFactor: true } } },
  captcha: { captcha: { question: '1+1', answers: ['2'], badlogin: 2 } }, 'captcha-questy': { captcha: { question: 'What is the capital of <b>France</b>?', answers: ['Paris'], edit: true } },
  tempaccounts: { autoCreateTempUser: true }, samesite: { cookieSecure: true, cookieSameSite: 'None', useSameSiteLegacyCookies: true }, bearer: { bearerTokens: { 'lab-alice': 'Alice' }, bearerSessionName: 'LabBearer' },
  'cors-rest': { allowCrossOrigin: true, restAllowCrossOriginCookieAuth: true }, 'cors-rest-anon': { allowCrossOrigin: true } };
const seen = new Set<string>(); let bad = 0, n = 0;
for (const s of scenarios) {
  if (only && !s.name.includes(only)) continue;
  const wiki = createTestWiki({ ...recordedWiki, origin: 'http://wiki.example', version: V, ...Object.assign({}, ...s.overlays.map((o) => options[o])), ...(/Throttle/.test(s.settings ?? '') ? { tempAccountCreationThrottle: { count: 2, seconds: 600 } } : {}) });
  const recorder = new Recorder({ fetch: (r) => wiki.fetch(r), origin: wiki.origin, version: `${V}.0`, overlay: s.name });
  try { await s.play(stage(recorder, { setReadOnly: async (r) => wiki.setReadOnly(r), setLag: async (x) => wiki.setMaxlag(x) })); } catch (e) { console.log('!!', s.name, s.settings ?? '', e); }
  for (const x of recorder.exchanges) {
    if (!x.name || !recorded.has(x.name)) { if (x.name) seen.add(x.name); continue; }
    seen.add(x.name); n++; const d = compareExchanges(recorded.get(x.name), x as any);
    const names = (e: any) => [...new Set(e.response.headers.filter((h: any) => h[0].toLowerCase() === 'set-cookie').map((h: any) => h[1].split('=')[0] + (/Max-Age=0/.test(h[1]) ? '(del)' : '')))].sort().join(' ');
    const cookies = names(recorded.get(x.name)) !== names(x) ? `cookies [${names(recorded.get(x.name))}] -> [${names(x)}]` : '';
    if (d.length || cookies) { bad++; console.log(x.name, `[${s.name}]`, cookies, d.slice(0, 6).map((y) => `\n   ${y.what}: ${y.recorded} -> ${y.fresh}`).join('')); }
  }
}
console.log(V, n, 'compared', bad, 'differ; not played:', [...recorded.keys()].filter((k) => !seen.has(k)).join(' '));
