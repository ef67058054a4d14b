/** Where a level is looked at from. At rest nothing is scaled: the picture fills the window. */

export interface LevelCamera {
  readonly zoom: number;
  /** Screen position of the picture's origin. */
  readonly x: number;
  readonly y: number;
}

export const AT_REST: LevelCamera = { zoom: 1, x: 0, y: 0 };

const LEAST = 0.35;
const MOST = 8;

/** About a point of the screen, which stays where it is. */
export function zoomedAbout(
  camera: LevelCamera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): LevelCamera {
  const wanted = Math.max(LEAST, Math.min(MOST, camera.zoom * factor));
  const zoom = Math.abs(wanted - 1) < 0.03 ? 1 : wanted;
  const share = zoom / camera.zoom;
  return { zoom, x: at.x - (at.x - camera.x) * share, y: at.y - (at.y - camera.y) * share };
}

export function panned({ zoom, x, y }: LevelCamera, dx: number, dy: number): LevelCamera {
  return { zoom, x: x + dx, y: y + dy };
}

/** By the least shift, so that a part of the picture can be seen. */
export function revealing(
  camera: LevelCamera,
  rect: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  size: { readonly width: number; readonly height: number },
): LevelCamera {
  const margin = 16;
  const shift = (from: number, to: number, most: number) =>
    to - from > most ? margin - from : from < margin ? margin - from : to > most - margin ? most - margin - to : 0;
  const [left, top] = [rect.x * camera.zoom + camera.x, rect.y * camera.zoom + camera.y];
  return panned(
    camera,
    shift(left, left + rect.width * camera.zoom, size.width),
    shift(top, top + rect.height * camera.zoom, size.height),
  );
}

/** The part of the picture that is on screen. */
export function seenBy({ zoom, x, y }: LevelCamera, size: { readonly width: number; readonly height: number }) {
  return { x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom };
}
