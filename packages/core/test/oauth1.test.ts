import { describe, expect, test } from 'vitest';
import { oauth1 } from '../src/oauth/oauth1.ts';
import { baseString, hmacKey, hmacSha1 } from '../src/oauth/signature.ts';

const parameters = (text: string) => [...new URLSearchParams(text)] as [string, string][];

describe('the examples of RFC 5849', () => {
  test('3.4.1: names and values that are encoded, empty, twice there; a form', () => {
    const request = {
      method: 'post',
      url: 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
      form: 'c2&a3=2+q',
    };
    const own = parameters(
      'oauth_consumer_key=9djdj82h48djs9d2&oauth_token=kkk9d7dh3k39sjv7&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201&oauth_nonce=7d8f3e4a',
    );
    expect(baseString(request, own).split('&')).toEqual([
      'POST',
      'http%3A%2F%2Fexample.com%2Frequest',
      [
        'a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2',
        '%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
      ].join(''),
    ]);
  });

  test.each([
    ['EXAMPLE.COM:80', 'http', 'http://example.com/r'],
    ['example.com:443', 'https', 'https://example.com/r'],
    ['example.com:8080', 'http', 'http://example.com:8080/r'],
  ])('3.4.1.2: the host %s by %s', (host, scheme, address) => {
    const [, signed = ''] = baseString({ method: 'GET', url: `${scheme}://${host}/r?x#f` }, []).split('&');
    expect(decodeURIComponent(signed)).toBe(address);
  });

  test.each([
    [
      '1.2, the photo',
      { method: 'GET', url: 'http://photos.example.net/photos?file=vacation.jpg&size=original' },
      'oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131202&oauth_nonce=chapoH',
      'pfkkdhi9sl3r4s00',
      'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    ],
    [
      'the older OAuth Core 1.0a, A.5',
      { method: 'GET', url: 'http://photos.example.net/photos?size=original&file=vacation.jpg' },
      'oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1191242096&oauth_nonce=kllo9940pd9333jh&oauth_version=1.0',
      'pfkkdhi9sl3r4s00',
      'tR3+Ty81lMeYAr/Fid0kMTYa/WM=',
    ],
  ])('the signature in %s', async (_, request, own, tokenSecret, signature) => {
    const key = await hmacKey(['kd94hf93k423kf44', tokenSecret]);
    expect(await hmacSha1(key, baseString(request, parameters(own)))).toBe(signature);
  });
});

const keys = { consumerKey: 'k', consumerSecret: 's', accessToken: 't', accessSecret: 'u' };

test('the same request is never signed alike, and the header holds no secret', async () => {
  const { sign } = oauth1({ ...keys, consumerSecret: 'consumer secret', accessSecret: 'access secret' });
  const all = await Promise.all([1, 2, 3].map(() => sign({ method: 'GET', url: 'https://wiki.example/' })));
  const headers = all.map(({ authorization }) => authorization);
  expect(new Set(headers).size).toBe(3);
  for (const header of headers) {
    expect(header).toMatch(/^OAuth oauth_consumer_key="k", oauth_token="t", .*oauth_signature="[\w%]+"$/u);
    expect(decodeURIComponent(header)).not.toMatch(/secret/u);
  }
});

test.each(Object.keys(keys))('%s must be there', (name) => {
  expect(() => oauth1({ ...keys, [name]: '' })).toThrow(name);
});
