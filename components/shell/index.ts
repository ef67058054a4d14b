/** The frame around every room: header, rail, banners, keys, and what is shown before a cluster has answered. */
export { Banners } from './banners.tsx';
export { Header } from './header/header.tsx';
export { KeyHelp } from './key-help.tsx';
export { LiveRegion } from './live-region.tsx';
export { LoadingScreen } from './loading-screen.tsx';
export { usePageState } from './page-state.ts';
export { PageTitle } from './page-title.tsx';
export { Rail, ThemeSwitch } from './rail.tsx';
export { RightSide } from './right-side.tsx';
export { StartScreen } from './start-screen.tsx';
export { useShellKeys } from './use-shell-keys.ts';
