import { ensureApplication } from '../delivery/platform-application';
import { decodeApplication } from '../runtime/decode-application';
import { serveResource } from '../runtime/serve-resource';

/** Run by CloudFormation for each platform application of the stack. Running twice sets the same attributes twice. */
export const handler = serveResource(async (properties) => {
  const wanted = decodeApplication(properties);
  await ensureApplication(wanted);
  return wanted.ApplicationArn;
});
