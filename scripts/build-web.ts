import { bundleInspector, bundleWeb } from '../lib/bundle-web';

// Builds the page of web/ and the inspector, unless nothing changed, and prints `web {folder}` and `inspector {folder}`.
// The local runtime runs this as it starts (--web-build).

try {
  process.stdout.write(`web ${bundleWeb()}\ninspector ${bundleInspector()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
