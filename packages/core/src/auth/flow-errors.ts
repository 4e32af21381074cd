import { FlowError } from '../errors.ts';

/** A step that does not come now; nothing was sent. */
export const outOfTurn = (advice: string): FlowError =>
  new FlowError('out-of-turn', 'This is not what comes next in this flow.', advice);

/** Two flows in one session. */
export const superseded = (): FlowError =>
  new FlowError('superseded', 'Another flow was begun in this session, or its user has changed.');

/** The session's cookie did not come back. */
export const sessionLost = (): FlowError =>
  new FlowError('session-lost', 'The wiki lost the session in the middle of the flow.');

/** The wiki's own state of the flow is gone. */
export const notInProgress = (code: string): FlowError =>
  new FlowError('not-in-progress', 'The wiki does not know of this flow any more.', undefined, code);
