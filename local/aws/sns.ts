import { movedTo, NO_CAUSES, type Causes } from '../flows/cause';
import { SNS } from '../flows/lanes';
import { mapIn, type Fields } from './form-map';
import { type PushPlatforms } from './push-platforms';
import { type MessageAttribute } from './topic-message';
import { type Topics } from './topics';

/** The fields of an answer; a map stands for attributes. */
export type SnsResult = Readonly<Record<string, string | Fields>>;

export interface SnsCall {
  readonly operation: string;
  readonly fields: Fields;
  readonly causes?: Causes;
}

const attributesIn = (fields: Fields): Record<string, MessageAttribute> => {
  const values = mapIn(fields, 'MessageAttributes', 'Value.StringValue');
  const types = mapIn(fields, 'MessageAttributes', 'Value.DataType');
  return Object.fromEntries(
    Object.entries(values).map(([name, Value]) => [name, { Type: types[name] ?? 'String', Value }]),
  );
};

/** SNS: mobile push, and publishing to the topics of the templates. */
export class Sns {
  constructor(
    private readonly platforms: PushPlatforms,
    private readonly topics: Topics,
  ) {}

  /** Throws SnsFault. */
  async answer({ operation: action, fields, causes = NO_CAUSES }: SnsCall): Promise<SnsResult> {
    const { TopicArn, TargetArn } = fields;
    const isOfTopic = action === 'Publish' && (TopicArn !== undefined || this.topics.has(TargetArn));
    if (!isOfTopic) return this.platforms.answer(action, fields);
    const { Message: message = '', Subject: subject } = fields;
    const attributes = attributesIn(fields);
    const topicArn = TopicArn ?? TargetArn ?? '';
    return {
      MessageId: await this.topics.publish(topicArn, { message, subject, attributes }, movedTo(causes, SNS)),
    };
  }
}
