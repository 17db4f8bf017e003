/**
 * The properties of a platform application in the stack. FailureTopicArn hears of deliveries that failed. Without a
 * secret the application is somebody else's, who keeps its credentials; another version of the secret is what makes
 * CloudFormation hand over new ones.
 */
export interface ApplicationProperties {
  readonly ApplicationArn: string;
  readonly FailureTopicArn: string;
  readonly SecretArn?: string;
  readonly SecretVersionId?: string;
}

export const applicationType = 'Custom::PlatformApplication';
