/** All that an iterator gives. (`Array.fromAsync` is not in the types of all runtimes that are supported.) */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
