// skapi-js finds its services by two documents on a fixed host, and nothing in its constructor says otherwise. This page is to talk to
// the gateway that served it and to nobody else, so requests to that one host are sent to the own origin instead.
//
// Wrapping fetch, rather than a service worker, because it holds from the first load on, needs no second one to take control, leaves
// nothing behind in the browser, and is all there is to read. skapi-js stays as it was published: it calls fetch, as ever.

const publishedHost = 'd3e9syvbtso631.cloudfront.net';

/** Answers skapi-js's discovery from the own origin. To be called before a Skapi is constructed. */
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
