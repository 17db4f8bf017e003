/**
 * The headers of a page: it may load what it brought itself, and talk to this runtime. As strict here as a page is
 * best deployed, so that what breaks there breaks here first.
 */
export const pageHeaders = (socketUrls: readonly string[]): Record<string, string> => {
  const sockets = [...new Set(socketUrls.map((url) => new URL(url).origin))];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...sockets].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
};
