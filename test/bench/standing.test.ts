import { standing } from '../../bench/plan/standing-lines';
import { resourcesOf, synthesize, type StackTemplate } from '../synth/synthesize';

describe('what the plan counts of a stage that nobody uses', () => {
  const { data, chat, operations } = synthesize('prod');
  const all = [data, chat, operations];
  const count = (
    type: string,
    isOne: (properties: Readonly<Record<string, unknown>>) => boolean = () => true,
  ) =>
    all
      .flatMap((template: StackTemplate) => resourcesOf(template, type))
      .filter(([, { Properties }]) => isOne(Properties)).length;

  it('is in the templates of prod', () => {
    const isInterface = ({ VpcEndpointType }: Readonly<Record<string, unknown>>) =>
      VpcEndpointType === 'Interface';
    expect(count('AWS::EC2::VPCEndpoint', isInterface) * count('AWS::EC2::Subnet')).toBe(
      standing.endpointZones,
    );
    expect(count('AWS::Lambda::EventSourceMapping')).toBe(standing.queueReaders);
    expect(count('AWS::CloudWatch::Alarm')).toBe(standing.alarms);
    expect(count('AWS::CloudWatch::Dashboard')).toBe(standing.dashboards);
    expect(count('AWS::KMS::Key')).toBe(standing.keys);
  });
});
