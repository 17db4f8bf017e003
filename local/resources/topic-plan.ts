export interface TopicPlan {
  readonly name: string;
  readonly arn: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
}

/** Who gets what is published to a topic. */
export type SubscriptionPlan = {
  readonly logicalId: string;
  readonly arn: string;
  readonly topicArn: string;
} & (
  | {
      readonly kind: 'queue';
      readonly queueArn: string;
      /** The queue gets the message itself, without the envelope that says where it comes from. */
      readonly isRaw: boolean;
    }
  /** With `:` and its version or alias if the subscription names one. */
  | { readonly kind: 'function'; readonly functionName: string }
);
