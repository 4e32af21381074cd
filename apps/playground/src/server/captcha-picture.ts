import type { TestWiki } from '@mwkit/testwiki';

/** What the picture shows. */
export const captchaAnswer = 'heather';

/** Letters that lean and hop, as captchas have them. */
function picture(word: string): string {
  const letters = word.split('').map((letter, index) => {
    const [x, y, turn] = [22 + index * 26, 42 + (index % 3) * 6, ((index * 37) % 40) - 20];
    return `<text x="${x}" y="${y}" transform="rotate(${turn} ${x} ${y})">${letter}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="220" height="70" viewBox="0 0 220 70">
<rect width="220" height="70" fill="#eaf3ff"/>
<path d="M0 50 Q55 10 110 40 T220 25" fill="none" stroke="#6485d1" stroke-width="3"/>
<g font-family="serif" font-size="34" font-style="italic" fill="#202122">${letters.join('')}</g>
</svg>`;
}

/** A picture that one can read, in place of the wiki's, which is of nothing; for the session that was asked only, as there. */
export function withPicture(fetch: TestWiki['fetch']): TestWiki['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    const title = new URL(request.url).searchParams.get('title');
    if (title !== 'Special:Captcha/image' || !response.ok) return response;
    const headers = { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=0' };
    return new Response(picture(captchaAnswer), { headers });
  };
}
