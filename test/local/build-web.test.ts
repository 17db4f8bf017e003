import { tmpdir } from 'node:os';
import { buildWeb, type Pages } from '../../local/build-web';
import { LocalError } from '../../local/local-error';

const build = (command: string, signal?: AbortSignal): Promise<Pages> =>
  buildWeb({ command, root: tmpdir(), ...(signal && { signal }) });

describe('buildWeb', () => {
  it('gives the folder that the command prints, whatever else it prints', async () => {
    expect(await build('echo building; echo "web /some where/page"; echo done')).toEqual({
      webFolder: '/some where/page',
    });
  });

  it('gives the folder of the inspector, if there is one', async () => {
    expect(await build('echo "web /page"; echo "inspector /other"')).toEqual({
      webFolder: '/page',
      inspectorFolder: '/other',
    });
  });

  it.each([
    ['fails', 'echo "web /page"; echo "no such file" >&2; exit 1', 'no such file'],
    ['prints no folder', 'true', 'it printed no folder'],
  ])('says which command it was if that %s', async (_, command, reason) => {
    const failure = await build(command).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LocalError);
    expect(String(failure)).toContain(command);
    expect(String(failure)).toContain(reason);
  });

  it('ends the command when the start is broken off', async () => {
    const abort = new AbortController();
    const building = build('sleep 600', abort.signal);
    abort.abort();
    await expect(building).rejects.toThrow('does not build');
  });
});
