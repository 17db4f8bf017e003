import { DYNAMODB_LOCAL } from './aws/dynamodb-local';
import { LocalError } from './local-error';
import { cachedPackage } from './package-cache';

// Fetches what CI runs besides the dependencies, DynamoDB Local and the Node.js that is deployed, and prints where the
// latter's executables are.

const NODE_24 = { name: `node-linux-${process.arch}`, version: '24.21.0' };

const fetchPackages = async (): Promise<void> => {
  await cachedPackage(DYNAMODB_LOCAL);
  process.stdout.write(`${await cachedPackage(NODE_24)}/bin\n`);
};

fetchPackages().catch((error: unknown) => {
  process.stderr.write(`${error instanceof LocalError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
