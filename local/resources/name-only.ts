import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

type Name = (resource: Resource) => string;

/**
 * A type that only has to answer references: it keeps, encrypts or permits what functions and clients see in the same
 * way without it.
 */
const nameOnly = (type: string, ref: Name, attributes: ResourceType['attributes'] = {}): ResourceType => ({
  type,
  ref,
  attributes,
  withoutEffect: 'all',
});

const named =
  (property: string): Name =>
  (resource) =>
    resource.physicalName(property, 64);

const id: Name = (resource) => resource.hash(10);

export const nameOnlyTypes: readonly ResourceType[] = [
  nameOnly('AWS::Logs::LogGroup', named('LogGroupName'), {
    Arn: (resource) => resource.arn('logs', `log-group:${resource.physicalName('LogGroupName', 64)}:*`),
  }),
  nameOnly('AWS::KMS::Key', id, { Arn: (resource) => resource.arn('kms', `key/${id(resource)}`), KeyId: id }),
  nameOnly('AWS::KMS::Alias', named('AliasName')),
  nameOnly('AWS::Scheduler::ScheduleGroup', named('Name')),
  nameOnly('AWS::ElastiCache::User', named('UserId'), {
    Arn: (resource) => resource.arn('elasticache', `user:${named('UserId')(resource)}`),
  }),
  nameOnly('AWS::ElastiCache::UserGroup', named('UserGroupId'), {
    Arn: (resource) => resource.arn('elasticache', `usergroup:${named('UserGroupId')(resource)}`),
  }),
  nameOnly('AWS::EC2::VPC', id, { VpcId: id, DefaultSecurityGroup: id }),
  nameOnly('AWS::EC2::Subnet', id, { SubnetId: id }),
  nameOnly('AWS::EC2::RouteTable', id, { RouteTableId: id }),
  nameOnly('AWS::EC2::SubnetRouteTableAssociation', id),
  nameOnly('AWS::EC2::VPCEndpoint', id, { Id: id }),
  nameOnly('AWS::EC2::SecurityGroup', id, { GroupId: id }),
  nameOnly('AWS::EC2::SecurityGroupIngress', id),
  nameOnly('AWS::EC2::SecurityGroupEgress', id),
  nameOnly('AWS::EC2::FlowLog', id),
  nameOnly('AWS::ApiGatewayV2::Deployment', id, { DeploymentId: id }),
];
