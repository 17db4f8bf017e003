import { durable } from './cases/durable';
import { order } from './cases/order';
import { retries } from './cases/retries';
import { privacy } from './cases/privacy';
import { live } from './cases/live';
import { gaps } from './cases/gaps';
import { ephemeral } from './cases/ephemeral';
import { presence } from './cases/presence';
import { unknownOutcome } from './cases/unknown-outcome';
import { cursors } from './cases/cursors';
import { authentication } from './cases/authentication';
import { errors } from './cases/errors';
import { sizes } from './cases/sizes';
import { membership } from './cases/membership';
import { receipts } from './cases/receipts';
import { history } from './cases/history';
import { directory } from './cases/directory';
import { isDeployed } from './endpoint';
import { Stage } from './stage';

// What PROTOCOL promises, from outside: over the wire only, on the local runtime or at PARLEY_URL. A stage far away that
// has just been deployed is slower than the runtime beside the test.
jest.setTimeout(isDeployed ? 120_000 : 30_000);

describe('the contract', () => {
  const stage = new Stage();

  beforeAll(() => stage.open(), 120_000);
  afterEach(() => stage.end());
  afterAll(() => stage.close());

  const parts = [
    ...[durable, order, retries, privacy, live, gaps, ephemeral, presence, unknownOutcome, cursors],
    ...[authentication, errors, sizes, membership, receipts, history, directory],
  ];
  for (const part of parts) part(stage);
});
