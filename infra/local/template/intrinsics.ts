import { asText, isObject, type Json, type JsonObject } from '../json.ts';

/** What the template's names stand for. */
export interface Names {
  readonly ref: (logicalId: string) => Json | undefined;
  readonly attribute: (logicalId: string, name: string) => Json | undefined;
  readonly conditions: JsonObject;
}

const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;
type Resolve = (value: Json) => Json;

const text = (value: Json | undefined): string => {
  if (typeof value !== 'string') throw new Error(`Expected text, found ${JSON.stringify(value)}.`);
  return value;
};
const list = (value: Json | undefined): Json[] => {
  if (!Array.isArray(value)) throw new Error(`Expected a list, found ${JSON.stringify(value)}.`);
  return value;
};

const ref = ({ ref: find }: Names, logicalId: string): Resolved => {
  if (logicalId === 'AWS::NoValue') return NO_VALUE;
  const value = find(logicalId);
  if (value === undefined) throw new Error(`The template refers to ${logicalId}, which is unknown.`);
  return value;
};

const attribute = (names: Names, path: readonly string[]): Json => {
  const [logicalId = '', ...name] = path;
  const value = names.attribute(logicalId, name.join('.'));
  if (value === undefined) throw new Error(`The template asks for ${path.join('.')}, which is unknown.`);
  return value;
};

const join = (argument: Json, resolve: Resolve): Json => {
  const [separator, parts = []] = list(argument);
  return list(resolve(parts)).map(asText).join(text(separator));
};

const substitute = (argument: Json, resolve: Resolve): Json => {
  const [template, local] = Array.isArray(argument) ? argument : [argument, {}];
  const own = isObject(local) ? local : {};
  return text(template).replaceAll(/\$\{([^!][^}]*)\}/g, (_, name: string) =>
    asText(resolve(own[name] ?? (name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }))),
  );
};

const select = (argument: Json, resolve: Resolve): Json => {
  const [index, from] = list(argument).map(resolve);
  const chosen = list(from)[Number(index)];
  if (chosen === undefined) throw new Error(`Fn::Select finds nothing: ${JSON.stringify(argument)}.`);
  return chosen;
};

const split = (argument: Json, resolve: Resolve): Json => {
  const [separator, whole] = list(argument).map(resolve);
  return text(whole).split(text(separator));
};

const holds = (condition: Json | undefined, conditions: JsonObject, resolve: Resolve): boolean => {
  const [[name, argument] = ['nothing', null]] = isObject(condition) ? Object.entries(condition) : [];
  const each = (part: Json): boolean => holds(part, conditions, resolve);
  switch (name) {
    case 'Condition':
      return holds(conditions[text(argument)], conditions, resolve);
    case 'Fn::Equals': {
      const [left, right] = list(argument).map((part) => JSON.stringify(resolve(part)));
      return left === right;
    }
    case 'Fn::Not':
      return !list(argument).every(each);
    case 'Fn::And':
      return list(argument).every(each);
    case 'Fn::Or':
      return list(argument).some(each);
    default:
      throw new Error(`The local cloud does not know the condition ${name}.`);
  }
};

/** CloudFormation's functions, as far as the CDK writes them into our template; stops by name at any other. */
export const makeResolver = (names: Names): Resolve => {
  const choose = (argument: Json): Resolved => {
    const [condition, yes = null, no = null] = list(argument);
    return resolveOrNothing(holds({ Condition: condition ?? null }, names.conditions, resolve) ? yes : no);
  };
  const functions: Readonly<Record<string, (argument: Json) => Resolved>> = {
    Ref: (argument) => ref(names, text(argument)),
    'Fn::GetAtt': (argument) =>
      attribute(names, Array.isArray(argument) ? argument.map(text) : text(argument).split('.')),
    'Fn::Join': (argument) => join(argument, resolve),
    'Fn::Sub': (argument) => substitute(argument, resolve),
    'Fn::Select': (argument) => select(argument, resolve),
    'Fn::Split': (argument) => split(argument, resolve),
    'Fn::If': choose,
  };
  const resolveOrNothing = (value: Json): Resolved => {
    if (Array.isArray(value)) return value.map(resolveOrNothing).filter((part) => part !== NO_VALUE);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', null]] = entries;
    const called = entries.length === 1 ? functions[name] : undefined;
    if (called) return called(argument);
    if (name.startsWith('Fn::')) throw new Error(`The local cloud does not know ${name}.`);
    const resolved: JsonObject = {};
    for (const [key, part] of entries) {
      const result = resolveOrNothing(part);
      if (result !== NO_VALUE) resolved[key] = result;
    }
    return resolved;
  };
  const resolve: Resolve = (value) => {
    const resolved = resolveOrNothing(value);
    return resolved === NO_VALUE ? null : resolved;
  };
  return resolve;
};
