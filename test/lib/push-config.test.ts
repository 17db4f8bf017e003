import { pushOf, pushOptions } from '../../lib/push-config';

const fcm = 'arn:aws:sns:eu-central-1:123456789012:app/GCM/parley';
const apns = 'arn:aws:sns:eu-central-1:123456789012:app/APNS/parley';
const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley/push-AbCdEf';
const versionId = '11111111-2222-3333-4444-555555555555';

describe('pushOptions', () => {
  it('takes one application for each platform, as a list or with commas', () => {
    expect(pushOptions.pushApplications({})).toEqual([]);
    expect(pushOptions.pushApplications({ pushApplications: [fcm, apns] })).toEqual([fcm, apns]);
    expect(pushOptions.pushApplications({ pushApplications: `${fcm},${apns}` })).toEqual([fcm, apns]);
  });

  it.each([[fcm.replace('app', 'endpoint')], [`${fcm},${fcm}2`], ['parley'], [7]])('refuses %p', (given) => {
    expect(() => pushOptions.pushApplications({ pushApplications: given })).toThrow(/pushApplications is/);
  });

  it('takes one secret for each platform, in one version, as a list or with commas', () => {
    const secrets = [
      { platform: 'GCM', secretArn, versionId },
      { platform: 'APNS', secretArn, versionId },
    ];
    const given = [`FCM=${secretArn}#${versionId}`, `APNS=${secretArn}#${versionId}`];
    expect(pushOptions.pushSecrets({})).toEqual([]);
    expect(pushOptions.pushSecrets({ pushSecrets: given })).toEqual(secrets);
    expect(pushOptions.pushSecrets({ pushSecrets: given.join(',') })).toEqual(secrets);
  });

  it.each([
    [`GCM=${secretArn}#${versionId}`],
    [`FCM=${secretArn}`],
    [`FCM=parley-fcm#${versionId}`],
    [`FCM=${secretArn}#${versionId},FCM=${secretArn}#${versionId}`],
    [7],
  ])('refuses the secret %p', (given) => {
    expect(() => pushOptions.pushSecrets({ pushSecrets: given })).toThrow(/pushSecrets is/);
  });
});

describe('pushOf', () => {
  it('refuses a platform that has both an application and a secret', () => {
    const pushSecrets = `FCM=${secretArn}#${versionId}`;
    expect(pushOf({ pushApplications: [apns], pushSecrets })).toMatchObject({ pushApplications: [apns] });
    expect(() => pushOf({ pushApplications: [fcm], pushSecrets })).toThrow(/both name GCM/);
  });
});
