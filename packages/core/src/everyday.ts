// What the objects of `wiki.query`, `wiki.page` and the like do, in one piece that bundlers keep apart: a page that only signs
// people in does not load it.
export { append, saveText, transform } from './page/edit.ts';
export { history } from './page/history.ts';
export { writePage } from './page/write.ts';
export { getPreferences, setPreferences } from './preference-calls.ts';
export { batches, items } from './query/batches.ts';
export { readPage } from './query/combine.ts';
export { watch } from './watch.ts';
