import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

describe('readAssembly', () => {
  afterAll(removeTemporary);

  it('reads every stack with its region', () => {
    const { stacks } = readAssembly(writeAssembly({ A: {}, B: { Resources: {} } }));
    expect(stacks.map(({ name, region }) => [name, region])).toEqual([
      ['A', 'eu-west-1'],
      ['B', 'eu-west-1'],
    ]);
  });

  it('names a folder that is missing', () => {
    expect(() => readAssembly('/nowhere')).toThrow('The assembly /nowhere does not exist: run cdk synth');
  });

  it('names a file that is missing, is not JSON, or does not fit', () => {
    const folder = writeAssembly({ A: {} });
    const template = join(folder, 'A.template.json');
    writeFileSync(template, '{');
    expect(() => readAssembly(folder)).toThrow(`${template} is not valid JSON`);
    writeFileSync(template, '{"Resources":{"Q":{}}}');
    expect(() => readAssembly(folder)).toThrow(`${template} cannot be read at Resources.Q.Type`);
    rmSync(template);
    expect(() => readAssembly(folder)).toThrow(`${template} does not exist`);
  });

  it('refuses an assembly without a stack', () => {
    expect(() => readAssembly(writeAssembly({}))).toThrow('holds no stack');
  });
});
