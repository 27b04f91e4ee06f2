import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTANTS, KEPT, MAPPING_PAGE, MAPPINGS, mappingPage, SEVERITY_IDS } from '../../bin/mapping-page';
import { alertJsonSchema } from '../../lambda/alert/json-schema';
import { SEVERITIES } from '../../lambda/assess/severity';

/** Names of the published schemas, as their repositories had them: facts, with version and commit. */
const published = <T>(name: string): T =>
  JSON.parse(readFileSync(join(__dirname, 'schemas', `${name}.json`), 'utf8'));
const ecs = published<{ readonly fields: Readonly<Record<string, string>> }>('ecs');
const ocsf = published<{
  readonly class: string;
  readonly attributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}>('ocsf');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Whether the machine JSON has a field by this path; lists are walked into. */
const isField = (path: string): boolean => {
  let schema: Schema | undefined = alertJsonSchema() as Schema;
  for (const name of path.split('.')) {
    schema = (schema?.items ?? schema)?.properties?.[name];
  }
  return schema !== undefined;
};

/** Whether a Detection Finding has an attribute by this path, through the objects that its parts are. */
const isOcsf = (path: string): boolean => {
  let type: string | undefined = ocsf.class;
  for (const name of path.split('.')) type = ocsf.attributes[type ?? '']?.[name];
  return type !== undefined;
};

const isEcs = (name: string): boolean => Object.hasOwn(ecs.fields, name);

test('the page is as the table makes it (npm run readme writes it)', () => {
  expect(readFileSync(MAPPING_PAGE, 'utf8')).toBe(mappingPage());
});

test('every field is one of the machine JSON, of ECS and of OCSF, each told once', () => {
  const fields = MAPPINGS.map(({ field }) => field);
  expect([...fields, ...Object.keys(KEPT)].filter((field) => !isField(field))).toEqual([]);
  expect(MAPPINGS.flatMap((each) => each.ecs).filter((name) => !isEcs(name))).toEqual([]);
  expect(MAPPINGS.flatMap((each) => each.ocsf).filter((path) => !isOcsf(path))).toEqual([]);
  expect(new Set(fields).size).toBe(fields.length);
  expect(MAPPINGS.filter((each) => each.ecs.length + each.ocsf.length === 0)).toEqual([]);
});

test('the values of their own stand in fields that there are', () => {
  const unknown = CONSTANTS.filter(({ field }) => {
    const [schema, name = ''] = field.split(':');
    return schema === 'ecs' ? !isEcs(name) : !isOcsf(name);
  });
  expect(unknown).toEqual([]);
});

test('no field of the machine JSON is forgotten', () => {
  const { properties = {} } = alertJsonSchema() as Schema;
  const mapped = new Set(MAPPINGS.map(({ field }) => field.split('.')[0]));
  const forgotten = Object.keys(properties).filter((name) => !mapped.has(name) && !Object.hasOwn(KEPT, name));
  expect(forgotten).toEqual([]);
});

test('each severity has its number', () => {
  expect(Object.keys(SEVERITY_IDS)).toEqual([...SEVERITIES]);
});

test.each(['event.kinds', 'user.arn', 'cloud.resource_id'])('%s would be seen to be none of ECS', (name) => {
  expect(isEcs(name)).toBe(false);
});

test.each(['finding_info.name', 'evidences.actor.arn', 'resources.arn'])(
  '%s would be seen to be none of OCSF',
  (path) => {
    expect(isOcsf(path)).toBe(false);
  },
);
