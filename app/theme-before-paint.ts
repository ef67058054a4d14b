/**
 * Runs in the head, before anything is painted: the stored choice wins, else what the system prefers. Kept free of
 * anything that varies, so that its hash in the content security policy stays the same.
 */
export const CHOOSE_THEME_BEFORE_PAINT =
  "(function(){var t;try{t=localStorage.getItem('netpol-studio/theme')}catch(e){}" +
  "if(t!=='light'&&t!=='dark')t=matchMedia('(prefers-color-scheme: light)').matches?'light':'dark';" +
  'document.documentElement.dataset.theme=t})()';
