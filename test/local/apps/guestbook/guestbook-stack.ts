import { Aws, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpLambdaIntegration,
  WebSocketAwsIntegration,
  WebSocketLambdaIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { join } from 'node:path';

const code = Code.fromAsset(join(__dirname, 'functions'));

/**
 * Entries of a guestbook go from the socket into a queue without a function between, and a function thanks for each. Its
 * pages lie in a bucket, and a REST API and an HTTP API serve it to those without a socket.
 */
export class GuestbookStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const greeting = new CfnParameter(this, 'Greeting', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: '/guestbook/greeting',
    });
    const pages = this.pages();
    const rest = new LambdaRestApi(this, 'Rest', { handler: this.function('list') });
    new HttpApi(this, 'Http', {
      defaultIntegration: new HttpLambdaIntegration('List', this.function('show')),
    });
    const about = this.function('about', {
      GREETING: greeting.valueAsString,
      PAGES: pages.bucketName,
      REST_URL: rest.url,
    });
    const entries = new Queue(this, 'Entries', { visibilityTimeout: Duration.seconds(30) });
    const api = new WebSocketApi(this, 'Api');
    api.addRoute('about', {
      integration: new WebSocketLambdaIntegration('About', about),
      returnResponse: true,
    });
    api.addRoute('sign', { integration: this.intoQueue(entries) });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: 'book',
      autoDeploy: true,
    });
    const thank = this.function('thank', { CALLBACK_URL: stage.callbackUrl });
    thank.addEventSource(new SqsEventSource(entries));
    stage.grantManagementApiAccess(thank);
  }

  /** They are deleted with the stack, by a function of CDK's, and copied there by one in Python. */
  private pages(): Bucket {
    const bucket = new Bucket(this, 'Pages', {
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    new BucketDeployment(this, 'Copy', {
      // The types of the CDK are not made for exactOptionalPropertyTypes.
      destinationBucket: bucket as IBucket,
      sources: [Source.data('index.html', '<h1>Guestbook</h1>')],
    });
    return bucket;
  }

  private intoQueue(queue: Queue): WebSocketAwsIntegration {
    const credentialsRole = new Role(this, 'Sender', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    });
    queue.grantSendMessages(credentialsRole);
    const body = `$util.urlEncode($input.body)`;
    const sender = 'MessageAttribute.1.Name=to&MessageAttribute.1.Value.DataType=String';
    return new WebSocketAwsIntegration('Sign', {
      integrationUri: `arn:aws:apigateway:${Aws.REGION}:sqs:path/${Aws.ACCOUNT_ID}/${queue.queueName}`,
      integrationMethod: 'POST',
      credentialsRole,
      requestParameters: {
        'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
      },
      requestTemplates: {
        'application/json': `Action=SendMessage&MessageBody=${body}&${sender}&MessageAttribute.1.Value.StringValue=$context.connectionId`,
      },
    });
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
