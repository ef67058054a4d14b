/** Syntax errors in the words of the YAML reader that kubectl and the API server use, where they have one for it. */

const CANNOT_START = 'found character that cannot start any token';

/**
 * @param code of our own reader
 * @param message of our own reader
 * @param before the text up to the error
 * @returns the server's words without place, or undefined where it would say something else each time
 */
export function serverWords(code: string, message: string, before: string): string | undefined {
  switch (code) {
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return CANNOT_START;
    case 'BAD_DQ_ESCAPE':
      return 'found unknown escape character';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'mapping values are not allowed in this context';
    case 'UNEXPECTED_TOKEN':
      return /flow-(seq|map)-end/.test(message) ? 'did not find expected node content' : undefined;
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return missing(message, before);
    default:
      return undefined;
  }
}

function missing(message: string, before: string): string | undefined {
  if (/Implicit (map )?keys need/i.test(message)) return "could not find expected ':'";
  if (/closing.*quote/i.test(message)) return 'found unexpected end of stream';
  const end = /flow (?:sequence|map)/i.test(message) ? (/sequence/i.test(message) ? ']' : '}') : undefined;
  if (end)
    return /[[{,:]\s*$/.test(before) ? 'did not find expected node content' : `did not find expected ',' or '${end}'`;
  return /same column|indent/i.test(message) ? 'did not find expected key' : undefined;
}
