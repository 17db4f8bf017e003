import type { Shape } from '../profile';
import type { ProfileName } from '../profiles';

/** In `file`, the one place that reads `search` reads `replace`. */
export interface Patch {
  file: string;
  search: string;
  replace: string;
}

/** A bug that is planted in a test build. */
export interface Mutant {
  name: string;
  patches: Patch[];
  /** Where it is found soonest. */
  profile: ProfileName;
  shape: Shape;
}
