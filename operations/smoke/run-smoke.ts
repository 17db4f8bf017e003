import { SmokeConversation, type SmokeOptions, type SmokeStep } from './conversation';

export interface SmokeLimits {
  /** How long one step may take. @default 15, enough for cold starts */
  readonly stepSeconds?: number;
}

/** How one step went; `failure`: why it did not pass. */
export interface SmokeResult {
  readonly name: string;
  readonly milliseconds: number;
  readonly failure?: string;
}

/**
 * Has two users talk through an endpoint, step by step, until one fails; `report` hears of each. Leaves their direct
 * chat behind, and three messages in it. Never rejects; ends within the limit of a step times the number of steps.
 */
export async function runSmoke(
  options: SmokeOptions,
  report: (result: SmokeResult) => void,
  { stepSeconds = 15 }: SmokeLimits = {},
): Promise<boolean> {
  const conversation = new SmokeConversation(options);
  try {
    for (const step of conversation.steps) {
      const result = await runStep(step, conversation, stepSeconds);
      report(result);
      if (result.failure !== undefined) return false;
    }
    return true;
  } finally {
    conversation.close();
  }
}

async function runStep(
  { name, run }: SmokeStep,
  conversation: SmokeConversation,
  stepSeconds: number,
): Promise<SmokeResult> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not within ${stepSeconds} s; ${conversation.state}`)),
      stepSeconds * 1000,
    );
  });
  const failure = await Promise.race([run(), tooLate]).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  clearTimeout(timer);
  const milliseconds = Math.round(performance.now() - startedAt);
  return { name, milliseconds, ...(failure !== undefined && { failure }) };
}
