// Writes the TypeScript declarations of the package: shapes from the JSON Schemas, functions from the table below.
// Usage: node types.mjs FOLDER

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const application = read('../../contract/schema/application.schema.json');
const draft = read('../../contract/schema/draft.schema.json');
const assessment = read('../../contract/schema/assessment.schema.json');
const quote = read('../../contract/schema/quote.schema.json');
const api = read('../schema/api.schema.json');

// ---- shapes ----

/** Names of definitions that would hide a global, or say too little alone. */
const NAMES = { error: 'ErrorDocument' };
const capital = (name) => name[0].toUpperCase() + name.slice(1);
// A row, a line or a question of a quote says so.
const named = (name, root) => (root === quote ? `Quote${capital(name)}` : NAMES[name] ?? capital(name));

/** Keywords that say more than a type can; any other is a mistake, so that nothing is silently left out. */
const BEYOND = ['$schema', '$id', '$defs', 'title', 'description', 'default', 'minimum', 'maximum', 'minLength', 'pattern',
  'minItems', 'maxItems', 'uniqueItems', 'required', 'additionalProperties'];
const PRIMITIVES = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean', null: 'null' };

/** Definitions that have a name of their own in the types; a text or number with limits is written in place. */
const isNamed = (def) => def.oneOf !== undefined || def.type === 'object';

/** Keys of an object of which exactly one must be there: a `oneOf` of nothing but `required`. */
function alternatives(schema) {
  const keys = schema.properties && schema.oneOf ? schema.oneOf.map((one) => Object.entries(one).flat(2)) : [];
  if (keys.some(([keyword, ...more]) => keyword !== 'required' || more.length !== 1)) throw new Error('oneOf of more than keys');
  return keys.map(([, key]) => key);
}

function shape(schema, indent, root) {
  const oneOfThese = alternatives(schema);
  const beyond = oneOfThese.length > 0 ? [...BEYOND, 'oneOf'] : BEYOND;
  const rest = Object.keys(schema).filter((key) => !beyond.includes(key) && key !== 'type' && key !== 'properties');
  const [keyword, ...more] = rest;
  if (more.length > 0) throw new Error(`two forms in one schema: ${rest}`);
  switch (keyword) {
    case '$ref': {
      const document = [application, draft, assessment].find(({ $id }) => $id === schema.$ref);
      if (document) return document.title.split('/')[1].replace(/^./, (letter) => letter.toUpperCase());
      const name = schema.$ref.replace('#/$defs/', '');
      const def = root.$defs[name];
      return isNamed(def) ? named(name, root) : shape(def, indent, root);
    }
    case 'const':
      return JSON.stringify(schema.const);
    case 'enum':
      return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
    case 'oneOf':
      return schema.oneOf.map((one) => shape(one, indent, root)).join(' | ');
    case 'items':
      return `Array<${shape(schema.items, indent, root)}>`;
    case undefined:
      break;
    default:
      throw new Error(`the keyword ${keyword} is not known here`);
  }
  if (schema.type !== 'object') {
    const types = [schema.type].flat().map((type) => PRIMITIVES[type]);
    if (types.includes(undefined)) throw new Error(`no such type: ${schema.type}`);
    return types.join(' | ');
  }
  if (!schema.properties) {
    const values = typeof schema.additionalProperties === 'object' ? shape(schema.additionalProperties, indent, root) : 'unknown';
    return `{ [key: string]: ${values} }`;
  }
  const deeper = `${indent}  `;
  const line = ([key, part], inside, mark) =>
    `${comment(part.description, inside)}${inside}${key}${mark}: ${shape(part, inside, root)};\n`;
  const entries = Object.entries(schema.properties);
  const lines = entries.filter(([key]) => !oneOfThese.includes(key))
    .map(([key, part]) => line([key, part], deeper, schema.required?.includes(key) ? '' : '?'));
  const ways = oneOfThese.map((chosen) => {
    const others = oneOfThese.filter((key) => key !== chosen).map((key) => `${deeper}${key}?: never;\n`);
    return `{\n${line([chosen, schema.properties[chosen]], deeper, '')}${others.join('')}${indent}}`;
  });
  return [`{\n${lines.join('')}${indent}}`, ...ways.length > 0 ? [`(${ways.join(' | ')})`] : []].join(' & ');
}

function comment(text, indent = '') {
  return text ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '';
}

function declare(name, schema, root = schema) {
  return `${comment(schema.description)}export type ${name} = ${shape(schema, '', root)};\n`;
}

/** `items` of an Assessment are each an `AssessmentItem`. */
function parts(name, schema) {
  const lists = Object.entries(schema.properties).filter(([, part]) => part.items?.type === 'object');
  return lists.map(([key]) => {
    const one = key.replace(/ies$/, 'y').replace(/s$/, '');
    return `export type ${name}${named(one)} = NonNullable<${name}['${key}']>[number];\n`;
  });
}

const defs = (schema) => Object.entries(schema.$defs ?? {}).filter(([, def]) => isNamed(def))
  .map(([name, def]) => declare(named(name, schema), def, schema));

// ---- functions ----

const FUNCTIONS = [
  ['The amount alone, or why there is none: much cheaper than the whole assessment.',
    'assess(document: Application | Draft, options: Options & { only: "amount" }): Brief'],
  ['Assesses an application or a draft.', 'assess(document: Application | Draft, options?: Options & { only?: undefined }): Assessment'],
  ['Either, where the options are only known later.',
    'assess(document: Application | Draft, options?: Options): Assessment | Brief'],
  ['The programmes that can be assessed.', 'programmes(): Array<Programme>'],
  ['What a programme asks.', 'questions(programme: string): Questionnaire'],
  ['What is read of a vendor’s quote: text as CSV, as cells of a spreadsheet, or as a PDF gives it.',
    'quote(programme: string, text: string, options?: QuoteOptions): Quote'],
  ['The JSON Schemas of the documents.', 'schema(): Schemas'],
  ['Takes a built pack in, in the place of one of the same programme; gives the id of the programme.',
    'loadPack(pack: Uint8Array): string'],
];

const index = [
  '// Written by crates/js/npm/types.mjs from the JSON Schemas.\n',
  declare('Application', application),
  ...defs(application),
  declare('Draft', draft),
  ...defs(draft),
  declare('Assessment', assessment),
  ...parts('Assessment', assessment),
  ...defs(assessment),
  declare('Quote', quote),
  ...defs(quote),
  ...defs(api),
  `${comment('The amount, or why there is none.')}export type Brief = Pick<Assessment, "amount" | "notComputable">;\n`,
  'export type ErrorCode = ErrorDocument["code"];\n',
  `${comment('Everything that is thrown.')}export class KaigoHojoError extends Error implements ErrorDocument {\n`
    + '  readonly code: ErrorCode;\n  readonly path: string;\n  private constructor();\n}\n',
  ...FUNCTIONS.map(([text, signature]) => `${comment(`${text} Throws a KaigoHojoError.`)}export function ${signature};\n`),
];

const web = [
  '// Written by crates/js/npm/types.mjs.\n',
  'export * from "./index.js";\n',
  `${comment('Loads the wasm: from beside this module, from an address, or from bytes. Call it once and wait for it.')}`
    + 'export function init(source?: string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module): Promise<void>;\n',
];

const folder = process.argv[2];
writeFileSync(join(folder, 'index.d.ts'), index.join('\n'));
writeFileSync(join(folder, 'web.d.ts'), web.join('\n'));
