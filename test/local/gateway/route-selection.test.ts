import { routeKeyFor } from '../../../local/gateway/route-selection';

describe('routeKeyFor', () => {
  it.each([
    ['$request.body.action', '{"action":"send"}', 'send'],
    ['${request.body.action}', '{"action":"send"}', 'send'],
    ['$request.body.a.b', '{"a":{"b":3}}', '3'],
    [
      '${request.body.service}/${request.body.action}-v1',
      '{"service":"chat","action":"send"}',
      'chat/send-v1',
    ],
    ['$request.body.action', '{"action":["x","y"]}', '[x, y]'],
    ['$request.body.action', '{"other":1}', ''],
    ['$request.body.action', '"text"', ''],
    ['$request.body.action', '{"action":"${request.body.other}","other":"x"}', '${request.body.other}'],
    ['\\$default', '{}', '$default'],
    ['$request.body.action', 'not json', undefined],
  ])('evaluates %s on %s', (expression, body, expected) => {
    expect(routeKeyFor(expression, body)).toBe(expected);
  });
});
