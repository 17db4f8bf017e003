/** Below this path of the AWS endpoint functions put what became of their custom resources. */
export const ANSWER_PATH = '/custom-resource-answers/';
