import { Binding } from '../../../lib/constructs/binding';
import { type ChatFunctionProps } from '../../../lib/constructs/chat-function';

type ConnectBinding = ChatFunctionProps<'connect'>['binding'];

const table = new Binding({ CONNECTIONS_TABLE: 'connections' });
const address = new Binding({ CALLBACK_URL: 'https://example.com' });

describe('ChatFunction', () => {
  it('takes a binding that has every variable of the contract', () => {
    const complete: ConnectBinding = table.and(address);
    expect(complete.environment).toEqual({
      CONNECTIONS_TABLE: 'connections',
      CALLBACK_URL: 'https://example.com',
    });
  });

  it('does not compile with a binding that lacks one', () => {
    // @ts-expect-error -- CALLBACK_URL is missing, and `npm run check` fails if this line should ever compile
    const incomplete: ConnectBinding = table;
    expect(incomplete.environment).not.toHaveProperty('CALLBACK_URL');
  });
});
