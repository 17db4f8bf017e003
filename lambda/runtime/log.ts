import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log of a function. Never give it a frame, a message's content or a token. */
export const log = new Logger();
