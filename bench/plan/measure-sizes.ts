import { measureSend, type SendCost } from '../measure-send';
import { sizes } from '../send-budget';

/** What one message costs in chats of every measured size, one after the other. */
export async function measureSizes(): Promise<SendCost[]> {
  const costs: SendCost[] = [];
  for (const members of sizes) costs.push(await measureSend(members));
  return costs;
}
