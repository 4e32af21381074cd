/** The variants of a wiki that can be asked for, alone or together: each is a settings file, `php/overlays/<name>.php`. */
export const overlays = [
  '2fa',
  'bearer',
  'captcha',
  'captcha-fancy',
  'captcha-questy',
  'confirm-link',
  'cors',
  'cors-rest',
  'cors-rest-anon',
  'email',
  'external-login',
  'private',
  'readonly',
  'remember-always',
  'rest-dev',
  'restrictive',
  'samesite',
  'tempaccounts',
  'tempreset',
  'throttle',
  'uploads',
] as const;

/** The name of a variant; its settings file says what it does. */
export type Overlay = (typeof overlays)[number];

export function isOverlay(text: string): text is Overlay {
  return (overlays as readonly string[]).includes(text);
}
