/** How SNS names the platforms of the protocol. */
export const snsPlatforms = { APNS: 'APNS', APNS_SANDBOX: 'APNS_SANDBOX', FCM: 'GCM' } as const;

type PlatformName = keyof typeof snsPlatforms;

/** The platform of an application's ARN, `…:app/GCM/name`, or of an endpoint's, `…:endpoint/GCM/name/id`. */
export function platformOf(arn: string): PlatformName | undefined {
  const name = /:(?:app|endpoint)\/([A-Z_]+)\//.exec(arn)?.[1];
  return platformNames.find((platform) => snsPlatforms[platform] === name);
}

const platformNames = ['APNS', 'APNS_SANDBOX', 'FCM'] as const satisfies readonly PlatformName[];
