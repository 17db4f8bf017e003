import { startDynamodbLocal } from '../../../local/aws/dynamodb-local';

// A process that a test kills: it starts DynamoDB Local, says where, and stays.

void startDynamodbLocal().then(({ port }) => {
  process.stdout.write(`${port}\n`);
  setInterval(() => undefined, 1000);
});
