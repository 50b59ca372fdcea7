// skapi-js finds its services with two documents on a fixed host, which its constructor cannot change. This page connects only to the
// gateway that served it, so requests to that host are sent to the page's own origin.
//
// It wraps fetch instead of using a service worker, because that works from the first load and leaves nothing behind in the browser.

const publishedHost = 'd3e9syvbtso631.cloudfront.net';

/** Redirects the discovery of skapi-js to the page's origin. Call it before you construct a Skapi. */
export function redirectDiscovery() {
  const fetchAnywhere = window.fetch.bind(window);
  window.fetch = (resource, options) => {
    if (typeof resource === 'string' && URL.canParse(resource)) {
      const url = new URL(resource);
      if (url.host === publishedHost) {
        return fetchAnywhere(new URL(url.pathname, location.origin), options);
      }
    }

    return fetchAnywhere(resource, options);
  };
}
