import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { aws } from '../../operations/doctor/aws';
import { checkQueue } from '../../operations/doctor/check-queues';
import { type Resource, resourcesOf, synthesize } from '../synth/synthesize';
import { aQueue } from './aws-answers';
import { chapterIn, chaptersOfRunbook } from './chapters-of-runbook';

/** With push, which has queues of its own. */
const pushApplications = 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley';
const queues = resourcesOf(synthesize('prod', { pushApplications }).chat, 'AWS::SQS::Queue');

describe('checkQueue', () => {
  const sqs = mockClient(SQSClient);
  afterAll(() => sqs.restore());

  /** The chapter that the doctor names when the queue is full. */
  async function chapterOf([logicalId, { Properties }]: [string, Resource]): Promise<string> {
    sqs.on(GetQueueAttributesCommand).resolves(aQueue(1001, 'RedrivePolicy' in Properties));
    const [finding] = await checkQueue(aws('us-east-1'), [logicalId, 'https://sqs/x']);
    return chapterIn(finding?.advice ?? '') ?? '';
  }

  it('leads from each queue of the template to the chapter of its own alarm', async () => {
    const chapters: Record<string, string> = {};
    for (const queue of queues) chapters[queue[0].replace(/[0-9A-F]{8}$/, '')] = await chapterOf(queue);
    expect(chapters).toEqual({
      ApplicationsFailuresQueue: 'push-failures-lag',
      ApplicationsFailuresDeadLetters: 'push-failures-dead-letters',
      DeliveryCheckQueue: 'delivery-check-lag',
      DeliveryCheckDeadLetters: 'delivery-check-dead-letters',
      FanOutQueue: 'fan-out-lag',
      FanOutDeadLetters: 'fan-out-dead-letters',
      PresenceChangesQueue: 'presence-lag',
      PresenceChangesDeadLetters: 'presence-lag',
      PresenceLostQueue: 'lost-sockets-lag',
      PresenceLostDeadLetters: 'lost-sockets-lag',
      PushQueue: 'push-lag',
      PushDeadLetters: 'push-dead-letters',
    });
    for (const chapter of Object.values(chapters)) expect(chaptersOfRunbook()).toContain(chapter);
  });

  it('leads from a queue that it does not know to all alarms', async () => {
    const chapter = await chapterOf(['OtherQueue1A2B3C4D', { Type: '', Properties: { RedrivePolicy: {} } }]);
    expect(chapter).toBe('alarms');
    expect(chaptersOfRunbook()).toContain(chapter);
  });
});
