import { shownText } from '../../../local/flows/shown-text';

describe('shownText', () => {
  it('hides what members called token, secret, password or authorization hold', () => {
    const text = JSON.stringify({ action: 'register', token: 'abc"d', deviceToken: 'x', name: 'ann' });
    expect(shownText(text)).toBe(
      '{"action":"register","token":"(hidden)","deviceToken":"(hidden)","name":"ann"}',
    );
    expect(shownText('{"Password": "p", "secretKey":"s"}')).toBe(
      '{"Password": "(hidden)", "secretKey":"(hidden)"}',
    );
  });

  it('hides them in JSON within JSON', () => {
    const text = JSON.stringify({ body: JSON.stringify({ token: 'hush' }) });
    expect(shownText(text)).not.toContain('hush');
  });

  it('hides a JWT wherever it stands', () => {
    expect(shownText('see eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here')).toBe('see (hidden) here');
  });

  it('cuts a long text, and hides a token that the cut leaves without an end', () => {
    const text = `{"text":"${'a'.repeat(4070)}","token":"${'b'.repeat(100)}"}`;
    expect(shownText(text)).toBe(`{"text":"${'a'.repeat(4070)}","token":"(hidden)"`);
  });
});
