/** The modules of AuthManager that are steps of a flow, and how each names its parameters. */
export type FlowModule = 'clientlogin' | 'createaccount' | 'linkaccount';

export const flowModules: {
  readonly [module in FlowModule]: {
    /** Of its parameters: `loginreturnurl`, `createtoken`, ... */
    readonly prefix: string;
    /** The type of its token. */
    readonly token: 'login' | 'createaccount' | 'csrf';
    /** `amirequestsfor`. */
    readonly requestsFor: string;
  };
} = {
  clientlogin: { prefix: 'login', token: 'login', requestsFor: 'login' },
  createaccount: { prefix: 'create', token: 'createaccount', requestsFor: 'create' },
  linkaccount: { prefix: 'link', token: 'csrf', requestsFor: 'link' },
};
