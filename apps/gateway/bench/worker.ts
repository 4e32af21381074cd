// The Worker as it is deployed, which besides counts what Cloudflare bills of its objects, and takes sessions that were sealed elsewhere.
import { durableStore, type StoreObjects, type StoreStub } from '../src/durable-store.ts';
import worker, { StoreObject, type WorkerEnv } from '../src/worker.ts';
import type { Sealed } from './sealed.ts';

const counts = { calls: 0, milliseconds: 0, rowsRead: 0, rowsWritten: 0 };

type State = ConstructorParameters<typeof StoreObject>[0];

const read = <T>(value: T): T => (counts.rowsRead++, value);
const written = <T>(value: T): T => (counts.rowsWritten++, value);

/**
 * https://developers.cloudflare.com/durable-objects/platform/pricing/: what is got is a row read; what is put, deleted, and each
 * setAlarm a row written; an alarm a request. Of getAlarm, deleteAlarm and deleteAll it says nothing: they count alike.
 */
function counted({ storage }: State): State {
  return {
    storage: {
      kv: {
        get: (key) => read(storage.kv.get(key)),
        put: (key, value) => written(storage.kv.put(key, value)),
        delete: (key) => written(storage.kv.delete(key)),
      },
      getAlarm: () => read(storage.getAlarm()),
      setAlarm: (time) => written(storage.setAlarm(time)),
      deleteAlarm: () => written(storage.deleteAlarm()),
      deleteAll: () => written(storage.deleteAll()),
    },
  };
}

interface Extras {
  size(): Promise<number>;
  leave(): Promise<void>;
}

export class CountedObject extends StoreObject implements Extras {
  readonly #state: State;

  constructor(state: State, env: unknown) {
    super(state, env);
    this.#state = state;
    Object.defineProperty(this, 'ctx', { value: counted(state) });
  }

  override alarm(): Promise<void> {
    return timed(() => super.alarm());
  }

  /** Bytes on disk: those that are billed. */
  async size(): Promise<number> {
    return (this.#state.storage as unknown as { sql: { databaseSize: number } }).sql.databaseSize;
  }

  /** Leaves the memory at once, and not after 10 seconds: each object that is there keeps three files open. */
  async leave(): Promise<void> {
    (this.#state as unknown as { abort(why: string): void }).abort('it has been written');
  }
}

/** The time in the object is not told: the clock of a Worker stands still while it computes. So it is that of the way there and back. */
async function timed<T>(call: () => Promise<T>): Promise<T> {
  const began = Date.now();
  counts.calls++;
  try {
    return await call();
  } finally {
    counts.milliseconds += Date.now() - began;
  }
}

const countedObjects = (objects: StoreObjects): StoreObjects => ({
  idFromName: (name) => objects.idFromName(name),
  get(id) {
    const stub = objects.get(id);
    return {
      read: (perMinute) => timed(() => stub.read(perMinute)),
      write: (text, seconds) => timed(() => stub.write(text, seconds)),
      take: () => timed(() => stub.take()),
      acquire: (owner, milliseconds) => timed(() => stub.acquire(owner, milliseconds)),
      release: (owner) => timed(() => stub.release(owner)),
    };
  },
});

// the same one for all requests: the Worker keeps what belongs to it
let own: WorkerEnv | undefined;

async function bench(request: Request, { STORE }: WorkerEnv): Promise<Response> {
  if (request.method === 'GET') return Response.json(counts);
  const { write = [], sizes = [] } = (await request.json()) as {
    readonly write?: readonly Sealed[];
    readonly sizes?: readonly string[];
  };
  const store = durableStore(STORE);
  const stubOf = (key: string) => STORE.get(STORE.idFromName(key)) as StoreStub & Extras;
  await Promise.all(write.map(({ key, text, seconds }) => store.write(key, text, seconds)));
  // who asks for it is told that it is gone
  await Promise.all(
    write.map(({ key }) =>
      stubOf(key)
        .leave()
        .catch(() => {}),
    ),
  );
  return Response.json(await Promise.all(sizes.map((key) => stubOf(key).size())));
}

export default {
  fetch(request: Request, env: WorkerEnv, context: Parameters<typeof worker.fetch>[2]): Promise<Response> {
    if (new URL(request.url).pathname === '/bench') return bench(request, env);
    own ??= { ...env, STORE: countedObjects(env.STORE) };
    return worker.fetch(request, own, context);
  },
};
