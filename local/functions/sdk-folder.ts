import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the runtime's own AWS SDK lies: Lambda has one for functions that bundle none. */
export const sdkFolder = (require.resolve.paths('@aws-sdk') ?? []).find((folder) =>
  existsSync(join(folder, '@aws-sdk')),
);
