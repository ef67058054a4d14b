/**
 * The YAML library is heavy and is first needed when a stored policy is opened or a draft is sent: it loads apart from
 * the page. Whoever runs the workbench may ask for it early, so that it is there also when the server is not.
 */
export const loadManifest = () => import('#manifest');
