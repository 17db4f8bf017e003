import { join } from 'node:path';
import { type UserConfig } from 'vite';

const config: UserConfig = {
  root: __dirname,
  base: './',
  build: { target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  // The client and the protocol are read as sources, from the folders beside this one.
  resolve: { alias: { valibot: join(__dirname, '../node_modules/valibot') } },
};

// eslint-disable-next-line import-x/no-default-export -- Vite reads it so
export default config;
