// A browser for tests: opens a page and follows it to wherever it leads. PROVIDER is what somebody does on the page of the provider.
const [, , page = ''] = process.argv;
await fetch(`${page}&${process.env['PROVIDER']}`);
