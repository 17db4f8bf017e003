import { Duration, Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { join } from 'node:path';

const code = Code.fromAsset(join(__dirname, 'functions'));

/**
 * Echoes what it is sent, to holders of a ticket. Messages say `{"topic", "verb"}`, not `action`; jobs go through a FIFO
 * queue and come back over @connections.
 */
export class EchoStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const api = this.api();
    const stage = new WebSocketStage(this, 'Live', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
    });
    const jobs = new Queue(this, 'Jobs', {
      fifo: true,
      contentBasedDeduplication: true,
      visibilityTimeout: Duration.seconds(30),
    });
    const ask = this.function('ask', { QUEUE_URL: jobs.queueUrl });
    jobs.grantSendMessages(ask);
    api.addRoute('job:add', {
      integration: new WebSocketLambdaIntegration('Ask', ask),
      returnResponse: true,
    });
    const work = this.function('work');
    work.addEventSource(new SqsEventSource(jobs, { batchSize: 10 }));
    stage.grantManagementApiAccess(work);
  }

  private api(): WebSocketApi {
    const identitySource = ['route.request.header.X-Ticket', 'route.request.querystring.name'];
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', this.function('authorize'), {
      identitySource,
    });
    const greet = new WebSocketLambdaIntegration('Greet', this.function('greet'));
    const api = new WebSocketApi(this, 'Api', {
      routeSelectionExpression: '${request.body.topic}:${request.body.verb}',
      connectRouteOptions: { integration: greet, authorizer },
      defaultRouteOptions: {
        integration: new WebSocketLambdaIntegration('Explain', this.function('explain')),
        returnResponse: true,
      },
    });
    const echo = new WebSocketLambdaIntegration('Echo', this.function('echo'));
    api.addRoute('text:echo', { integration: echo, returnResponse: true });
    api.addRoute('text:drop', { integration: echo });
    return api;
  }

  private function(name: string, environment: Record<string, string> = {}): Function {
    return new Function(this, name.charAt(0).toUpperCase() + name.slice(1), {
      runtime: Runtime.NODEJS_22_X,
      handler: `index.${name}`,
      code,
      environment,
    });
  }
}
