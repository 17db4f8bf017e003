export * from './actions';
export * from './chat';
export { type Platform } from './device-actions';
export { profile, type Profile } from './profile-actions';
export * from './error-codes';
export * from './frames';
export * from './ids';
export * from './limits';
export * from './message';
