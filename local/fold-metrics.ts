import * as v from 'valibot';
import { parseObject } from './json';

/** What of CloudWatch's embedded metric format says which fields of a line are metrics, and which their dimensions. */
const embedded = v.object({
  _aws: v.object({
    CloudWatchMetrics: v.array(
      v.object({
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string() })),
      }),
    ),
  }),
});

/**
 * The metrics of a line in CloudWatch's embedded metric format by name, then its dimensions: a tenth of its length.
 * A dimension that every metric has says nothing here. undefined: the line is something else.
 */
export const foldMetrics = (output: string): Record<string, unknown> | undefined => {
  if (!output.includes('"CloudWatchMetrics"')) return undefined;
  const line = parseObject(output);
  const read = v.safeParse(embedded, line);
  if (line === undefined || !read.success) return undefined;
  const groups = read.output._aws.CloudWatchMetrics;
  const names = groups.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));
  const dimensions = groups
    .flatMap(({ Dimensions }) => Dimensions.flat())
    .filter((name) => name !== 'service');
  return Object.fromEntries([...names, ...dimensions].map((name) => [name, line[name]]));
};
