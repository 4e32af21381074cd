/** Schemas of the REST API's answers, as MediaWiki 1.43 describes them (rest-dev-module-core). */
export interface Schema {
  readonly type?: string;
  readonly [keyword: string]: unknown;
}

type Properties = Readonly<Record<string, Schema>>;

const integer = (description: string): Schema => ({ type: 'integer', description });
const string = (description: string): Schema => ({ type: 'string', description });
const nullable = (schema: Schema): Schema => ({ ...schema, nullable: true });
const time: Schema = { type: 'string', format: 'date-time' };

/** All of the properties are required. */
const all = (properties: Properties, more: Schema = {}): Schema => ({
  ...more,
  required: Object.keys(properties),
  properties,
});

const object = (description: string): Schema => ({ type: 'object', description });

const latest: Schema = {
  ...object('The latest revision'),
  properties: { id: integer('Revision id'), timestamp: string('Its time, ISO 8601') },
};
const license: Schema = {
  ...object("The wiki's license"),
  properties: { url: string('URL of the license'), title: string('Name of the license') },
};

const page = (description: string, last: Properties): Schema =>
  all(
    {
      id: integer('Page id'),
      key: string('Title, as in URLs'),
      title: string('Title'),
      latest,
      content_model: string('Type of the content'),
      license,
      ...last,
    },
    { description },
  );

export const pageWithSource: Schema = page('Page with source', { source: string('Content') });
export const pageBare: Schema = page('Page without content', { html_url: string('Where its HTML is') });
export const pageWithHtml: Schema = page('Page with HTML', { html: string('Content as HTML') });

const byUser = all(
  { id: nullable(integer('User id; null for nobody')), name: string('User name, or address') },
  nullable(object('Who made the revision')),
);

export const history: Schema = all(
  {
    revisions: {
      type: 'array',
      description: 'Revisions of the page',
      items: all(
        {
          id: integer('Revision id'),
          timestamp: time,
          minor: { type: 'boolean', description: 'Whether it is a minor edit' },
          size: integer('Bytes'),
          comment: nullable(string("The author's comment")),
          user: byUser,
          delta: nullable(integer('Bytes more than the revision before')),
        },
        { type: 'object' },
      ),
    },
    latest: { type: 'string', format: 'uri', description: 'URL of the newest part' },
  },
  { description: 'History of a page' },
);

const title = (description: string): Schema => ({ type: 'string', format: 'mw-title', description });

export const revision: Schema = all(
  {
    id: integer('Revision id'),
    size: integer('Bytes'),
    delta: nullable(integer('Bytes more than the revision before')),
    comment: nullable(string("The author's comment")),
    minor: { type: 'boolean', description: 'Whether it is a minor edit' },
    timestamp: time,
    content_model: { type: 'string', format: 'mw-content-model' },
    page: all(
      { id: integer('Page id'), key: title('Title, as in URLs'), title: title('Title') },
      { description: 'Its page' },
    ),
    license: all(
      { url: { type: 'string', format: 'url' }, title: string('Name of the license') },
      { description: 'Its license' },
    ),
  },
  { description: 'A revision, without its content' },
);

const uri = (description: string): Schema => ({ type: 'string', format: 'uri', description });
const measures: Properties = {
  width: nullable(integer('Pixels')),
  height: nullable(integer('Pixels')),
  duration: nullable({ type: 'number', description: 'Seconds' }),
  url: uri('Where to download it'),
};

export const searchResults: Schema = all(
  {
    pages: {
      type: 'array',
      description: 'Pages found',
      items: all(
        {
          id: integer('Page id'),
          key: string('Title, as in URLs'),
          title: string('Title'),
          excerpt: string('Part of its text'),
          matched_title: nullable(string('Title of a redirect that matched')),
          description: nullable(string('What the page is about')),
          thumbnail: all({ mimetype: string('Type of the file'), ...measures }, nullable(object('A picture of it'))),
        },
        { type: 'object' },
      ),
    },
  },
  { description: 'What a search found' },
);

export const languageLinks: Schema = {
  description: 'The page in other languages',
  type: 'array',
  items: all({
    code: string('Language code'),
    name: string('Name of the language'),
    key: string('Title, as in URLs'),
    title: string('Title'),
  }),
};

const mediatypes = 'BITMAP DRAWING AUDIO VIDEO MULTIMEDIA UNKNOWN OFFICE TEXT EXECUTABLE ARCHIVE 3D'.split(' ');
const form = all(
  {
    mediatype: { type: 'string', enum: mediatypes, description: 'Type of the file' },
    size: nullable(integer('Bytes')),
    ...measures,
  },
  nullable(object('A form of the file')),
);
const uploader = all(
  { id: nullable(integer('User id')), name: nullable(string('User name')) },
  object('Who uploaded it'),
);
const file: Properties = {
  title: string('Title of the file'),
  file_description_url: string('Where its page is'),
  latest: all({ timestamp: { ...time, description: 'When' }, user: uploader }, nullable(object('Its latest revision'))),
  preferred: form,
  original: form,
};

export const fileInfo: Schema = all({ ...file, thumbnail: form }, { description: 'A file' });
export const mediaLinks: Schema = all(
  { files: { type: 'array', description: 'Files that the page uses', items: all(file, { type: 'object' }) } },
  { description: 'Files of a page' },
);

const text: Schema = { type: 'string' };
const written = { source: text, comment: text, content_model: text, token: text };

export const newPage: Schema = {
  type: 'object',
  properties: { ...written, title: text },
  required: ['source', 'title', 'comment'],
};
export const changedPage: Schema = {
  type: 'object',
  properties: {
    ...written,
    latest: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' }, timestamp: text },
      additionalProperties: false,
    },
  },
  required: ['source', 'comment'],
};

export const parameterSchemas: Properties = {
  'boolean-param': { type: 'boolean' },
  'enum-param': text,
  'integer-param': { type: 'integer' },
  'float-param': { type: 'number', format: 'float' },
  'double-param': { type: 'number', format: 'double' },
  'password-param': text,
  'string-param': text,
  'timestamp-param': { type: 'string', format: 'mw-timestamp' },
  'upload-param': { type: 'string', format: 'mw-upload' },
  'expiry-param': { type: 'string', format: 'mw-expiry' },
  'title-param': { type: 'string', format: 'mw-title' },
  'user-param': { type: 'string', format: 'mw-user' },
  'array-param': { type: 'object' },
  GenericErrorResponseModel: {
    description: 'An error',
    required: ['httpCode', 'httpMessage'],
    properties: {
      httpCode: { type: 'integer' },
      httpMessage: text,
      message: text,
      messageTranslations: { type: 'object', additionalProperties: text },
    },
  },
};
