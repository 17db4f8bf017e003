import type * as v from 'valibot';
import type * as protocol from '..';
import type { Action, ChatEvent, ErrorCode, RequestFields, ResponseOf, ServerEvent } from '..';

/** The fields of an object, or of every member of a union. */
type FieldOf<T> = T extends unknown ? keyof T & string : never;

/**
 * What each field means. A field inside another one stands by its path: `chats[].chatId`, `reset.fromSeq`; those are
 * compared with the schema when the page is made, the rest by the compiler.
 */
type FieldWords<T> = { readonly [F in FieldOf<T>]: string } & {
  readonly [path: `${string}.${string}`]: string;
};

export interface ActionWords<A extends Action> {
  /** What it does. */
  readonly does: string;
  /** Who may. */
  readonly who: string;
  /** What doing it again does. */
  readonly retry: string;
  readonly request: FieldWords<RequestFields<A>>;
  readonly response: FieldWords<ResponseOf<A>>;
  /** When each code is answered, beside the codes that every action can answer. */
  readonly errors: { readonly [C in ErrorCode]?: string };
}

export type ActionsWords<A extends Action> = { readonly [K in A]: ActionWords<K> };

/** Schemas that are only parts of others: the page does not speak of them. */
type Part = 'wellFormedString' | 'okFrame' | 'event';

type Schemas = {
  [
    K in Exclude<keyof typeof protocol, Part> as (typeof protocol)[K] extends v.GenericSchema ? K : never
  ]: (typeof protocol)[K];
};

/** The exported schemas that have a name on the page. */
export type SchemaName = keyof Schemas;

type SchemaWords<T> = T extends object
  ? { readonly means: string; readonly fields: FieldWords<T> }
  : { readonly means: string };

export type SchemasWords = {
  readonly [K in SchemaName]: SchemaWords<Together<v.InferOutput<Schemas[K]>>>;
};

/** The members of a union as one object type with the fields of all. */
type Together<T> = T extends object ? { [F in FieldOf<T>]: unknown } : T;

export type EventWords = {
  readonly [T in ServerEvent['type']]: { readonly who: string; readonly means: string };
};

export type ChatEventWords = {
  readonly [K in ChatEvent['kind']]: {
    readonly means: string;
    readonly example: Extract<ChatEvent, { kind: K }>;
  };
};

/** One exchange. The examples tell one story; their frames get the envelope when the page is made. */
export interface Exchange<A extends Action> {
  readonly title?: string;
  readonly request: RequestFields<A>;
  readonly response: ResponseOf<A>;
}

export type Exchanges = { readonly [A in Action]: readonly [Exchange<A>, ...Exchange<A>[]] };

export interface EventExample<T extends ServerEvent['type']> {
  readonly title?: string;
  readonly frame: Extract<ServerEvent, { type: T }>;
}

export type EventExamples = {
  readonly [T in ServerEvent['type']]: readonly [EventExample<T>, ...EventExample<T>[]];
};
