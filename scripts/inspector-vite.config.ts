import { join } from 'node:path';
import { type UserConfig } from 'vite';

const config: UserConfig = {
  root: join(__dirname, '../web/inspector'),
  base: '/inspector/',
  publicDir: join(__dirname, '../web/public'),
  build: { target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
};

// eslint-disable-next-line import-x/no-default-export -- Vite reads it so
export default config;
