import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type TemplateResource } from '../assembly/decode-template';
import { NotRunError } from '../assembly/not-run-error';
import { LOCAL_ACCOUNT, type Stack } from '../assembly/read-assembly';
import { type Resolver } from '../assembly/resolver';
import { LocalError } from '../local-error';

/** Addresses of this runtime that templates can refer to. */
export interface Addresses {
  /** http://127.0.0.1:port, where the AWS services answer. */
  readonly awsUrl: string;
  /** Where the cache answers; undefined when the assembly has none. */
  readonly cache?: { readonly host: string; readonly port: number } | undefined;
}

/** A resource as its stack's template holds it. */
export interface ResourcePlace {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly template: TemplateResource;
}

/** One resource of one stack, with its references resolved on demand: what nobody asks for is never resolved. */
export class Resource {
  readonly stack: Stack;
  readonly logicalId: string;
  private readonly template: TemplateResource;

  constructor(
    place: ResourcePlace,
    private readonly resolver: Resolver,
    private readonly addresses: Addresses,
  ) {
    this.stack = place.stack;
    this.logicalId = place.logicalId;
    this.template = place.template;
  }

  get type(): string {
    return this.template.Type;
  }

  get awsUrl(): string {
    return this.addresses.awsUrl;
  }

  get cacheHost(): string {
    return this.addresses.cache?.host ?? this.fail('no cache runs');
  }

  get cachePort(): string {
    return String(this.addresses.cache?.port ?? this.fail('no cache runs'));
  }

  get metadata(): Readonly<Record<string, unknown>> {
    return this.template.Metadata;
  }

  /** The properties that the schema names; a property that does not fit stops with its path. */
  properties<E extends v.ObjectEntries>(entries: E): v.InferOutput<v.ObjectSchema<E, undefined>> {
    const wanted = Object.keys(entries).flatMap((key) => {
      const value = this.property(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return this.parse(v.object(entries), Object.fromEntries(wanted));
  }

  /** Reads resolved properties, or one part of them. */
  parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const [issue] = result.issues;
    return this.fail(`property ${v.getDotPath(issue) ?? '?'}: ${issue.message}`);
  }

  property(key: string): unknown {
    const value = this.unresolved(key);
    if (value === undefined) return undefined;
    const resolved = this.resolve(value);
    return typeof resolved === 'symbol' ? undefined : resolved;
  }

  get propertyNames(): readonly string[] {
    return Object.keys(this.template.Properties);
  }

  /** The property for a look at what is there: where it refers to what does not run, as the template writes it. */
  given(key: string): unknown {
    try {
      return this.property(key);
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      return this.template.Properties[key];
    }
  }

  /** A property as the template has it, for values whose parts are resolved one by one. */
  unresolved(key: string): unknown {
    return this.template.Properties[key];
  }

  /** What a value of the template is in this runtime; a symbol when it is AWS::NoValue. */
  resolve(value: unknown): unknown {
    return this.resolver.resolve(this.stack, `resource ${this.logicalId} (${this.type})`, value);
  }

  /** The name the template gives, else stack and logical id, cut to the service's limit but still unique. */
  physicalName(property: string, maxLength: number): string {
    const given = this.property(property);
    if (typeof given === 'string') return given;
    const name = `${this.stack.name}-${this.logicalId}`;
    return name.length <= maxLength ? name : `${name.slice(0, maxLength - 9)}-${this.hash(8)}`;
  }

  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.stack.region}:${LOCAL_ACCOUNT}:${rest}`;
  }

  /** Lower-case letters and digits that stay the same from start to start. */
  hash(length: number): string {
    const digest = createHash('sha256').update(`${this.stack.name}/${this.logicalId}`).digest('hex');
    return BigInt(`0x${digest}`).toString(36).slice(0, length);
  }

  /** For who refers to it, or to an attribute of it: there is nothing here that it could name. */
  notRun(attribute?: string): never {
    const name = attribute === undefined ? this.logicalId : `${this.logicalId}.${attribute}`;
    throw new NotRunError(`Stack ${this.stack.name}`, { name: `${name} (${this.type})` });
  }

  fail(problem: string): never {
    throw new LocalError(`Stack ${this.stack.name}, resource ${this.logicalId} (${this.type}): ${problem}.`);
  }
}
