import { shallowRef } from 'vue';

/** What a person wants to be typed for them: an account of a wiki in memory. */
export const wanted = shallowRef<{ readonly username: string; readonly password: string }>();
