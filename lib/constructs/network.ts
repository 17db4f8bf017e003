import { RemovalPolicies, Validations } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { type FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type Config } from '../config';

export interface NetworkProps {
  readonly config: Config;
}

/** Where Valkey answers: writes, and reads from replicas. */
const cachePorts = Port.tcpRange(6379, 6380);

/**
 * The network of the cache: two zones of isolated subnets, from which there is no way out but to DynamoDB and SQS, and
 * two security groups with the rule between them. Only functions that need the cache are in it.
 *
 * When it fails: a zone that is down takes half of the functions' addresses with it, and Lambda uses the other half.
 * Cost: the interface endpoint of SQS, $0.01 per hour in each zone and $0.01 per GB. The rest is free; a NAT gateway,
 * which would be the larger part of a small bill, there is not.
 */
export class Network extends Construct {
  readonly vpc: IVpc;
  /** Of the functions. */
  readonly functions: SecurityGroup;
  /** Of the cache: it takes connections of the functions alone. */
  readonly cache: SecurityGroup;

  constructor(scope: Construct, id: string, { config }: NetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
      // It would take a function of CDK's own, to empty a group that nothing is in.
      restrictDefaultSecurityGroup: false,
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason:
        'Nothing comes in or goes out but calls of our functions, which CloudTrail and their logs show.',
    });
    this.vpc = strictly(vpc);
    vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
    const group = (name: string, description: string, allowAllOutbound: boolean) =>
      new SecurityGroup(this, name, { vpc: this.vpc, description, allowAllOutbound });
    // What is outside is out of reach anyway; the addresses of DynamoDB are not known here.
    this.functions = group('Functions', 'Functions that use the cache', true);
    this.cache = group('Cache', 'The cache', false);
    this.cache.addIngressRule(this.functions, cachePorts, 'Functions');
    const endpoint = group('Endpoint', 'The endpoint of SQS', false);
    endpoint.addIngressRule(this.functions, Port.tcp(443), 'Functions');
    vpc.addInterfaceEndpoint('Sqs', {
      service: InterfaceVpcEndpointAwsService.SQS,
      securityGroups: [endpoint],
      open: false,
    });
    // A cache that is kept needs its subnets.
    RemovalPolicies.of(this).apply(config.removalPolicy);
  }

  /** What places a function in here. */
  get placement(): Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
    return {
      vpc: this.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.functions],
    };
  }
}

/** The class leaves undefined what its interface leaves out, which our compiler minds. */
function strictly(vpc: object): IVpc {
  if (isVpc(vpc)) return vpc;
  throw new Error('the network is none');
}

function isVpc(vpc: object): vpc is IVpc {
  return 'vpcId' in vpc;
}
