/**
 * The Content-Security-Policy of the page: it loads what it brought itself, runs no script that stands in the document,
 * and talks to nobody but the addresses that are given.
 */
export function pagePolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Its part that a `<meta>` may carry: browsers read the frame rule from the header only, and complain of it here. */
export function pagePolicyInDocument(connect: readonly string[]): string {
  return pagePolicy(connect).replace(" frame-ancestors 'none';", '');
}
