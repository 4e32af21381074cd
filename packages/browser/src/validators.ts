export { validators } from '@mwkit/core/validators';
