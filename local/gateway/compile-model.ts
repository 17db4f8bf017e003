import addFormats from 'ajv-formats';
import Ajv from 'ajv-draft-04';
import { type JsonObject } from '../json';

/** Whether a body fits a model. */
export type Accepts = (body: unknown) => boolean;

/** What checks bodies by a JSON Schema of draft 4, the version of API Gateway's models; or why none can be made of it. */
export const compileModel = (schema: JsonObject): Accepts | string => {
  const ajv = new Ajv({ strict: false, logger: false });
  addFormats(ajv);
  try {
    const validate = ajv.compile(schema);
    return (body) => validate(body);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
