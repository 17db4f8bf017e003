import { readOn } from '../../../prices/prices';
import { amount, costLines, costOfUsage, dollars, perMillion } from '../model/cost';
import { type Usage } from '../model/decode-flow';

export function CostTable({ usage }: { usage: Usage }) {
  const total = costOfUsage(usage);
  return (
    <section className="cost" aria-label="Cost">
      <h3>
        {dollars(total)} <small>{perMillion(total)} per million of these</small>
      </h3>
      <div className="scroll" role="region" aria-label="Cost by line" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              {['Units', 'Price', 'Per million'].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {costLines(usage).map(({ name, units, unit, price, usd }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">
                  {amount(units)} {unit}
                </td>
                <td className="number">{dollars(price)}</td>
                <td className="number">{perMillion(usd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CostNote />
    </section>
  );
}

function CostNote() {
  return (
    <p className="note">
      List prices of us-east-1 in USD, first tier, read {readOn} from the AWS price list and price pages; no
      free tier, no discount. Time of functions as measured here, without cold starts. Not in it: logs,
      storage, connection minutes, Valkey, keys, and the polling of empty queues.
    </p>
  );
}
