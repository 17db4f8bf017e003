import type { ApplicationProperties } from '../contract/platform-application';

/** The properties are written by our own construct alone, so their shape is taken on trust. */
export function decodeApplication(properties: object): ApplicationProperties {
  return properties as ApplicationProperties;
}
