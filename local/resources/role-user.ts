/** Who acts in a role: a function, or a service for a schedule or an API. */
export interface RoleUser {
  /** Of the session in which it acts: a function's and a schedule's have their names. */
  readonly name: string;
  readonly logicalId: string;
  readonly roleArn: string;
  readonly region: string;
  /** Only of a function. */
  readonly arn?: string;
}

/** One whose calls reach the AWS endpoint, which tells it by its access key. */
export interface SigningRoleUser extends RoleUser {
  readonly accessKeyId: string;
}
