import { type Profile, type ProfileUpdate } from '../../client';

/** Fields of the form that were touched. */
export interface WrittenProfile {
  readonly displayName?: string;
  readonly handle?: string;
}

/** What to change for the profile to be as written, if anything; an emptied field is removed. */
export function profileChange(written: WrittenProfile, own: Profile | undefined): ProfileUpdate | undefined {
  const displayName = written.displayName?.trim();
  const handle = written.handle?.trim().replace(/^@/, '').toLowerCase();
  const change: ProfileUpdate = {
    ...(isNew(displayName, own?.displayName) && { displayName: displayName || null }),
    ...(isNew(handle, own?.handle) && { handle: handle || null }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

function isNew(written: string | undefined, known: string | undefined): boolean {
  return written !== undefined && written !== (known ?? '');
}
