import { Duration, Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule as RuleSchedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { type Construct } from 'constructs';
import { join } from 'node:path';

const code = Code.fromAsset(join(__dirname, 'functions'));

/** What anyone publishes, or a schedule does, is a new item of a table; its stream sends it to everyone connected. */
export class BroadcastStack extends Stack {
  private readonly listeners = new TableV2(this, 'Listeners', {
    partitionKey: { name: 'connectionId', type: AttributeType.STRING },
  });

  private readonly notices = new TableV2(this, 'Notices', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    dynamoStream: StreamViewType.NEW_IMAGE,
  });

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const api = new WebSocketApi(this, 'Api', {
      connectRouteOptions: { integration: this.listenerRoute('join') },
      disconnectRouteOptions: { integration: this.listenerRoute('leave') },
    });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: 'v1',
      autoDeploy: true,
    });
    const publish = this.function('publish', { NOTICES: this.notices.tableName });
    this.notices.grantWriteData(publish);
    api.addRoute('publish', { integration: new WebSocketLambdaIntegration('Publish', publish) });
    this.broadcast(stage);
    this.schedules(publish);
  }

  private broadcast(stage: WebSocketStage): void {
    const broadcast = this.function('broadcast', {
      LISTENERS: this.listeners.tableName,
      CALLBACK_URL: stage.callbackUrl,
    });
    const { tableStreamArn: eventSourceArn } = this.notices;
    const startingPosition = StartingPosition.TRIM_HORIZON;
    broadcast.addEventSourceMapping('News', {
      startingPosition,
      batchSize: 10,
      ...(eventSourceArn !== undefined && { eventSourceArn }),
    });
    this.notices.grantStreamRead(broadcast);
    this.listeners.grantReadData(broadcast);
    stage.grantManagementApiAccess(broadcast);
  }

  private schedules(publish: Function): void {
    const hourly = RuleTargetInput.fromObject({ notice: 'an hour has passed' });
    new Rule(this, 'Hourly', {
      schedule: RuleSchedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(publish, { event: hourly })],
    });
    new Schedule(this, 'Farewell', {
      schedule: ScheduleExpression.at(new Date('2099-12-31T23:59:00Z')),
      target: new LambdaInvoke(publish, { input: ScheduleTargetInput.fromObject({ notice: 'farewell' }) }),
    });
  }

  private listenerRoute(name: 'join' | 'leave'): WebSocketLambdaIntegration {
    const handler = this.function(name, { LISTENERS: this.listeners.tableName });
    this.listeners.grantWriteData(handler);
    return new WebSocketLambdaIntegration(name, handler);
  }

  private function(name: string, environment: Record<string, string>): Function {
    return new Function(this, name.charAt(0).toUpperCase() + name.slice(1), {
      runtime: Runtime.NODEJS_22_X,
      handler: `index.${name}`,
      code,
      timeout: Duration.seconds(10),
      environment,
    });
  }
}
