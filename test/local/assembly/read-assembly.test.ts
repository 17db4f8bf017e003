import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEWEST_SCHEMA, readAssembly } from '../../../local/assembly/read-assembly';
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

  it('reads the version of the schema that the installed CDK writes, and refuses a newer one', () => {
    expect(Manifest.version().split('.')[0]).toBe(String(NEWEST_SCHEMA));
    const folder = writeAssembly({ A: {} });
    const manifest = join(folder, 'manifest.json');
    const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
    writeFileSync(manifest, JSON.stringify({ ...content, version: Manifest.version() }));
    expect(readAssembly(folder).stacks).toHaveLength(1);
    writeFileSync(manifest, JSON.stringify({ ...content, version: `${NEWEST_SCHEMA + 1}.0.0` }));
    expect(() => readAssembly(folder)).toThrow(
      `${manifest} is written in version ${NEWEST_SCHEMA + 1}.0.0 of the cloud assembly's schema; the runtime reads ` +
        `versions up to ${NEWEST_SCHEMA}: synthesize with an older aws-cdk-lib, or take a newer Parley.`,
    );
  });

  it('names the manifest that a folder lacks, and what would write it', () => {
    const folder = writeAssembly({ A: {} });
    rmSync(join(folder, 'manifest.json'));
    expect(() => readAssembly(folder)).toThrow(
      `${join(folder, 'manifest.json')} does not exist: is this a cloud assembly? Run cdk synth first.`,
    );
  });

  it('refuses an assembly without a stack', () => {
    expect(() => readAssembly(writeAssembly({}))).toThrow('holds no stack');
  });
});
