import { ref } from 'vue';

/** What screen readers are told, politely. */
export const announcement = ref('');

/** The same text twice is two announcements. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00A0` : text;
}
