import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const [[queueId] = ['']] = resourcesOf(chat, 'AWS::SQS::Queue').filter(([id]) => id.startsWith('PushQueue'));

describe('Push', () => {
  it('lets messages go after an hour, as long as nothing takes them', () => {
    templateOf(chat).hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 3600 });
    const taken = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping').map(([, mapping]) =>
      resolved(mapping.Properties['EventSourceArn']),
    );
    expect(taken).not.toContain(`\${${queueId}.Arn}`);
  });

  it('tells its address to the functions that deliver, and to no other', () => {
    const told = resourcesOf(chat, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => JSON.stringify(Properties['Environment']).includes(`"${queueId}"`))
      .map(([id]) => id.replace(/Function\w+$/, ''));
    expect(told).toEqual(['FanOutWorker', 'ActionsSendMessage', 'ActionsChats']);
  });
});
