/**
 * What Lambda gives a function in its environment, the only credentials there are. The bundler puts this in the place of
 * the SDK's chain of providers (single sign-on, files, instance metadata), a quarter of every bundle.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
