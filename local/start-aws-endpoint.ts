import { AwsEndpoint } from './aws/aws-endpoint';
import { CallMeter } from './aws/call-meter';
import { type QueueUrls } from './aws/queue-urls';
import { type Sns } from './aws/sns';
import { type FlowRecorder } from './flows/flow-recorder';
import { Lanes } from './flows/lanes';
import { type LambdaApi } from './functions/lambda-api';
import { apisByStage } from './gateway/api';
import { ConnectionsApi } from './gateway/connections-api';
import { type Gateway } from './gateway/gateway';
import { type AccessControl } from './iam/access-control';
import { type Ports } from './ports';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';
import { withInvoke } from './start-functions';
import { type Stores } from './start-stores';
import { type DerivedStreams } from './streams/derived-streams';

interface Setting {
  readonly options: Pick<RuntimeOptions, 'onCall' | 'spoil'>;
  readonly ports: Ports;
  readonly stores: Stores;
  readonly gateway: Gateway;
  readonly lambdaApi: LambdaApi;
  readonly sns: Sns;
  readonly access: AccessControl;
  readonly flows: FlowRecorder;
  readonly queueUrls: QueueUrls;
  readonly streams: DerivedStreams | undefined;
}

/** Lets the port of AWS answer: services, @connections and Lambda's Invoke, all of them metered. */
export const startAwsEndpoint = (plan: Plan, setting: Setting): AwsEndpoint => {
  const { options, ports, stores, queueUrls, streams, gateway, lambdaApi, sns, access, flows } = setting;
  const { authorize } = access;
  const meter = new CallMeter({
    onCall: options.onCall ?? (() => undefined),
    functionByKey: new Map(plan.functions.map(({ accessKeyId, logicalId }) => [accessKeyId, logicalId])),
    flows,
    lanes: new Lanes(plan),
  });
  const connections = new ConnectionsApi({
    apis: apisByStage(plan),
    connections: gateway.connections,
    admitsCall: gateway.throttle.admitsCall,
    authorize,
  });
  const onConnectionsCall = connections.answer;
  const endpoint = new AwsEndpoint({
    stores,
    queueUrls,
    sns,
    streams,
    onConnectionsCall,
    meter,
    spoil: options.spoil,
    authorize,
  });
  ports.aws.onRequest = withInvoke(lambdaApi, meter, endpoint.onRequest);
  return endpoint;
};
