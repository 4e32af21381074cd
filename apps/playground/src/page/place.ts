import { shallowRef } from 'vue';
import type { EmbeddedWiki, Place } from '../server/place.ts';

/** What the server has told: the wikis in memory, and the one of the command line. */
export const place = shallowRef<Place>({ own: undefined, wikis: [] });

export const embedded = (id: string): EmbeddedWiki | undefined => place.value.wikis.find((wiki) => wiki.id === id);

export async function askPlace(): Promise<void> {
  const answer = await fetch('place.json');
  place.value = (await answer.json()) as Place;
}
