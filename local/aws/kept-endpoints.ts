import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject, parseObject, textOf } from '../json';
import { LocalError } from '../local-error';

type Attributes = Readonly<Record<string, string>>;

const attributesIn = (value: unknown): Attributes =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([name, text]) => [name, textOf(text) ?? '']),
  );

const read = (path: string): [string, Attributes][] => {
  if (!existsSync(path)) return [];
  const endpoints = parseObject(readFileSync(path, 'utf8'));
  if (!endpoints) throw new LocalError(`${path} is no JSON object: remove it, and phones register anew.`);
  return Object.entries(endpoints).map(([arn, attributes]) => [arn, attributesIn(attributes)]);
};

/** A map that is in a file after every change. */
class FileMap extends Map<string, Attributes> {
  constructor(private readonly path: string) {
    super();
    for (const [arn, attributes] of read(path)) super.set(arn, attributes);
  }

  override set(arn: string, attributes: Attributes): this {
    super.set(arn, attributes);
    this.write();
    return this;
  }

  override delete(arn: string): boolean {
    const wasThere = super.delete(arn);
    this.write();
    return wasThere;
  }

  private write(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    // A process that is killed meanwhile leaves the old file or the new one.
    const temporary = `${this.path}.new`;
    writeFileSync(temporary, JSON.stringify(Object.fromEntries(this), undefined, 2));
    renameSync(temporary, this.path);
  }
}

/** The endpoints of phones by ARN: the tables refer to them, so that they must live as long as those. */
export const keptEndpoints = (folder: string | undefined): Map<string, Attributes> =>
  folder === undefined ? new Map<string, Attributes>() : new FileMap(join(folder, 'push-endpoints.json'));
