import { type Page } from '../decode-page';
import { type Clock } from '../timers';

/** After five minutes browsers throttle, freeze or unload a page that nobody looks at; this is before. */
const dozeMs = 60_000;

/** Whether somebody looks at the page. */
export class Sight {
  readonly #clock: Clock;
  readonly #document: Page['document'];
  readonly #onChange = () => this.#look();
  #hiddenSince = Infinity;

  constructor(clock: Clock, document: Page['document']) {
    this.#clock = clock;
    this.#document = document;
    this.#look();
    document?.addEventListener('visibilitychange', this.#onChange);
  }

  get isVisible(): boolean {
    return this.#hiddenSince === Infinity;
  }

  /** Nobody has looked for a minute. */
  get isDozing(): boolean {
    return this.#clock.now() - this.#hiddenSince >= dozeMs;
  }

  stop(): void {
    this.#document?.removeEventListener('visibilitychange', this.#onChange);
  }

  #look(): void {
    const isHidden = this.#document?.visibilityState === 'hidden';
    this.#hiddenSince = isHidden ? Math.min(this.#hiddenSince, this.#clock.now()) : Infinity;
  }
}
