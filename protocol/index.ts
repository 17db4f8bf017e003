export * from './actions';
export * from './chat';
export * from './error-codes';
export * from './frames';
export * from './ids';
export * from './limits';
export * from './message';
