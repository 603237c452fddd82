import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import blockkit from '../contract/blockkit.schema.json' with { type: 'json' };
import methods from '../contract/methods.json' with { type: 'json' };
import webapi from '../contract/webapi-args.schema.json' with { type: 'json' };
import { isObj, type Obj, obj, objs, parseJson, str } from '../json.ts';
import type { Problem } from './problem.ts';

const ajv = new Ajv({ strict: false, allErrors: true, discriminator: true });
ajv.addSchema(webapi, 'webapi');
ajv.addSchema(blockkit, 'blockkit');

const methodTypes: Record<string, { type: string; optional: boolean }> = methods;
const blockDefinitions: Obj = blockkit.definitions;
const argDefinitions: Obj = webapi.definitions;
const compiled = new Map<string, ValidateFunction>();

function validator(ref: string): ValidateFunction {
  const known = compiled.get(ref);
  if (known) return known;
  const made = ajv.compile({ $ref: ref });
  compiled.set(ref, made);
  return made;
}

function describe(errors: ErrorObject[], base: string): Problem[] {
  return errors.map((error) => ({
    pointer: base + error.instancePath,
    message: [error.message ?? 'invalid', str(error.params?.additionalProperty)].filter(Boolean).join(': '),
  }));
}

function check(ref: string, value: unknown, base: string): Problem[] {
  const validate = validator(ref);
  return validate(value) ? [] : describe(validate.errors ?? [], base);
}

/** Whether the stand-in knows the arguments of this method. */
export function isKnownMethod(method: string): boolean {
  return method in methodTypes;
}

/** Names what is wrong with a call's arguments; of several allowed forms the nearest one counts. */
export function checkArgs(method: string, args: Obj): Problem[] {
  const type = methodTypes[method]?.type;
  if (!type) return [];
  const count = objs(obj(argDefinitions[type]).anyOf).length;
  if (!count) return check(`webapi#/definitions/${type}`, args, '');
  let nearest: Problem[] | undefined;
  for (let index = 0; index < count; index++) {
    const problems = check(`webapi#/definitions/${type}/anyOf/${index}`, args, '');
    if (!problems.length) return [];
    if (!nearest || problems.length < nearest.length) nearest = problems;
  }
  return nearest ?? [];
}

/** Form fields carry everything as text: gives each argument the type that the method expects. */
export function coerceArgs(method: string, fields: Record<string, string>): Obj {
  const type = methodTypes[method]?.type;
  const args: Obj = {};
  for (const [name, value] of Object.entries(fields)) {
    const types = type ? typesOf(argDefinitions[type], name) : new Set<string>();
    const read = types.has('string') || types.size === 0 ? undefined : parseJson(value);
    args[name] = read === undefined ? value : read;
  }
  return args;
}

function typesOf(schema: unknown, property: string): Set<string> {
  const found = new Set<string>();
  for (const form of forms(schema)) {
    const definition = obj(form.properties)[property];
    for (const one of definition === undefined ? [] : forms(definition)) {
      if (typeof one.type === 'string') found.add(one.type);
      if (Array.isArray(one.type)) for (const name of one.type) found.add(String(name));
      if ('const' in one) found.add(typeof one.const);
    }
  }
  return found;
}

function forms(schema: unknown): Obj[] {
  if (!isObj(schema)) return [];
  if (typeof schema.$ref === 'string') return forms(argDefinitions[schema.$ref.split('/').at(-1) ?? '']);
  const parts = [...objs(schema.anyOf), ...objs(schema.allOf)];
  return parts.length ? parts.flatMap(forms) : [schema];
}

const definitionOfType = new Map<string, string>();
for (const [name, definition] of Object.entries(blockDefinitions)) {
  const type = obj(obj(obj(definition).properties).type).const;
  if (typeof type === 'string') definitionOfType.set(type, name);
}
definitionOfType.set('image', 'ImageBlock');

// The published types lag behind Slack here; the limits check still covers both.
const NEWER_THAN_TYPES = new Set(['data_visualization', 'card', 'carousel', 'container']);

/** Names what is wrong with the shape of one block, judged by the type it claims. */
export function checkBlockShape(block: Obj, pointer: string): Problem[] {
  const type = str(block.type);
  if (NEWER_THAN_TYPES.has(type)) return [];
  const definition = definitionOfType.get(type);
  if (!definition) return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }];
  return narrowed(check(`blockkit#/definitions/${definition}`, block, pointer), block, pointer);
}

/** Names what is wrong with the outer shape of a view, its blocks aside. */
export function checkViewShape(view: Obj): Problem[] {
  const definition = view.type === 'home' ? 'Home' : 'Modal';
  return check(`blockkit#/definitions/${definition}`, { ...view, blocks: [] }, '/view');
}

// An anyOf reports every form it tried; only complaints about the form that the element claims help.
function narrowed(problems: Problem[], block: Obj, pointer: string): Problem[] {
  if (problems.length < 4) return problems;
  for (const [path, element] of elementsOf(block)) {
    const definition = definitionOfType.get(str(element.type));
    if (!definition)
      return [{ pointer: `${pointer}${path}/type`, message: `unsupported type: ${str(element.type)}` }];
    if (element.type === 'image') continue;
    const inner = check(`blockkit#/definitions/${definition}`, element, pointer + path);
    if (inner.length) return inner;
  }
  return problems.slice(0, 4);
}

function elementsOf(block: Obj): [string, Obj][] {
  const many = objs(block.elements).map((element, index): [string, Obj] => [`/elements/${index}`, element]);
  const one = ['element', 'accessory'].flatMap((key): [string, Obj][] => {
    const value = block[key];
    return isObj(value) ? [[`/${key}`, value]] : [];
  });
  return block.type === 'rich_text' ? [] : [...many, ...one];
}
