import { parseTemplate } from '../../../local/velocity/parse-template';
import { renderTemplate } from '../../../local/velocity/render-template';

const scope = {
  body: JSON.stringify({ text: 'It\'s "5/€"', list: [{ n: 1 }, { n: 2 }], map: { a: 1, 'b-c': 'x' } }),
  context: {
    connectionId: 'c=',
    connectedAt: 5,
    identity: { sourceIp: '::1' },
    authorizer: { 'user-id': 'ann' },
  },
  stageVariables: { tenant: 't' },
};

const rendered = (template: string, body = scope.body): string =>
  renderTemplate(parseTemplate(template), { ...scope, body });

describe('renderTemplate', () => {
  it.each([
    ['{"statusCode":200}', '{"statusCode":200}'],
    ['costs $5, a # and a #channel', 'costs $5, a # and a #channel'],
    ['$context.connectionId.', 'c=.'],
    ['${context.connectionId}x', 'c=x'],
    ['$!context.missing|$!{context.identity.sourceIp}|$context.connectedAt', '|::1|5'],
    ['$context.authorizer.user-id of $stageVariables.tenant', 'ann of t'],
    ["$input.json('$.list[1].n')$input.path('$.map.a')", '21'],
    ["$input.json('$.map')", '{"a":1,"b-c":"x"}'],
    ["$input.path('$.map')", '{a=1, b-c=x}'],
    ["$input.path('$.list')", '[{"n":1},{"n":2}]'],
    ["$input.path(\"$['map']['b-c']\")", 'x'],
    ["$input.path('$').map.a", '1'],
    ["<$input.path('$.no')><$input.json('$.no')>", '<><"">'],
    ["$util.escapeJavaScript($input.path('$.text'))", 'It\\\'s \\"5\\/\\u20AC\\"'],
    ['$util.escapeJavaScript("a $context.connectionId\'s")', "a c=\\'s"],
    ["$util.urlEncode($input.path('$.text'))", 'It%27s+%225%2F%E2%82%AC%22'],
    ["$util.urlDecode('a+b%21')", 'a b!'],
    ["$util.base64Decode($util.base64Encode('é'))", 'é'],
    ['$util.parseJson(\'{"a":{"b":1}}\').a.b', '1'],
    [
      "#set($t = $input.path('$.text'))\n## a comment\n$t.replaceAll('[^a-z]','').replace(\"t\", \"T\")",
      'Ts',
    ],
    ['#set($n = 3)#set( $yes = true )$n$yes', '3true'],
    ['\\$context.connectionId', '$context.connectionId'],
  ])('renders %s', (template, expected) => {
    expect(rendered(template)).toBe(expected);
  });

  it('undoes the escaped quotes of escapeJavaScript as AWS documents it', () => {
    const template = `{"body":"$util.escapeJavaScript($input.body).replaceAll("\\\\'","'")"}`;
    expect(JSON.parse(rendered(template))).toEqual({ body: scope.body });
  });

  it('takes a body that is empty for an empty object and one that is not JSON for nothing', () => {
    expect(rendered("$input.json('$')", '')).toBe('{}');
    expect(rendered("<$input.path('$.a')>$input.body", 'hi')).toBe('<>hi');
  });
});

describe('parseTemplate', () => {
  it.each([
    ["#if($context.stage == 'a')x#end", 'the directive #if'],
    ['#foreach($i in $input.path("$"))$i#end', 'the directive #foreach'],
    ['#[[raw]]#', 'the directive #[['],
    ['$input.params()', '$input.params'],
    ['$util.toJson($context)', '$util.toJson'],
    ['$method.request.body', '$method'],
    ["$input.path('$').size()", 'the method size'],
    ["$input.path('$.a[*]')", 'the path $.a[*]'],
    ["$input.json('$..a')", 'the path $..a'],
    ["$input.path('$.list')[0]", 'positions'],
    ['#set($n = 1 + 2)', 'more than one value'],
    ['#set($n = [1])', 'does not know [1])'],
    ['$later #set($later = 1)', '$later'],
    ['${context.stage', 'is not closed'],
  ])('refuses %s', (template, message) => {
    expect(() => parseTemplate(template)).toThrow(message);
  });
});
