import { DescribeServerlessCachesCommand } from '@aws-sdk/client-elasticache';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

/** Whether Valkey answers. Without it presence is unknown; messages do not need it. */
export function checkCache(
  { elastiCache }: Aws,
  [logicalId, ServerlessCacheName]: readonly [string, string],
): Promise<Finding[]> {
  const subject = `cache ${logicalId}`;
  return look(subject, async () => {
    const { ServerlessCaches = [] } = await elastiCache.send(
      new DescribeServerlessCachesCommand({ ServerlessCacheName }),
    );
    const { Status = 'unknown', UserGroupId } = ServerlessCaches[0] ?? {};
    const lower = Status.toLowerCase();
    if (lower !== 'available' && lower !== 'modifying')
      return [
        fail(
          subject,
          `is ${Status}`,
          'Look at the cache in ElastiCache. Until it is back presence answers unknown.',
        ),
      ];
    return UserGroupId === undefined
      ? [
          warn(
            subject,
            'has no user group: anybody in its network may use it',
            'Deploy the Data stack again.',
          ),
        ]
      : [ok(subject, Status)];
  });
}
