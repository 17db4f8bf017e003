import { parseCliOptions } from '../../local/cli-options';

describe('parseCliOptions', () => {
  it('enforces the roles of functions unless it is told not to', () => {
    expect(parseCliOptions([]).iam).toBe('enforce');
    expect(parseCliOptions(['--iam', 'off']).iam).toBe('off');
    expect(() => parseCliOptions(['--iam', 'no'])).toThrow('--iam must be enforce or off, not "no".');
  });

  it('takes any number of parameters, whose values may hold an equals sign', () => {
    expect(parseCliOptions([]).parameters).toEqual({});
    const args = ['--parameter', 'Key=a=b', '--parameter', 'ssm:/app/name='];
    expect(parseCliOptions(args).parameters).toEqual({ Key: 'a=b', 'ssm:/app/name': '' });
    expect(() => parseCliOptions(['--parameter', 'Key'])).toThrow('--parameter takes name=value, not "Key".');
  });
});
