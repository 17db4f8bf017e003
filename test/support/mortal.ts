import type { ChatWorld } from './chat-world';

/** The process ended: nothing after this call happens, and its caller gets no answer. */
export class Death extends Error {}

/** When a run dies: at the n-th call of a port, before or after the call has had its effect. Never, if n is 0. */
export interface Moment {
  call: number;
  effect: 'before' | 'after';
}

const ports = [
  'log',
  'chats',
  'connections',
  'poster',
  'queue',
  'pushes',
  'checks',
  'devices',
  'sender',
  'presence',
  'changes',
  'lost',
] as const;

/** The same world, its ports dying at the moment; `calls` counts how many were made. */
export function mortal(world: ChatWorld, moment: Moment): { world: ChatWorld; calls: () => number } {
  let calls = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          const dies = ++calls === moment.call;
          // Whatever else was under way at the same moment ends, too.
          if (moment.call > 0 && calls > moment.call) throw new Death();
          if (dies && moment.effect === 'before') throw new Death();
          const result: unknown = await Reflect.apply(member, target, args);
          if (dies) throw new Death();
          return result;
        };
      },
    });
  const mortalPorts = Object.fromEntries(ports.map((name) => [name, dying(world[name])]));
  return { world: { ...world, ...mortalPorts }, calls: () => calls };
}

/** Every moment at which a run of so many calls can die. */
export function everyMoment(calls: number): Moment[] {
  return Array.from({ length: calls }, (_call, index) => index + 1).flatMap((call): Moment[] => [
    { call, effect: 'before' },
    { call, effect: 'after' },
  ]);
}

/** Every moment of the action: a run without a death counts them. */
export async function momentsOf(
  prepare: () => Promise<ChatWorld>,
  run: (world: ChatWorld) => Promise<unknown>,
): Promise<Moment[]> {
  const { world, calls } = mortal(await prepare(), { call: 0, effect: 'before' });
  await run(world);
  return everyMoment(calls());
}

/** Runs the action until it dies at the moment. */
export async function dieAt(
  world: ChatWorld,
  moment: Moment,
  run: (world: ChatWorld) => Promise<unknown>,
): Promise<void> {
  await expect(run(mortal(world, moment).world)).rejects.toBeInstanceOf(Death);
}

/** The same of an action that never throws: it ends at the moment, and what it caught there had no effect. */
export async function endAt(
  world: ChatWorld,
  moment: Moment,
  run: (world: ChatWorld) => Promise<unknown>,
): Promise<void> {
  const { world: dying, calls } = mortal(world, moment);
  await run(dying).catch((error: unknown) => expect(error).toBeInstanceOf(Death));
  expect(calls()).toBeGreaterThanOrEqual(moment.call);
}
