/**
 * OpenAPI v2 in protobuf, which kubectl before 1.29 reads whatever v3 says. A document without definitions: it then
 * takes the types it was built with, and the server validates.
 */

const NAME = 'application/com.github.proto-openapi.spec.v2';
/** Asked for with a sign that no media type may have, and answered without it. */
export const OPENAPI_V2_ASKED = `${NAME}@v1.0+protobuf`;
export const OPENAPI_V2_TYPE = `${NAME}.v1.0+protobuf`;

/** swagger = 1, info = 2 {title = 1, version = 2}, paths = 8, definitions = 9. */
export function openApiV2(): Buffer {
  const info = Buffer.concat([field(1, 'netpol-studio demo cluster'), field(2, 'v1')]);
  return Buffer.concat([field(1, '2.0'), field(2, info), field(8, ''), field(9, '')]);
}

/** A field of length and content; all of ours are shorter than 128 bytes. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}
