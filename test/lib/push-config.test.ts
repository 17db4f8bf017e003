import { pushOptions } from '../../lib/push-config';

const fcm = 'arn:aws:sns:eu-central-1:123456789012:app/GCM/parley';
const apns = 'arn:aws:sns:eu-central-1:123456789012:app/APNS/parley';

describe('pushOptions', () => {
  it('takes one application for each platform, as a list or with commas', () => {
    expect(pushOptions.pushApplications({})).toEqual([]);
    expect(pushOptions.pushApplications({ pushApplications: [fcm, apns] })).toEqual([fcm, apns]);
    expect(pushOptions.pushApplications({ pushApplications: `${fcm},${apns}` })).toEqual([fcm, apns]);
  });

  it.each([[fcm.replace('app', 'endpoint')], [`${fcm},${fcm}2`], ['parley'], [7]])('refuses %p', (given) => {
    expect(() => pushOptions.pushApplications({ pushApplications: given })).toThrow(/pushApplications is/);
  });
});
