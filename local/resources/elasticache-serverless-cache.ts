import * as v from 'valibot';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const name = (resource: Resource): string => resource.physicalName('ServerlessCacheName', 40).toLowerCase();

/** All caches of an assembly are one server here, which the runtime starts before it reads what refers to it. */
export const elasticacheServerlessCache: ResourceType = {
  type: 'AWS::ElastiCache::ServerlessCache',
  ref: name,
  honours: { ServerlessCacheName: v.optional(v.string()) },
  withoutEffect: [
    // For people and bills.
    'Description',
    'Tags',
    // The commands are the same in all of them.
    'Engine',
    'MajorEngineVersion',
    // How the data is kept.
    'KmsKeyId',
    'DailySnapshotTime',
    'FinalSnapshotName',
    'SnapshotRetentionLimit',
    // Nobody else is on this machine: it takes commands without a name.
    'UserGroupId',
    // It is reached by a loopback address.
    'SecurityGroupIds',
    'SubnetIds',
  ],
  attributes: {
    ARN: (resource) => resource.arn('elasticache', `serverlesscache:${name(resource)}`),
    'Endpoint.Address': (resource) => resource.cacheHost,
    'Endpoint.Port': (resource) => resource.cachePort,
  },
};
