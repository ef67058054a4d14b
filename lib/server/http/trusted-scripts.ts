/**
 * Text never becomes a script or markup by accident: the policy of pages makes the browser refuse it wherever code hands a
 * string to what would run or parse it. What loads pages in parts names built files by strings; those alone are let
 * through, by the rule below, which stands before every other script of the page.
 */

export const TRUSTED_TYPES = "require-trusted-types-for 'script'";

/** React makes an empty script element by this text, and nothing else by text. */
const RULE = `(function(t){if(t)t.createPolicy('default',{
createScriptURL:function(u){var a=new URL(u,location.href);
return a.origin===location.origin&&a.pathname.indexOf('/_next/static/')===0?u:null},
createHTML:function(h){return h==='<'+'script></'+'script>'?h:null}})})(window.trustedTypes)`;

export function withRule(html: string): string {
  return html.replace(/<head(?=[\s>])[^>]*>/, (head) => `${head}<script>${RULE}</script>`);
}
