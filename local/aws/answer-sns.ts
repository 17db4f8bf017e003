import { randomUUID } from 'node:crypto';
import { type ServiceAnswer } from './service-proxy';
import { type Sns, type SnsCall } from './sns';
import { SnsFault } from './sns-fault';

const NAMESPACE = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const element = (name: string, value: string | Readonly<Record<string, string>>): string => {
  const content =
    typeof value === 'string'
      ? escaped(value)
      : Object.entries(value)
          .map(([key, text]) => `<entry><key>${escaped(key)}</key><value>${escaped(text)}</value></entry>`)
          .join('');
  return `<${name}>${content}</${name}>`;
};

const answered = (status: number, xml: string): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(xml),
});

const faultXml = ({ code, message }: SnsFault): string =>
  `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type>${element('Code', code)}${element('Message', message)}</Error>` +
  `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;

export const answerFault = (fault: SnsFault): ServiceAnswer => answered(fault.status, faultXml(fault));

/** Answers one call of the query protocol: a form in, XML out. */
export const answerSns = async (sns: Sns, call: SnsCall): Promise<ServiceAnswer> => {
  const { operation: action } = call;
  try {
    const result = Object.entries(await sns.answer(call))
      .map(([name, value]) => element(name, value))
      .join('');
    const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
    const xml = `<${action}Response ${NAMESPACE}><${action}Result>${result}</${action}Result>${metadata}</${action}Response>`;
    return answered(200, xml);
  } catch (error) {
    if (!(error instanceof SnsFault)) throw error;
    return answerFault(error);
  }
};
