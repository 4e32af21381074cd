/** What is written down. Holds no id, token, cookie or parameter, and no address. */
export interface AuditEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly event:
    | 'sign-in-begun'
    | 'sign-in-ended'
    | 'sign-in-refused'
    | 'sign-out'
    | 'session-ended'
    | 'write'
    /** A request that the gateway did not pass on, or could not. */
    | 'refused'
    /** A fault of the gateway itself. */
    | 'fault';
  readonly wiki?: string;
  /** The same for all that one session does, and nothing else: the first 8 digits of a hash. */
  readonly visitor?: string;
  /** The origin of the app that called. */
  readonly app?: string;
  /** The module, e.g. `edit`, or method and beginning of the route, e.g. `PUT /v1/page`. */
  readonly call?: string;
  readonly status?: number;
  /** Why, e.g. `gateway-too-many`. */
  readonly code?: string;
  /** Milliseconds since the request came. */
  readonly ms: number;
}

/** How one request ended, for counts and durations. */
export interface Sample {
  /** The wiki's name; empty where it was none of the configuration. */
  readonly wiki: string;
  readonly route: 'action' | 'rest' | 'captcha' | 'sign-in' | 'callback' | 'token' | 'session' | 'sign-out' | 'other';
  /** `passed`, or the code of the gateway's own refusal. */
  readonly outcome: string;
  /** Until the answer began. */
  readonly milliseconds: number;
}

/** Where the counts go. */
export interface Metrics {
  observe(sample: Sample): void;
  /** What `GET /metrics` answers; without it there is no such route. */
  readonly text?: () => Promise<string>;
}
