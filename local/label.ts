/** A logical id without the hash that CDK appends: what a person calls the resource. */
export const labelOf = (logicalId: string): string => logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');
