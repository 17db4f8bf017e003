import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describeError } from './log-fields';
import { log } from './log';

type Properties = CloudFormationCustomResourceEvent['ResourceProperties'];

/** What CloudFormation is told; the id stays the same as long as it is the same thing. */
interface Outcome {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly Reason?: string;
}

/**
 * Makes the handler of a custom resource that is made, changed and never deleted: what is taken out of a stack stays as
 * it is. If CloudFormation does not hear the answer Lambda runs the event again, twice. A reason for a failure is a
 * sentence of ours or the name of an error: what services write may quote what they were given.
 */
export function serveResource(
  ensure: (properties: Properties) => Promise<string>,
): (event: CloudFormationCustomResourceEvent) => Promise<void> {
  return async (event) => {
    log.bind({ requestId: event.RequestId });
    const { StackId, RequestId, LogicalResourceId } = event;
    const answer = { ...(await outcomeOf(event, ensure)), StackId, RequestId, LogicalResourceId };
    await tell(event.ResponseURL, JSON.stringify(answer));
  };
}

async function outcomeOf(
  event: CloudFormationCustomResourceEvent,
  ensure: (properties: Properties) => Promise<string>,
): Promise<Outcome> {
  const known = 'PhysicalResourceId' in event ? event.PhysicalResourceId : event.LogicalResourceId;
  if (event.RequestType === 'Delete') return { Status: 'SUCCESS', PhysicalResourceId: known };
  try {
    return { Status: 'SUCCESS', PhysicalResourceId: await ensure(event.ResourceProperties) };
  } catch (error) {
    log.error('a resource of the stack failed', { error });
    const { name, message = name } = describeError(error);
    return { Status: 'FAILED', PhysicalResourceId: known, Reason: message };
  }
}

/** The address is signed for a request without a content type. */
async function tell(url: string, body: string): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'PUT', headers: { 'content-type': '' }, body });
  if (!ok) throw new Error(`unable to answer CloudFormation; it said ${status}`);
}
