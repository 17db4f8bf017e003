import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const name = (resource: Resource): string => resource.physicalName('ServerlessCacheName', 40).toLowerCase();

/** All caches of an assembly are one server here, which the runtime starts before it reads what refers to it. */
export const elasticacheServerlessCache: ResourceType = {
  type: 'AWS::ElastiCache::ServerlessCache',
  ref: name,
  attributes: {
    ARN: (resource) => resource.arn('elasticache', `serverlesscache:${name(resource)}`),
    'Endpoint.Address': (resource) => resource.cacheHost,
    'Endpoint.Port': (resource) => resource.cachePort,
  },
};
