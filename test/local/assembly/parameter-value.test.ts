import { checkParameters } from '../../../local/assembly/parameter-value';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

type Given = Record<string, string>;

/** A function with one variable, in a stack with one parameter P. */
const planOf = (VALUE: unknown, parameter: Record<string, unknown>, given: Given = {}): Plan => {
  const Properties = { Runtime: 'nodejs24.x', Code: { ZipFile: '' }, Environment: { Variables: { VALUE } } };
  const Resources = { Fn: { Type: 'AWS::Lambda::Function', Properties } };
  const assembly = readAssembly(writeAssembly({ Main: { Parameters: { P: parameter }, Resources } }));
  return planAssembly(assembly, { parameters: given, addresses: { awsUrl: 'http://127.0.0.1:99' } });
};

const valueOf = (value: unknown, parameter: Record<string, unknown>, given?: Given): unknown =>
  planOf(value, parameter, given).functions[0]?.environment['VALUE'];

const stored = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/app/greeting' };
const text = { Type: 'String' };

describe('parameterValue', () => {
  afterAll(removeTemporary);

  it('stops at one without a value, and says how to give it', () => {
    expect(() => valueOf({ Ref: 'P' }, text)).toThrow(
      'Stack Main: the parameter P has no value; pass --parameter P=VALUE.',
    );
    expect(valueOf({ Ref: 'P' }, text, { P: 'x=y' })).toBe('x=y');
  });

  it('does not take the name in the Parameter Store for the value', () => {
    expect(() => valueOf({ Ref: 'P' }, stored)).toThrow(
      'the parameter P is read from the Parameter Store (/app/greeting), which is not here; pass --parameter P=VALUE.',
    );
    expect(valueOf({ Ref: 'P' }, stored, { P: 'hello' })).toBe('hello');
  });

  it.each(['CommaDelimitedList', 'List<Number>', 'AWS::SSM::Parameter::Value<List<String>>'])(
    'makes a list of a %s',
    (Type) => {
      expect(valueOf({ 'Fn::Select': [1, { Ref: 'P' }] }, { Type }, { P: '1, 2' })).toBe('2');
    },
  );
});

describe('fillDynamicReferences', () => {
  afterAll(removeTemporary);

  it('names a reference to another service, and how to give its value', () => {
    const plan = planOf('{{resolve:ssm:/app/greeting}}', text);
    expect(plan.functions[0]?.environment['VALUE']).toBe('not run: {{resolve:ssm:/app/greeting}}');
    expect(plan.notRun).toEqual([
      'Fn.Environment.Variables.VALUE (AWS::Lambda::Function), which refers to {{resolve:ssm:/app/greeting}} (pass ' +
        '--parameter \'ssm:/app/greeting=VALUE\'); its value is "not run: {{resolve:ssm:/app/greeting}}"',
    ]);
  });

  it('puts what is given in its place, also amid a text that a function joins', () => {
    const joined = {
      'Fn::Join': ['', ['key {{resolve:secretsmanager:', { Ref: 'P' }, ':SecretString:key::}}']],
    };
    const given = { P: 'app', 'secretsmanager:app:SecretString:key::': 's3cret' };
    expect(valueOf(joined, text, given)).toBe('key s3cret');
  });
});

describe('checkParameters', () => {
  afterAll(removeTemporary);

  it('refuses a name that no template has', () => {
    const assembly = readAssembly(writeAssembly({ Main: { Parameters: { P: text, Q: text } }, Other: {} }));
    expect(() => checkParameters(assembly, { P: 'a', 'ssm:/b': 'c' })).not.toThrow();
    expect(() => checkParameters(assembly, { p: 'a' })).toThrow(
      'No template has a parameter p; parameters there are: P, Q.',
    );
  });
});
