import { CfnParameter, type Stack } from 'aws-cdk-lib';

/** What only the local runtime knows. */
export interface LocalParameters {
  readonly webOrigin: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audience: string;
}

/**
 * Declares what the local runtime fills in once it has chosen its ports, as parameters of the stack: the addresses
 * are http on this machine, so no template of another stage may hold them. Their names are a contract with the
 * runtime. None has a default: a runtime that forgets one fails when it reads the template.
 */
export function localParameters(stack: Stack): LocalParameters {
  const parameter = (name: string) => new CfnParameter(stack, name, { type: 'String' }).valueAsString;
  return {
    webOrigin: parameter('LocalWebOrigin'),
    issuer: parameter('LocalIssuer'),
    jwksUri: parameter('LocalJwksUri'),
    audience: parameter('LocalAudience'),
  };
}
