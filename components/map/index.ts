/** The map of who can talk to whom. Colours: app/tokens.css; lines: edge-look.ts, stylesheet.ts; marks: paint-*.ts. */

export { Minimap } from './levels/minimap.tsx';
export { MapScreen } from './map-screen.tsx';
