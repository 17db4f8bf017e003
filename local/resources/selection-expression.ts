/** `$request.body.a.b` or `${request.body.a.b}`; anything around it is static text. */
export const BODY_EXPRESSION = /\$\{request\.body((?:\.[\w-]+)+)\}|\$request\.body((?:\.[\w-]+)+)/g;

/** Whether the runtime can evaluate it: `\$` stands for a dollar sign, any other must begin a part of the body. */
export const isSelectionExpression = (expression: string): boolean =>
  !/[$[\]{}]/.test(expression.replace(BODY_EXPRESSION, '').replaceAll('\\$', ''));
