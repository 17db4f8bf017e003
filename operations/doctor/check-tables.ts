import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

/** Whether a table takes requests, can be restored, and in prod refuses to be deleted. */
export function checkTable(
  { dynamodb }: Aws,
  [logicalId, TableName]: readonly [string, string],
  stage: string,
): Promise<Finding[]> {
  const subject = `table ${logicalId}`;
  return look(subject, async () => {
    const [{ Table = {} }, { ContinuousBackupsDescription: backups }] = await Promise.all([
      dynamodb.send(new DescribeTableCommand({ TableName })),
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
    ]);
    const { TableStatus = 'unknown', DeletionProtectionEnabled = false } = Table;
    if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING')
      return [
        fail(
          subject,
          `is ${TableStatus}`,
          'Look at the table in DynamoDB; a key that was disabled shows here.',
        ),
      ];
    const restore = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    if (restore !== 'ENABLED')
      return [
        fail(
          subject,
          'cannot be restored to a point in time',
          'Deploy the Data stack again: it turns that on.',
        ),
      ];
    if (stage === 'prod' && !DeletionProtectionEnabled)
      return [warn(subject, 'can be deleted', 'Deploy the Data stack again: it protects the table.')];
    return [ok(subject, `${TableStatus}, can be restored`)];
  });
}
