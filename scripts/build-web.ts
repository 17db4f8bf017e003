import { bundleWeb } from '../lib/bundle-web';

// Builds the page of web/, unless nothing changed, and prints `web {folder}`. The local runtime runs this as it starts
// (--web-build).

try {
  process.stdout.write(`web ${bundleWeb()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
