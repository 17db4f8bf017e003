import { Names } from 'aws-cdk-lib';
import { CfnServerlessCache, CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { allow, Binding } from './binding';
import { type Network } from './network';

export interface CacheProps {
  readonly config: Config;
  readonly network: Network;
}

/** What functions are told of the cache. */
export interface CacheVariables {
  readonly CACHE_HOST: string;
  readonly CACHE_PORT: string;
  readonly CACHE_AUTH: string;
  readonly CACHE_NAME: string;
  readonly CACHE_USER: string;
  readonly CACHE_WAIT_MS: string;
}

/** The commands of lambda/presence, and those by which its client finds the nodes; on no other keys than those of presence. */
const accessString =
  'on ~presence:* resetchannels -@all +zadd +zrem +zscore +zcount +zrangebyscore +zremrangebyscore +get +set ' +
  '+pexpire +multi +exec +cluster|slots +client|setname +client|setinfo +readonly +ping';

/** A cache that is slower is not waited for. On a laptop, everything else runs on the same machine. */
const waitMs = { deployed: 100, local: 2_000 };

/**
 * ElastiCache Serverless for Valkey: who is online, when the others were last seen, and who watches whom. Functions come
 * in by IAM, over TLS, as one user who may use the keys of presence and nothing else. The group has no user `default`, which
 * only those of Redis need: nobody comes in without a name.
 *
 * When it fails: presence is `unknown` and comes back by itself with the next pings; nothing else needs the cache.
 * Cost: $0.084 per GB and hour, 100 MB at least, and $0.0023 for a million ECPU; a ping takes about seven.
 */
export class Cache extends Construct {
  readonly cacheName: string;
  private readonly cache: CfnServerlessCache;
  private readonly user: CfnUser;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    const { config, network } = props;
    // Names are required here. A user must be called by its id.
    const name = Names.uniqueResourceName(this, { maxLength: 32, separator: '-' }).toLowerCase();
    this.user = new CfnUser(this, 'User', {
      engine: 'valkey',
      userId: `${name}-user`,
      userName: `${name}-user`,
      authenticationMode: { Type: 'iam' },
      accessString,
    });
    const group = new CfnUserGroup(this, 'UserGroup', {
      engine: 'valkey',
      userGroupId: `${name}-group`,
      userIds: [this.user.ref],
    });
    this.cacheName = name;
    this.cache = new CfnServerlessCache(this, 'Cache', {
      engine: 'valkey',
      majorEngineVersion: '8',
      serverlessCacheName: name,
      description: 'Parley: who is online',
      userGroupId: group.ref,
      securityGroupIds: [network.cache.securityGroupId],
      subnetIds: network.vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    });
    for (const kept of [this.cache, this.user, group]) kept.applyRemovalPolicy(config.removalPolicy);
  }

  /** Where the cache is, and permission to come in. */
  bind(): Binding<CacheVariables> {
    const isLocal = this.props.config.stage === 'local';
    return new Binding(
      {
        CACHE_HOST: this.cache.attrEndpointAddress,
        CACHE_PORT: this.cache.attrEndpointPort,
        CACHE_AUTH: isLocal ? 'none' : 'iam',
        CACHE_NAME: this.cacheName,
        CACHE_USER: this.user.userName,
        CACHE_WAIT_MS: String(isLocal ? waitMs.local : waitMs.deployed),
      },
      [allow('elasticache', ['Connect'], [this.cache.attrArn, this.user.attrArn])],
    );
  }
}
