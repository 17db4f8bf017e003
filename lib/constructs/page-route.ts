/**
 * Runs in CloudFront for every request that is not for `assets/`: what has no name of a file, such as an address that
 * somebody typed, leads to the page. Its own places stand behind `#`, which browsers keep through a redirect.
 */
export const pageRoute = `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || /\\.[a-z0-9]+$/i.test(request.uri)) return request;
  return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/' } } };
}
`;
