import { connect } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly, type Assembly } from '../../../local/assembly/read-assembly';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { startCacheOf } from '../../../local/start-cache-of';
import { StopList } from '../../../local/stop-list';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

afterEach(removeTemporary);

const endpoint = (part: string) => ({ 'Fn::GetAtt': ['Cache', `Endpoint.${part}`] });

const reader = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Role: 'arn:aws:iam::000000000000:role/reader',
    VpcConfig: {
      SubnetIds: [{ Ref: 'Subnet' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }],
    },
    Environment: { Variables: { CACHE_HOST: endpoint('Address'), CACHE_PORT: endpoint('Port') } },
  },
  Metadata: { 'aws:asset:path': 'asset.code' },
};

const assemblyWithCache = (): Assembly => {
  const folder = writeAssembly({
    App: {
      Resources: {
        Cache: { Type: 'AWS::ElastiCache::ServerlessCache', Properties: { Engine: 'valkey' } },
        Subnet: { Type: 'AWS::EC2::Subnet' },
        Group: { Type: 'AWS::EC2::SecurityGroup' },
        Reader: reader,
      },
    },
  });
  writeFileSync(join(folder, 'asset.code', 'index.js'), 'exports.handler = () => undefined;');
  return readAssembly(folder);
};

describe('startCacheOf', () => {
  it('starts a server whose address a function of the assembly is told', async () => {
    const assembly = assemblyWithCache();
    const stops = new StopList();
    const lines: string[] = [];
    const cache = await startCacheOf(assembly, { cache: 'embedded', log: (line) => lines.push(line) }, stops);
    const plan = planAssembly(assembly, {
      parameters: {},
      addresses: { awsUrl: 'http://127.0.0.1:1', cache },
    });
    const { CACHE_HOST = '', CACHE_PORT = '' } = plan.functions[0]!.environment;
    expect(lines).toEqual([`cache   embedded at ${CACHE_HOST}:${CACHE_PORT}`]);
    // A function reaches everything, whatever network it is in.
    expect(plan.notRun).toEqual([]);

    const socket = connect(Number(CACHE_PORT), CACHE_HOST);
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toBe('+PONG\r\n');
    const closed = once(socket, 'close');
    await stops.stop();
    await closed;
  });

  it('starts nothing for an assembly without a cache', async () => {
    const assembly = readAssembly(writeAssembly({ App: { Resources: {} } }));
    expect(await startCacheOf(assembly, { cache: 'embedded' }, new StopList())).toBeUndefined();
  });
});
